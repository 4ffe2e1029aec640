"""취업시장 정보 as it is told: a sentence that says the finding, a table with source and period, and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.replies.charts import Bar, BarChart, BarPanel, Chart, ColumnChart, Line, LineChart
from bot.replies.contract import Choice, Reply, table, text
from bot.replies.wording import cited, list_with_josa, with_josa
from engine.language.josa import josa
from engine.market import Area, CertificateMarket, Openings, PeopleShares, TrainingOutcomes
from engine.market.basis import ENOUGH_FOR_PERCENT, Basis, Distribution, Share
from engine.market.certificates import CertificateUse, ExamSeries
from engine.market.openings import MonthFigure
from engine.market.people import OTHER_ANSWERS
from engine.market.periods import month_in_words
from engine.market.training import TrainingField
from knowledge.live.moments import KOREA

SECTIONS = {
    "openings": "지역별 구인/구직",
    "certificates": "자격증",
    "training": "직업훈련",
    "education": "학력",
    "majors": "전공",
    "ages": "연령",
}
"""The guide's six parts, by the key that choices and the command line use."""

PARTS_SHOWN = 5
_MONTHS_TOLD = 6
_LEADERS_NAMED = 3
_MONTHS_IN_TABLE = 12
_SMALLEST_SHOWN = 0.01


@dataclass(frozen=True, slots=True)
class MarketAnswer:
    """What is told of one part: sentences, tables, and a chart where there is something to draw."""

    sentences: str
    tables: tuple[Reply, ...]
    chart: Chart | None = None

    @property
    def replies(self) -> list[Reply]:
        """The answer without its picture."""
        return [text(self.sentences), *self.tables]


def as_in_report(made_at: datetime) -> Reply:
    """That what follows is what the report holds."""
    return text(f"이 보고서를 만든 {_korean_date(made_at)}의 자료예요.")


def not_in_report(made_at: datetime) -> Reply:
    """That what follows is from today, since the report does not hold it."""
    return text(
        f"{_korean_date(made_at)}에 만든 이 보고서에는 담기지 않은 내용이라, 오늘 자료로 보여 드려요. 보고서는 바뀌지 않아요."
    )


def _korean_date(moment: datetime) -> str:
    local = moment.astimezone(KOREA)
    return f"{local.year}년 {local.month}월 {local.day}일"


def market_answer(found: Openings | CertificateMarket | TrainingOutcomes | PeopleShares) -> MarketAnswer:
    """The answer about any part of 취업시장 정보."""
    if isinstance(found, Openings):
        return openings_answer(found)
    if isinstance(found, CertificateMarket):
        return certificates_answer(found)
    if isinstance(found, TrainingOutcomes):
        return training_answer(found)
    return people_answer(found)


