"""Occupations side by side."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.contract import Choice, Reply, table
from bot.replies.wording import cited, pay_text, share_text
from engine.comparison import Compared, Comparison
from knowledge.base import KnowledgeBase

DUTIES_SHOWN = 5


def comparison_table(comparison: Comparison) -> Reply:
    """Rows of facts, one column for each occupation."""
    columns = comparison.columns
    rows = [
        ["상위 직종", *(c.unit.name for c in columns)],
        ["필요한 직무", *(_duties(c) for c in columns)],
        ["필요한 능력단위", *(f"{len(c.path.units)}개" for c in columns)],
        ["수준별 능력단위", *(_levels(c) for c in columns)],
        ["임금(중앙값)", *(pay_text(c.pay) for c in columns)],
        ["일에 필요한 학력", *(share_text(c.required_education) for c in columns)],
        ["재직자 학력", *(share_text(c.education) for c in columns)],
        ["재직자 나이", *(share_text(c.age) for c in columns)],
    ]
    note = (
        cited(comparison.unit_source)
        + "\n"
        + cited(
            comparison.survey_source,
            "임금·학력·나이는 상위 직종의 재직자가 답한 값이라, 상위 직종이 같으면 값도 같아요. 구인·구직과 자격증·전공 비교는 준비하고 있어요.",
        )
    )
    return table("직종 비교", ["항목", *(c.occupation.name for c in columns)], rows, note)


def _duties(column: Compared) -> str:
    names = [path.duty.shown_name for path in column.path.duties]
    more = len(names) - DUTIES_SHOWN
    return ", ".join(names[:DUTIES_SHOWN]) + (f" 외 {more}개" if more > 0 else "") if names else "자료 없음"


def _levels(column: Compared) -> str:
    return ", ".join(f"{level}수준 {count}" for level, count in column.units_by_level.items() if count) or "자료 없음"


def candidates(kb: KnowledgeBase, codes: Sequence[str], chosen: Sequence[str]) -> list[Choice]:
    return [Choice(kb.occupations[code].name, f"cmp:{code}", selected=code in chosen) for code in codes]


def after_comparison(kb: KnowledgeBase, codes: Sequence[str]) -> list[Choice]:
    options = [Choice(f"{kb.occupations[code].name} 보고서 만들기", f"pick:{code}") for code in codes]
    return [*options, Choice("다른 직종 비교하기", "compare"), Choice("목록으로", "list")]
