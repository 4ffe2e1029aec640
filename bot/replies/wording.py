"""Small pieces of Korean wording that several replies share."""

from __future__ import annotations

from collections.abc import Sequence

from engine.comparison import Pay, Share
from engine.language.josa import josa
from knowledge.base import Source


def quoted(words: Sequence[str]) -> str:
    """‘가’, ‘나’"""
    return ", ".join(f"‘{word}’" for word in words)


def with_josa(word: str, pair: str) -> str:
    """‘word’ in quotation marks followed by the particle that fits the word."""
    return f"‘{word}’" + josa(word, pair)[len(word) :]


def titled(name: str, pair: str) -> str:
    """「name」 followed by the particle that fits the name."""
    return f"「{name}」" + josa(name, pair)[len(name) :]


def list_with_josa(words: Sequence[str], pair: str) -> str:
    """‘가’, ‘나’를: a quoted list, the particle chosen by its last word."""
    return ", ".join([*(f"‘{word}’" for word in words[:-1]), with_josa(words[-1], pair)])


def bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"· {line}" for line in lines)


def cited(source: Source, note: str = "") -> str:
    """출처 line: name, period and, if there is one, what to know about the figure."""
    return f"출처: {source.name}({source.publisher}, {source.period})" + (f" · {note}" if note else "")


def pay_text(pay: Pay | None) -> str:
    """Median yearly pay, or that nobody was asked."""
    if pay is None:
        return "조사 자료 없음"
    low, high = f"{pay.lowest:,.0f}", f"{pay.highest:,.0f}"
    if low == high:
        return f"연 {low}만 원"
    return f"연 {low}만~{high}만 원(직업 {pay.jobs}개의 중앙값 범위)"


def pay_short(pay: Pay | None) -> str:
    """Median yearly pay as few words."""
    if pay is None:
        return "자료 없음"
    low, high = f"{pay.lowest:,.0f}", f"{pay.highest:,.0f}"
    return f"{low}만 원" if low == high else f"{low}만~{high}만 원"


def share_text(share: Share | None) -> str:
    """The most frequent answer with its share, as a count when too few answered for a percentage."""
    if share is None:
        return "조사 자료 없음"
    if share.percent is None:
        return f"{share.value}({share.total}명 중 {share.count}명)"
    return f"{share.value} {share.percent:.0f}%({share.total}명 중 {share.count}명)"