def openings_answer(found: Openings) -> MarketAnswer:
    """지역별 구인/구직 of the group that stands for the occupation."""
    if found.outcome == "no_group" or found.group is None:
        return MarketAnswer("이 직종이 속한 구인·구직 통계의 직종 분류를 찾지 못해서 보여 드릴 수 없어요.", ())
    if found.outcome == "no_figures":
        return MarketAnswer(_no_figures(found), ())
    group, area, last = found.group.name, found.area.name, found.latest
    sentences = [
        f"{area}에서 {month_in_words(last.month)} ‘{group}’ 분야의 새 구인인원은 {last.openings:,}명, 새 구직건수는 {last.seekers:,}건이에요. "
        f"{_ratio_sentence(last)}"
    ]
    if len(found.months) > 1:
        sentences.append(_change(found.months[0], last))
    if found.country is not None and found.area.kind != "country" and found.country.ratio is not None:
        sentences.append(f"같은 달 전국의 구인배수는 {josa(f'{found.country.ratio:.2f}', '이에요/예요')}.")
    sentences.append(
        f"{josa(found.occupation.name, '은/는')} 따로 세지 않아서, 상위 직종 {with_josa(group, '을/를')} 모두 더한 값으로 보여 드려요."
    )
    if found.summed:
        sentences.append(f"{josa(area, '은/는')} {', '.join(found.area.provinces)}의 값을 더한 것이에요.")
    if found.missing:
        sentences.append(_missing(found.missing, found.available))
    note = _note(found.basis) + "\n구인배수 = 신규구인인원 ÷ 신규구직건수. 낮을수록 취직하기 어렵다는 뜻이에요."
    if days := sorted({figure.fetched for figure in found.months if figure.fetched}):
        note += f"\n고용행정통계에서 {days[-1]}에 받아 온 달이 들어 있어요."
    rows = found.months[-_MONTHS_IN_TABLE:]
    if len(rows) < len(found.months):
        note += f"\n{len(found.months)}달 가운데 최근 {len(rows)}달이에요. 그래프에는 모두 있어요."
    tables = [
        table(
            f"{area} 구인·구직 · {group}",
            ["달", "신규구인인원", "신규구직건수", "구인배수"],
            [[month_in_words(f.month), f"{f.openings:,}명", f"{f.seekers:,}건", _ratio(f)] for f in rows],
            note,
        )
    ]
    if found.parts:
        shown = found.parts[:PARTS_SHOWN]
        tables.append(
            table(
                f"{area}에서 구인인원이 많은 곳 · {month_in_words(last.month)}",
                ["지역", "신규구인인원", "신규구직건수", "구인배수"],
                [[name, f"{f.openings:,}명", f"{f.seekers:,}건", _ratio(f)] for name, f in shown],
                (f"{len(found.parts)}곳 가운데 {len(shown)}곳이에요. " if len(found.parts) > len(shown) else "")
                + _note(found.basis),
            )
        )
    return MarketAnswer("\n".join(sentences), tuple(tables), _openings_chart(found))


def _no_figures(found: Openings) -> str:
    asked = found.period.words or "말씀하신 달"
    if not found.available:
        return f"{found.area.name}의 구인·구직 자료가 아직 없어요. 고용행정통계(EIS)를 연결하면 볼 수 있어요."
    known = ", ".join(month_in_words(month) for month in found.available[-_MONTHS_TOLD:])
    return (
        f"{found.area.name}의 {asked} 구인·구직 자료는 아직 없어요. 지금 볼 수 있는 달은 {known}이에요. "
        "다른 달은 고용행정통계(EIS)를 연결하면 볼 수 있어요."
    )


def _missing(missing: Sequence[str], available: Sequence[str]) -> str:
    known = ", ".join(month_in_words(month) for month in available[-_MONTHS_TOLD:])
    if len(missing) == 1:
        asked = month_in_words(missing[0])
    else:
        asked = f"{month_in_words(missing[0])}부터 {month_in_words(missing[-1])}까지 가운데 {len(missing)}달"
    return f"{asked}의 자료는 아직 없어요(있는 달: {known}). 고용행정통계(EIS)를 연결하면 채워져요."


def _ratio(figure: MonthFigure) -> str:
    return "-" if figure.ratio is None else f"{figure.ratio:.2f}"


def _ratio_sentence(figure: MonthFigure) -> str:
    if figure.ratio is None:
        return "구직건수가 없어서 구인배수는 셀 수 없어요."
    meaning = (
        "구하는 사람보다 일자리가 많은 편이에요" if figure.ratio >= 1 else "구하는 사람이 더 많아 경쟁이 있는 편이에요"
    )
    return f"구인배수는 {josa(f'{figure.ratio:.2f}', '이고/고')}, 구직 100건에 일자리가 {_per_hundred(figure.ratio)}개꼴이라 {meaning}."


def _per_hundred(ratio: float) -> str:
    """Openings for a hundred seekers, in step with the ratio as it is shown (two decimals)."""
    return f"{100 * float(f'{ratio:.2f}'):,.0f}" if ratio >= _SMALLEST_SHOWN or not ratio else f"{100 * ratio:.1f}"


def _change(before: MonthFigure, after: MonthFigure) -> str:
    return (
        f"{month_in_words(before.month)}보다 구인인원은 {_difference(before.openings, after.openings, '명')}, "
        f"구직건수는 {_difference(before.seekers, after.seekers, '건')}."
        + (
            f" 구인배수는 {before.ratio:.2f}에서 {josa(f'{after.ratio:.2f}', '으로/로')} {_moved(before.ratio, after.ratio)}."
            if before.ratio is not None and after.ratio is not None
            else ""
        )
    )


