"""The card of a report: its main figures in the words of the guide's dashboard, each with what it rests on."""

from __future__ import annotations

from bot.replies.wording import with_josa
from engine.language.josa import josa
from engine.market import Share
from engine.market.periods import month_in_words
from engine.reports.card import Card

NO_DATA = "정보 없음"


def card_rows(card: Card) -> list[tuple[str, str]]:
    """What (보유 역량, 일자리, …) and its figures."""
    return [
        ("보유/필요 역량" if card.owned is not None else "필요 역량", owned_text(card)),
        ("일자리", openings_text(card)),
        ("자격증", _held(card.certificate, "을/를", "재직자가 가장 많이 가지고 있어요")),
        ("직업훈련", _training(card)),
        ("전공", _held(card.major, "을/를", "전공한 재직자가 가장 많아요")),
        ("연령", _held(card.age, "이/가", "가장 많이 재직 중이에요")),
    ]


def owned_text(card: Card) -> str:
    if card.owned is None:
        return f"능력단위 {card.needed}개가 필요해요"
    share = f" ({100 * card.owned / card.needed:.0f}%)" if card.needed else ""
    return f"능력단위 {card.needed}개 중 {card.owned}개 보유{share}"


def openings_text(card: Card) -> str:
    month = card.openings
    if month is None:
        return NO_DATA
    ratio = f"{month.ratio:.2f}" if month.ratio is not None else "계산할 수 없음"
    when = f"{month_in_words(month.month)} 전국 ‘{card.group}’ 분야"
    return f"구인인원 {month.openings:,}명 · 구직건수 {month.seekers:,}건 · 구인배수 {ratio} ({when})"


def _training(card: Card) -> str:
    field = card.training
    if field is None or field.outcome.employment_rate is None:
        return NO_DATA
    rate, counted = field.outcome.employment_rate, field.outcome.counted_completed
    return f"{with_josa(field.name, '과/와')} 관련된 훈련이 수료 대비 취업률이 가장 높아요({rate:.0f}%, 수료 {counted:,}명)"


def _held(share: Share | None, particles: str, what: str) -> str:
    if share is None:
        return NO_DATA
    counted = f"{share.total}명 중 {share.count}명"
    percent = f"{share.percent:.0f}%, {counted}" if share.percent is not None else counted
    name = f"{share.value}({percent})"
    return f"{name}{josa(share.value, particles)[len(share.value) :]} {what}"
