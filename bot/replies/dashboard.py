"""내 보고서 in chat: a card for each report as the guide's dashboard shows it, and what can be done with one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.replies.contract import Choice, Reply, link, table, text
from bot.replies.report import day
from bot.replies.report_card import card_rows, openings_text, owned_text
from bot.replies.report_document import SECTIONS
from bot.replies.report_texts import KIND_NAMES
from bot.replies.wording import bullets, titled
from engine.language.josa import josa
from engine.members.store import REPORTS_AT_MOST, StoredReport
from engine.reports.card import Card, Changes

CARDS_AT_ONCE = 3
"""Cards shown at once: as many as can be read without scrolling far."""

NAMES_TOLD = 6
PRINTED_ALONE = ("path", "owned", "related", "market", "advice")


def dashboard(reports: Sequence[tuple[StoredReport, str, Card | None]], page: int, total: int) -> list[Reply]:
    """Cards of some reports, each with the name of its occupation; no card where the report is from before there were any."""
    head = f"내 보고서예요. {REPORTS_AT_MOST}개까지 둘 수 있고 지금 {total}개 있어요({total}/{REPORTS_AT_MOST})."
    replies: list[Reply] = [text(head)] if page == 0 else []
    for report, occupation, card in reports:
        rows = (
            card_rows(card)
            if card
            else [("내용", "만들 때의 기록이 없는 예전 보고서예요. 열면 지금 자료로 보여 드려요.")]
        )
        replies.append(
            table(_caption(report), ["항목", "내용"], [["선택직종", occupation], *(list(row) for row in rows)], _NOTE)
        )
    return replies


_NOTE = "만든 날에 있던 자료예요. 자격증·전공·연령은 재직자 조사의 값이고, 출처는 보고서에 모두 적혀 있어요."


def _caption(report: StoredReport) -> str:
    kind = KIND_NAMES.get(report.kind, KIND_NAMES["simple"]).removesuffix(" 보고서")
    return f"{'대표 · ' if report.main else ''}{kind} · {report.name} · {day(report.created_at)}"


def dashboard_choices(shown: Sequence[StoredReport], page: int, pages: int) -> list[Choice]:
    options = [Choice(f"{report.name} · {day(report.created_at)} 열기", f"rep:{report.id}") for report in shown]
    if page + 1 < pages:
        options.append(Choice("보고서 더 보기", f"mine:{page + 1}"))
    if page:
        options.append(Choice("앞쪽 보고서", f"mine:{page - 1}"))
    return [*options, Choice("새 보고서 만들기", "rp:new"), Choice("처음 화면으로", "go:restart")]


def manage_choices(report: StoredReport) -> list[Choice]:
    """What can be done with an open report."""
    return [
        Choice("PDF로 받기", f"rp:pdf:{report.id}"),
        Choice("이름 바꾸기", f"rp:name:{report.id}"),
        Choice("대표 보고서예요", f"rp:main:{report.id}", selected=True, disabled=True)
        if report.main
        else Choice("대표로 설정", f"rp:main:{report.id}"),
        Choice("새 자료로 다시 만들기", f"rp:anew:{report.id}"),
        Choice("보고서 삭제", f"rp:del:{report.id}"),
        Choice("내 보고서 목록", "mine"),
        Choice("보고서로 돌아가기", f"rep:{report.id}"),
    ]


def reports_page() -> Reply:
    """The way to the page that lists all reports."""
    return link("보고서 대시보드 열기", "/reports")


def confirm_deleting(report: StoredReport) -> list[Choice]:
    return [Choice("삭제하기", f"rp:delyes:{report.id}"), Choice("그대로 두기", f"rp:keep:{report.id}")]


def after_deleting(report_id: str) -> list[Choice]:
    return [
        Choice("삭제 되돌리기", f"rp:undo:{report_id}"),
        Choice("내 보고서 목록", "mine"),
        Choice("처음 화면으로", "go:restart"),
    ]


def after_printing(report: StoredReport) -> list[Choice]:
    """Sections to print alone."""
    options = [Choice(f"{SECTIONS[key]}만 PDF로", f"rp:pdf-{key}:{report.id}") for key in PRINTED_ALONE]
    return [*options, Choice("보고서로 돌아가기", f"rep:{report.id}")]


def file_name(name: str, made_at: datetime, section: str = "") -> str:
    """The name under which a report's PDF is saved: no sign in it that a file name cannot have."""
    kept = "".join(char for char in name if char.isprintable() and char not in '\\/:*?"<>|').strip(" .")
    part = f" {SECTIONS[section].replace('·', ' ')}" if section else ""
    return f"{kept[:60] or '보고서'}{part} {day(made_at)}.pdf"


def changes_told(report: StoredReport, found: Changes) -> list[Reply]:
    """What today's data says otherwise than the report."""
    if found.none:
        return [
            text(
                f"{titled(report.name, '을/를')} 오늘 자료로 다시 만들어 봤어요. {day(report.created_at)}에 만든 것과 달라진 것이 없어요."
            )
        ]
    rows = [
        (what, before, after)
        for what, before, after in [
            ("필요 역량", owned_text(found.before), owned_text(found.after)),
            ("일자리", openings_text(found.before), openings_text(found.after)),
            *((b[0], b[1], a[1]) for b, a in zip(card_rows(found.before)[2:], card_rows(found.after)[2:], strict=True)),
        ]
        if before != after
    ]
    lists = [
        ("새로 들어간 직무", found.duties_new),
        ("빠진 직무", found.duties_gone),
        ("새로 들어간 능력단위", found.units_new),
        ("빠진 능력단위", found.units_gone),
        ("새로 갖춘 능력단위", found.owned_new),
        ("이제 근거가 없는 능력단위", found.owned_gone),
        ("새로 추천하는 자격증", found.advised_new),
    ]
    told = [f"{what} {len(names)}개: {_some(names)}" for what, names in lists if names]
    told += [
        f"{josa(name, '은/는')} {before}에서 {josa(after, '으로/로')} 바뀌었어요"
        for name, before, after in found.sources
    ]
    replies: list[Reply] = [
        text("오늘 자료로 다시 만들어 보니 이것이 달라졌어요." + (f"\n{bullets(told)}" if told else ""))
    ]
    if rows:
        columns = ["항목", f"{day(report.created_at)}의 보고서", "오늘"]
        replies.append(table("달라진 숫자", columns, [list(row) for row in rows]))
    return replies


def _some(names: Sequence[str]) -> str:
    more = f" 외 {len(names) - NAMES_TOLD}개" if len(names) > NAMES_TOLD else ""
    return ", ".join(names[:NAMES_TOLD]) + more


def anew_choices(report: StoredReport, room: bool) -> list[Choice]:
    """`room`: there is room for one more report."""
    options = [Choice("새 보고서로 남기기", f"rp:add:{report.id}")] if room else []
    return [
        *options,
        Choice("이 보고서와 바꾸기", f"rp:swap:{report.id}"),
        Choice("그대로 두기", f"rp:keep:{report.id}"),
    ]


def begin_choices() -> list[Choice]:
    """Offered where there is no report yet."""
    return [
        Choice("간편입력으로 만들기", "rp:new"),
        Choice("처음 화면으로", "go:restart"),
    ]