def _moved(before: float, after: float) -> str:
    before, after = round(before, 2), round(after, 2)
    return "올랐어요" if after > before else "내렸어요" if after < before else "거의 그대로예요"


def _difference(before: int, after: int, unit: str) -> str:
    if before == after:
        return "같고" if unit == "명" else "같아요"
    more = after > before
    ending = ("늘었고" if more else "줄었고") if unit == "명" else ("늘었어요" if more else "줄었어요")
    percent = round(100 * abs(after - before) / before) if before >= ENOUGH_FOR_PERCENT else 0
    share = f"({percent}%) " if percent else " "
    return f"{abs(after - before):,}{unit}{share}{ending}"


def _openings_chart(found: Openings) -> Chart:
    last, group = found.latest, found.group.name if found.group else ""
    if last.ratio is None:
        title = f"{found.area.name} {group}: {month_in_words(last.month)} 구인 {last.openings:,}명"
    else:
        title = f"{found.area.name} {group}: 구직 100건에 일자리 {_per_hundred(last.ratio)}개"
    told = "; ".join(
        f"{month_in_words(f.month)} 신규구인인원 {f.openings:,}명, 신규구직건수 {f.seekers:,}건, 구인배수 {_ratio(f)}"
        for f in found.months
    )
    footer = _footer(found.basis)
    return ColumnChart(
        title=title,
        moments=tuple(f"{f.month[2:4]}.{int(f.month[5:])}" for f in found.months),
        names=("신규구인인원(명)", "신규구직건수(건)"),
        first=tuple(float(f.openings) for f in found.months),
        second=tuple(float(f.seekers) for f in found.months),
        line_name="구인배수(구인 ÷ 구직)",
        line=tuple(f.ratio for f in found.months),
        line_texts=tuple(_ratio(f) for f in found.months),
        footer=footer,
        alt=f"막대와 선 그래프. {title}. {told}. {footer}",
    )


def certificates_answer(found: CertificateMarket) -> MarketAnswer:
    """자격증: most held, their examinations, posts that ask for them, and where my own are held."""
    if found.outcome == "not_asked":
        sentences = _not_asked(
            "자격증", found.unit_name, "고용24 채용공고를 연결하면 공고가 요구하는 자격증을 볼 수 있어요"
        )
        return MarketAnswer(sentences + _own_sentence(found.own), tuple(_own_tables(found.own, found.basis)))
    if found.outcome == "none_named":
        sentences = (
            f"{_asked_group(found.basis, found.unit_name)} 재직자 {found.respondents}명 가운데 자격증을 적은 사람이 없어요. "
            "자격증 없이 일하는 사람이 많은 일일 수 있어요."
        )
        return MarketAnswer(sentences + _own_sentence(found.own), tuple(_own_tables(found.own, found.basis)))
    first = found.top[0]
    asked = f"{_asked_group(found.basis, found.unit_name)} 재직자 {found.respondents}명에게 물었을 때"
    if first.share.count == 1:
        lead = f"{asked} 자격증을 적은 사람은 있지만, 같은 자격증을 적은 사람이 둘도 되지 않아요."
    else:
        counted = josa(_counted(first.share.count, first.share.total), "으로/로")
        lead = f"{asked} {with_josa(first.name, '을/를')} 가진 사람이 {counted} 가장 많았어요."
    lead += " 자격증을 적지 않은 사람도 있어서 실제로는 더 많을 수 있어요."
    rates = {series.certificate: series.years[-1] for series in found.series}
    rows = []
    for place, held in enumerate(found.top, start=1):
        year = rates.get(held.name)
        rate = f"{year.pass_rate:.0f}%({year.year}년)" if year and year.pass_rate is not None else "자료 없음"
        name = held.name if held.known else f"{held.name}*"
        rows.append([str(place), name, _counted(held.share.count, held.share.total), rate])
    note = _note(found.basis)
    if any(not held.known for held in found.top):
        note += "\n* 답한 사람이 적은 그대로예요."
    if found.series:
        note += (
            f"\n합격률: {cited(found.series[0].basis.source, '마지막 단계(실기, 없으면 필기)에 응시한 사람 가운데')}"
        )
    if len(rates) < sum(held.known for held in found.top):
        note += "\n국가기술자격이 아닌 자격증의 합격률은 자료에 없어요."
    tables = [table(f"많이 가진 자격증 {len(found.top)}가지", ["순위", "자격증", "가진 사람", "합격률"], rows, note)]
    tables += [_exam_table(series) for series in found.series]
    if found.demand:
        tables.append(
            table(
                "이 자격증을 요구한 구인공고",
                ["자격증", "연도", "공고 수", "보도"],
                [[f.item, f"{f.year}년", f"{f.value:,.0f}{f.unit}", f.source_page] for f in found.demand],
                f"{cited(found.demand_basis.source)} · 모든 직종의 {found.demand_basis.population}를 센 값이에요.",
            )
        )
    tables += _own_tables(found.own, found.basis)
    return MarketAnswer(lead + _own_sentence(found.own), tuple(tables), _held_chart(found))


