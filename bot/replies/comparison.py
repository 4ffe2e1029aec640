"""Occupations side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.replies.charts import Bar, BarChart, BarPanel, Chart
from bot.replies.contract import Choice, Reply, table
from bot.replies.wording import cited, pay_short, pay_text, share_text
from engine.comparison import Compared, ComparedMarket, Comparison
from engine.language.josa import josa
from engine.market.basis import Share
from engine.market.openings import MonthFigure
from engine.market.people import HIGH_SCHOOL, OTHER_ANSWERS
from engine.market.periods import month_in_words
from knowledge.base import KnowledgeBase

DUTIES_SHOWN = 5
MAJORS_COMPARED = 3
_NONE = "자료 없음"
_RATIO_PANEL = "구인배수(전국, 더 넓은 직종)"
_PAY_PANEL = "임금(1년, 상위 직종 재직자의 중앙값)"


def comparison_table(comparison: Comparison) -> Reply:
    """Rows of facts, one column for each occupation."""
    columns, markets = comparison.columns, comparison.markets
    rows = [
        ["상위 직종", *(c.unit.name for c in columns)],
        ["필요한 직무", *(_duties(c) for c in columns)],
        ["필요한 능력단위", *(f"{len(c.path.units)}개" for c in columns)],
        ["수준별 능력단위", *(_levels(c) for c in columns)],
        ["일자리 통계의 직종", *(m.openings.group.name if m.openings.group else _NONE for m in markets)],
        ["구인인원(전국)", *(_month(m, lambda f: f"{f.openings:,}명") for m in markets)],
        ["구직건수(전국)", *(_month(m, lambda f: f"{f.seekers:,}건") for m in markets)],
        ["구인배수", *(_month(m, lambda f: "-" if f.ratio is None else f"{f.ratio:.2f}") for m in markets)],
        ["많이 가진 자격증", *(_certificates(m) for m in markets)],
        ["많은 전공", *(_majors(m) for m in markets)],
        ["임금(중앙값)", *(pay_text(c.pay) for c in columns)],
        ["일에 필요한 학력", *(share_text(c.required_education) for c in columns)],
        ["재직자 학력", *(share_text(c.education) for c in columns)],
        ["재직자 나이", *(share_text(c.age) for c in columns)],
    ]
    months = [m.openings.latest.month for m in markets if m.openings.months]
    basis = markets[0].openings.basis if markets else None
    notes = [cited(comparison.unit_source)]
    if basis is not None and months:
        about = f"{month_in_words(max(months))}. 직종마다 따로 세지 않아 더 넓은 직종의 값이에요. 구인배수가 낮을수록 취직하기 어려워요."
        notes.append(f"출처: {basis.source.name}({basis.source.publisher}) · {about}")
    about = "자격증·전공·임금·학력·나이는 상위 직종의 재직자가 답한 값이라, 상위 직종이 같으면 값도 같아요."
    notes.append(cited(comparison.survey_source, about))
    return table("직종 비교", ["항목", *(c.occupation.name for c in columns)], rows, "\n".join(notes))


def comparison_chart(comparison: Comparison) -> Chart | None:
    """구인배수 and pay of the occupations side by side; None where neither is known of two of them."""
    ratios, pays = [], []
    for column, market in zip(comparison.columns, comparison.markets, strict=True):
        ratio = market.openings.latest.ratio if market.openings.months else None
        name = column.occupation.name
        ratios.append(Bar(name, ratio, _NONE if ratio is None else f"{ratio:.2f}"))
        middle = (column.pay.lowest + column.pay.highest) / 2 if column.pay else None
        pays.append(Bar(name, middle, pay_short(column.pay), marked=bool(column.pay and column.pay.jobs > 1)))
    panels = [
        BarPanel(heading, tuple(bars))
        for heading, bars in ((_RATIO_PANEL, ratios), (_PAY_PANEL, pays))
        if sum(bar.value is not None for bar in bars) > 1
    ]
    if not panels:
        return None
    best = max(panels[0].bars, key=lambda bar: bar.value or 0)
    what = "구인배수" if panels[0].heading == _RATIO_PANEL else "임금"
    same = len({bar.text for bar in panels[0].bars}) == 1
    leaders = ", ".join(bar.label for bar in panels[0].bars if bar.text == best.text)
    title = f"{josa(what, '은/는')} {'모두 같아요' if same else josa(leaders, '이/가') + ' 가장 높아요'}"
    shown = {panel.heading for panel in panels}
    basis, survey = comparison.markets[0].openings.basis, comparison.survey_source
    sources = []
    if _RATIO_PANEL in shown:
        month = comparison.markets[0].openings.latest.month
        sources.append(f"{basis.source.publisher} {basis.source.name}, {month}")
    if _PAY_PANEL in shown:
        sources.append(f"{survey.publisher} {survey.name}, {survey.period}")
        if any(bar.marked for bar in pays):
            sources.append("빗금은 직업 여럿의 중앙값 범위")
    footer = f"자료: {' · '.join(sources)}"
    told = ". ".join(
        f"{panel.heading}: " + ", ".join(f"{bar.label} {bar.text}" for bar in panel.bars) for panel in panels
    )
    return BarChart(title, tuple(panels), footer, f"막대그래프. {title}. {told}. {footer}")


def _month(market: ComparedMarket, told: Callable[[MonthFigure], str]) -> str:
    return told(market.openings.latest) if market.openings.months else _NONE


def _certificates(market: ComparedMarket) -> str:
    return "\n".join(f"{held.name} {_counted(held.share)}" for held in market.certificates) or _NONE


def _majors(market: ComparedMarket) -> str:
    spread = market.majors.main
    if spread is None:
        return _NONE
    named = [share for share in spread.shares if share.value not in (OTHER_ANSWERS, HIGH_SCHOOL)]
    return "\n".join(f"{share.value} {_counted(share)}" for share in named[:MAJORS_COMPARED]) or _NONE


def _counted(share: Share) -> str:
    return f"{share.count}명" if share.percent is None else f"{share.percent:.0f}%({share.count}명)"


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