def _exam_table(series: ExamSeries) -> Reply:
    rows = []
    for year in series.years:
        last = year.last_stage
        rate = "-" if year.pass_rate is None else f"{year.pass_rate:.0f}%"
        rows.append([f"{year.year}년", last.stage, f"{last.sat:,}명", f"{last.passed:,}명", rate])
    return table(
        f"{series.certificate} 연도별 시험",
        ["연도", "단계", "응시", "합격", "합격률"],
        rows,
        f"출처: {series.basis.source.name}({series.basis.source.publisher}, {series.basis.period}) · {series.basis.population}",
    )


def _own_tables(own: Sequence[CertificateUse], basis: Basis) -> list[Reply]:
    tables = []
    for use in own:
        if not use.held_in:
            continue
        rows = [[one.unit.name, _counted(one.share.count, one.share.total)] for one in use.held_in]
        tables.append(
            table(
                f"내 자격증 ‘{use.certificate}’ 재직자가 많은 직종",
                ["상위 직종", "가진 사람"],
                rows,
                cited(basis.source, basis.population),
            )
        )
    return tables


def _own_sentence(own: Sequence[CertificateUse]) -> str:
    """In which unit each of the person's certificates is most held, and which ones nobody in the survey named."""
    told = [
        f"가지고 있는 {with_josa(use.certificate, '은/는')} 상위 직종 ‘{use.held_in[0].unit.name}’ 재직자가 가장 많이 적었어요."
        for use in own
        if use.held_in
    ]
    unknown = [use.certificate for use in own if not use.held_in]
    if unknown:
        told.append(f"{list_with_josa(unknown, '은/는')} 재직자 조사에서 적은 사람을 찾지 못했어요.")
    return "".join(f"\n{sentence}" for sentence in told)


def _held_chart(found: CertificateMarket) -> Chart:
    first = found.top[0]
    title = f"{found.unit_name}: 가장 많은 자격증은 {first.name}"
    if first.share.count == 1:
        title = f"{found.unit_name}: 여럿이 함께 가진 자격증은 없어요"
    few = found.respondents < ENOUGH_FOR_PERCENT
    bars = tuple(
        Bar(held.name, float(held.share.count), _counted(held.share.count, held.share.total), marked=few)
        for held in found.top
    )
    footer = _footer(found.basis) + f" {found.respondents}명"
    return BarChart(title, (BarPanel("", bars),), footer, _alt(title, bars, footer))


def own_chart(found: CertificateMarket) -> Chart | None:
    """Where the person's own certificates are most held; None where nobody in the survey named one."""
    panels = tuple(
        BarPanel(
            use.certificate,
            tuple(
                Bar(one.unit.name, float(one.share.count), _counted(one.share.count, one.share.total))
                for one in use.held_in
            ),
        )
        for use in found.own
        if use.held_in
    )
    if not panels:
        return None
    title = f"내 자격증 {found.own[0].certificate}: {panels[0].bars[0].label}에서 가장 많이 가져요"
    footer = _footer(found.basis)
    return BarChart(title, panels, footer, _alt(title, [bar for panel in panels for bar in panel.bars], footer))


def exam_chart(found: CertificateMarket) -> Chart | None:
    """Pass rates of the certificates most held, by year; None where no examination statistics are known."""
    if not found.series:
        return None
    years = sorted({year.year for series in found.series for year in series.years})
    lines = []
    told = []
    for series in found.series:
        rates = {year.year: year.pass_rate for year in series.years}
        values = tuple(None if (rate := rates.get(year)) is None else round(rate, 1) for year in years)
        lines.append(Line(series.certificate, values))
        told.append(
            f"{series.certificate} "
            + ", ".join(
                f"{year}년 {value:.0f}%" for year, value in zip(years, values, strict=True) if value is not None
            )
        )
    last = {line.name: line.values[-1] for line in lines if line.values[-1] is not None}
    easiest = max(last, key=lambda name: last[name] or 0, default="")
    title = (
        f"{years[-1]}년 합격률은 {josa(easiest, '이/가')} {last[easiest]:.0f}%로 가장 높아요"
        if len(last) > 1
        else (f"{found.series[0].certificate} 합격률 {years[0]}~{years[-1]}년")
    )
    basis = found.series[0].basis
    footer = f"자료: {basis.source.name}({basis.source.publisher}), {years[0]}~{years[-1]}년 · 실기(없으면 필기) 응시자"
    alt = f"선 그래프. {title}. {'; '.join(told)}. {footer}"
    return LineChart(title, tuple(f"{year}" for year in years), tuple(lines), "%", footer, alt)


def training_answer(found: TrainingOutcomes) -> MarketAnswer:
    """직업훈련: completers and employment of the fields."""
    where = "" if found.area.kind == "country" else f"{found.area.name}의 "
    if found.outcome == "no_rounds":
        duties = ", ".join(found.duties[:3])
        about = f"이 직종의 직무({duties})와 " if duties else "이 직종과 "
        return MarketAnswer(
            f"{about}이어진 {where}훈련 결과 자료가 아직 없어요. 지금 자료는 K-디지털 훈련만 있어서, 다른 훈련의 수료자와 취업률은 "
            "고용24 훈련과정 API를 연결하면 볼 수 있어요.",
            (),
        )
    fields = found.fields[:PARTS_SHOWN]
    best = fields[0]
    if best.outcome.employment_rate is not None:
        lead = (
            f"{where}‘{best.name}’ 훈련은 수료자 {best.outcome.counted_completed:,}명 가운데 {best.outcome.employed:,}명"
            f"({best.outcome.employment_rate:.0f}%)이 6개월 뒤 취업해 있었어요."
        )
        if len(fields) > 1:
            lead += " 이 직종과 이어진 훈련 분야 가운데 취업률이 가장 높아요."
    else:
        lead = f"{where}이 직종과 이어진 훈련은 수료자가 적어서 비율 대신 사람 수로 보여 드려요."
    if best.wider:
        lead += " 이 직종의 직무만 다룬 훈련은 없어서, 직무가 속한 소분류의 훈련을 모은 값이에요."
    rows = [
        [
            field.name + ("(소분류)" if field.wider else ""),
            f"{field.outcome.rounds}회",
            f"{field.outcome.completed:,}명",
            _employed(field),
        ]
        for field in fields
    ]
    note = (
        _note(found.basis)
        + "\n취업은 6개월 뒤 취업이 집계된 회차의 수료자 가운데 센 것이에요. 최근 회차는 아직 집계되지 않았어요."
    )
    if any(field.outcome.employment_rate is None for field in fields):
        note += f"\n* 집계된 수료자가 {ENOUGH_FOR_PERCENT}명이 안 되어 비율은 셈하지 않았어요."
    tables = (table("훈련 분야별 수료와 취업", ["훈련 분야", "회차", "수료", "6개월 뒤 취업"], rows, note),)
    return MarketAnswer(lead, tables, _training_chart(found, fields))


def _employed(field: TrainingField) -> str:
    outcome = field.outcome
    if not outcome.counted_rounds:
        return "아직 집계 안 됨*"
    people = f"{outcome.counted_completed:,}명 중 {outcome.employed:,}명"
    rate = outcome.employment_rate
    return f"{people}*" if rate is None else f"{rate:.0f}%({people})"


def _rate(field: TrainingField) -> str:
    if not field.outcome.counted_rounds:
        return "취업이 아직 집계되지 않음"
    rate = field.outcome.employment_rate
    return "수가 적어 비율 없음" if rate is None else f"{rate:.0f}%"


def _training_chart(found: TrainingOutcomes, fields: Sequence[TrainingField]) -> Chart:
    best = fields[0]
    rate = best.outcome.employment_rate
    title = f"{best.name} 훈련: " + (
        f"수료자의 {rate:.0f}%가 6개월 뒤 취업" if rate is not None else f"수료 {best.outcome.completed:,}명"
    )
    bars = tuple(
        Bar(
            f"{field.name}{'(소분류)' if field.wider else ''} · {field.outcome.rounds}회, 수료 {field.outcome.completed:,}명",
            field.outcome.employment_rate,
            _rate(field),
        )
        for field in fields
    )
    footer = _footer(found.basis) + " · 막대는 6개월 뒤 취업률"
    return BarChart(title, (BarPanel("", bars, 100.0),), footer, _alt(title, bars, footer))


_NO_ANSWER = (OTHER_ANSWERS,)

_PEOPLE = {
    "education": ("일에 필요한 학력", "학력", "공고가 요구하는 학력은 고용24 채용공고를 연결하면 볼 수 있어요"),
    "major": ("재직자의 전공", "전공", "공고가 요구하는 전공은 고용24 채용공고를 연결하면 볼 수 있어요"),
    "age": ("재직자의 나이", "나이", "고용보험 신규 취득자의 나이는 고용행정통계(EIS)를 연결하면 볼 수 있어요"),
}


def people_answer(found: PeopleShares) -> MarketAnswer:
    """학력, 전공 or 연령 of the incumbents."""
    caption, short, other = _PEOPLE[found.kind]
    if found.outcome == "not_asked" or (found.main is None and found.held is None):
        return MarketAnswer(_not_asked(short, found.unit_name, other), ())
    main = found.main or found.held
    assert main is not None
    top = main.leaders(_NO_ANSWER)
    asked = f"{_asked_group(found.basis, found.unit_name)} 재직자 {main.total}명이 답한"
    counted = josa(_leaders_text(main, top), "으로/로")
    names = list_with_josa([share.value for share in top], "이/가")
    lead = f"{asked} {josa(caption, '은/는')} {names} {counted} 가장 많아요."
    tables = [_shares_table(caption, main, found.basis, _people_note(found))]
    if found.kind == "education" and found.held is not None and found.main is not None:
        held = found.held.leaders()
        counted = josa(_leaders_text(found.held, held), "으로/로")
        names = list_with_josa([share.value for share in held], "이/가")
        lead += f" 실제 학력은 {names} {counted} 가장 많아요."
        tables.append(_shares_table("재직자의 학력", found.held, found.basis))
    if found.kind == "age" and found.insured:
        tables.append(_insured_table(found))
    lead += f" {other}."
    return MarketAnswer(lead, tuple(tables), _people_chart(found, caption, main))


def _people_note(found: PeopleShares) -> str:
    if found.kind == "major":
        note = "같은 전공을 여러 가지로 적은 답은 소계열로 모았어요."
        return note + (f" {', '.join(found.as_written)}: 적은 그대로예요." if found.as_written else "")
    return ""


def _shares_table(caption: str, spread: Distribution, basis: Basis, more: str = "") -> Reply:
    if spread.few:
        rows = [[share.value, f"{share.count}명"] for share in spread.shares]
        more = f"답한 사람이 {ENOUGH_FOR_PERCENT}명이 안 되어 비율 대신 사람 수로 적었어요." + (
            f"\n{more}" if more else ""
        )
        columns = ["답", "사람"]
    else:
        columns = ["답", "비율", "사람"]
        rows = [
            [share.value, _percent(percent), f"{share.count}명"]
            for share, percent in zip(spread.shares, spread.whole_percents(), strict=True)
        ]
    return table(f"{caption}({spread.total}명)", columns, rows, _note(basis) + (f"\n{more}" if more else ""))


def _insured_table(found: PeopleShares) -> Reply:
    assert found.insured_source is not None
    total = sum(figure.value for figure in found.insured)
    rows = [
        [figure.item, f"{100 * figure.value / total:.0f}%", f"{figure.value / 10000:,.0f}만 명"]
        for figure in found.insured
    ]
    pages = ", ".join(dict.fromkeys(figure.source_page for figure in found.insured))
    return table(
        f"견주어 보기: 고용보험 전체 가입자의 나이({found.insured[0].year})",
        ["나이", "비율", "사람"],
        rows,
        f"{cited(found.insured_source)} · 모든 직종의 고용보험 가입자예요. 보도: {pages}",
    )


def _people_chart(found: PeopleShares, caption: str, main: Distribution) -> Chart:
    top = main.leaders(_NO_ANSWER)
    names = "·".join(share.value for share in top[:_LEADERS_NAMED])
    title = f"{found.unit_name}: {caption} 1위는 {names}, {_leaders_text(main, top)}"
    panels = [_shares_panel(caption if found.held else "", main)]
    if found.held is not None and found.main is not None:
        panels.append(_shares_panel("재직자의 학력", found.held))
    footer = _footer(found.basis) + f" {main.total}명"
    alt = f"막대그래프. {title}. " + ". ".join(
        (f"{panel.heading}: " if panel.heading else "") + _told(panel.bars) for panel in panels
    )
    return BarChart(title, tuple(panels), footer, f"{alt}. {footer}")


def _shares_panel(heading: str, spread: Distribution) -> BarPanel:
    if spread.few:
        bars = tuple(Bar(s.value, float(s.count), f"{s.count}명", True) for s in spread.shares)
        return BarPanel(heading, bars, float(spread.total))
    percents = spread.whole_percents()
    bars = tuple(
        Bar(share.value, float(percent), f"{_percent(percent)}({share.count}명)")
        for share, percent in zip(spread.shares, percents, strict=True)
    )
    return BarPanel(heading, bars, 100.0)


def area_choices(areas: Sequence[Area]) -> list[Choice]:
    return [Choice(area.name, f"area:{area.code}") for area in areas]


def section_choices(present: str = "") -> list[Choice]:
    """The six parts, without the one just shown."""
    return [Choice(label, f"mk:{key}") for key, label in SECTIONS.items() if key != present]


def _share_text(spread: Distribution, share: Share) -> str:
    return f"{share.count}명" if spread.few else f"{_percent(spread.whole_percent(share))}({share.count}명)"


def _percent(percent: int) -> str:
    return f"{percent}%" if percent else "1% 미만"


def _leaders_text(spread: Distribution, leaders: Sequence[Share]) -> str:
    """The share of the most frequent answer; of several equally frequent ones the count, which is the same for all."""
    return _share_text(spread, leaders[0]) if len(leaders) == 1 else f"각각 {leaders[0].count}명"


def _asked_group(basis: Basis, unit_name: str) -> str:
    return f"상위 직종 ‘{unit_name}’의" if basis.wider_group else f"‘{unit_name}’의"


def _counted(count: int, total: int) -> str:
    """42%(52명), or 12명 when too few answered for a percentage."""
    return f"{count}명" if total < ENOUGH_FOR_PERCENT else f"{100 * count / total:.0f}%({count}명)"


def _not_asked(what: str, unit_name: str, other: str) -> str:
    return f"상위 직종 {with_josa(unit_name, '은/는')} 재직자 조사에 없어서 {what} 자료가 없어요. {other}."


def _note(basis: Basis) -> str:
    wider = f" · 상위 직종 ‘{basis.wider_group}’의 값" if basis.wider_group else ""
    return f"출처: {basis.source.name}({basis.source.publisher}, {basis.period}) · {basis.population} 기준{wider}"


def _footer(basis: Basis) -> str:
    wider = f" · 상위 직종 ‘{basis.wider_group}’" if basis.wider_group else ""
    return f"자료: {basis.source.publisher} {basis.source.name}, {basis.period}{wider} · {basis.population}"


def _alt(title: str, bars: Sequence[Bar], footer: str) -> str:
    return f"막대그래프. {title}. {_told(bars)}. {footer}"


def _told(bars: Sequence[Bar]) -> str:
    return ", ".join(f"{bar.label} {bar.text}" for bar in bars)
