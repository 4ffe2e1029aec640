"""`jobcare market CODE --section …`: the labour market of one 직종, with sources; as text, JSON or a chart.

Sections: openings (지역별 구인/구직), certificates, exams (only as a chart), training, education, majors, ages.

With `--json` one object; every section has `section`, `occupation` {code, name}, `outcome` and `basis`
{source, publisher, period, population, unit, wider_group (empty: the occupation itself)}, and

    openings      "group" {code, name}, "area" {code, name}, "months" [{month, openings, seekers, ratio | null, fetched}],
                  "missing" [month], "available" [month], "country" {…} | null, "parts" [{name, openings, seekers, ratio}]
    certificates  "respondents", "top" [{name, known, count, total, percent | null}],
                  "series" [{certificate, years: [{year, stage, sat, passed, pass_rate | null}], basis}],
                  "demand" [{certificate, year, count, page}], "own" [{certificate, held_in: [{unit, name, count, total}]}]
    training      "area", "fields" [{code, name, wider, rounds, completed, counted_rounds, counted_completed, employed,
                  employment_rate | null}]
    education, majors, ages
                  "main" and "held" {total, few, shares: [{value, count, percent | null}]} | null
"""

from __future__ import annotations

import argparse
import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobcare.commands import CommandError

if TYPE_CHECKING:
    from engine.market import Area, Basis, Distribution
    from engine.market.openings import MonthFigure
    from knowledge.base import KnowledgeBase

_SECTIONS = ("openings", "certificates", "exams", "training", "education", "majors", "ages")


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `market`."""
    parser = subparsers.add_parser("market", help="직종 하나의 취업시장 정보를 출처와 함께 보여 줘요")
    parser.add_argument("code", metavar="CODE", help="직종코드 여섯 자리 (예: 134102)")
    parser.add_argument("--section", choices=_SECTIONS, required=True, help="무엇을 볼지")
    parser.add_argument("--region", metavar="TEXT", default="", help="지역 (예: 서울, 수도권, 마포)")
    parser.add_argument("--period", metavar="TEXT", default="", help="기간 (예: 작년 7월, 최근 3년)")
    parser.add_argument("--certificate", metavar="NAME", action="append", default=[], help="내가 가진 자격증")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    how.add_argument("--png", metavar="FILE", type=Path, help="그래프를 PNG 파일로 저장해요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from jobcare.lookup import known_occupation, open_base

    kb = open_base()
    try:
        _show(kb, known_occupation(kb, options.code.strip()), options)
    finally:
        kb.close()
    return 0


def _show(kb: KnowledgeBase, code: str, options: argparse.Namespace) -> None:
    from bot.replies.market import certificates_answer, exam_chart, openings_answer, people_answer, training_answer
    from engine.market import (
        ages,
        certificate_market,
        education,
        majors,
        openings,
        read_period,
        training_outcomes,
    )

    area = _area(kb, options.region)
    period = read_period(options.period, datetime.date.today()) if options.period else None
    if options.period and period is None:
        raise CommandError(f"이 기간을 알아볼 수 없어요: {options.period}. 예: 지난달, 작년 7월, 최근 3년")
    section = options.section
    chart = None
    if section == "openings":
        found = openings(kb, code, area, period)
        answer, data = openings_answer(found), {"area": _area_object(area), **_openings_object(found)}
    elif section in ("certificates", "exams"):
        held = certificate_market(kb, code, [_certificate(kb, name) for name in options.certificate])
        answer, data = certificates_answer(held), _certificates_object(held)
        chart = exam_chart(held) if section == "exams" else None
    elif section == "training":
        outcomes = training_outcomes(kb, code, area)
        answer, data = training_answer(outcomes), {"area": _area_object(area), **_training_object(outcomes)}
    else:
        people = {"education": education, "majors": majors, "ages": ages}[section](kb, code)
        answer, data = people_answer(people), _people_object(people)
    chart = chart if section == "exams" else answer.chart
    if options.json:
        head = {"section": section, "occupation": {"code": code, "name": kb.occupations[code].name}}
        print(json.dumps({**head, **data}, ensure_ascii=False))
    elif options.png:
        _save(chart, options.png, answer.sentences)
    else:
        from jobcare.commands.talk import as_text

        print("\n\n".join(as_text(reply) for reply in answer.replies))


def _save(chart: Any, path: Path, sentences: str) -> None:
    from bot.replies.charts import render

    if chart is None:
        raise CommandError(f"그릴 자료가 없어요. {sentences}")
    try:
        path.write_bytes(render(chart))
    except OSError as error:
        raise CommandError(f"파일을 쓸 수 없어요: {path} ({error.strerror})") from error
    print(chart.alt)


def _area(kb: KnowledgeBase, words: str) -> Area:
    from engine.market import read_area
    from engine.market.areas import COUNTRY

    if not words:
        return COUNTRY
    reading = read_area(kb, words)
    if reading.outcome == "ambiguous":
        raise CommandError(
            f"지역이 여럿이에요: {', '.join(area.name for area in reading.areas)}. 하나를 골라 적어 주세요."
        )
    if reading.outcome != "found":
        raise CommandError(f"이 지역을 알아볼 수 없어요: {words}. 시·도나 시·군·구 이름을 적어 주세요.")
    return reading.areas[0]


def _certificate(kb: KnowledgeBase, name: str) -> str:
    from jobcare.lookup import one_named

    names = ((known, known) for known in (*kb.certificate_texts, *kb.certificates))
    return one_named("자격증", name, kb.certificate_names.find, names)


def _openings_object(found: Any) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "group": {"code": found.group.code, "name": found.group.name} if found.group else None,
        "months": [_month(figure) for figure in found.months],
        "missing": list(found.missing),
        "available": list(found.available),
        "country": _month(found.country) if found.country else None,
        "parts": [{"name": name, **_month(figure)} for name, figure in found.parts],
        "basis": _basis(found.basis),
    }


def _month(figure: MonthFigure) -> dict[str, Any]:
    return {
        "month": figure.month,
        "openings": figure.openings,
        "seekers": figure.seekers,
        "ratio": figure.ratio,
        "fetched": figure.fetched,
    }


def _certificates_object(found: Any) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "respondents": found.respondents,
        "top": [
            {
                "name": held.name,
                "known": held.known,
                "count": held.share.count,
                "total": held.share.total,
                "percent": held.share.percent,
            }
            for held in found.top
        ],
        "series": [
            {
                "certificate": series.certificate,
                "years": [
                    {
                        "year": year.year,
                        "stage": year.last_stage.stage,
                        "sat": year.last_stage.sat,
                        "passed": year.last_stage.passed,
                        "pass_rate": year.pass_rate,
                    }
                    for year in series.years
                ],
                "basis": _basis(series.basis),
            }
            for series in found.series
        ],
        "demand": [
            {"certificate": f.item, "year": f.year, "count": f.value, "page": f.source_page} for f in found.demand
        ],
        "own": [
            {
                "certificate": use.certificate,
                "held_in": [
                    {
                        "unit": one.unit.code,
                        "name": one.unit.name,
                        "count": one.share.count,
                        "total": one.share.total,
                    }
                    for one in use.held_in
                ],
            }
            for use in found.own
        ],
        "basis": _basis(found.basis),
    }


def _training_object(found: Any) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "fields": [
            {
                "code": field.duty.parent_code if field.wider else field.duty.code,
                "name": field.name,
                "wider": field.wider,
                "rounds": field.outcome.rounds,
                "completed": field.outcome.completed,
                "counted_rounds": field.outcome.counted_rounds,
                "counted_completed": field.outcome.counted_completed,
                "employed": field.outcome.employed,
                "employment_rate": field.outcome.employment_rate,
            }
            for field in found.fields
        ],
        "basis": _basis(found.basis),
    }


def _people_object(found: Any) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "main": _spread(found.main),
        "held": _spread(found.held),
        "basis": _basis(found.basis),
    }


def _spread(spread: Distribution | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    shares = [{"value": s.value, "count": s.count, "percent": s.percent} for s in spread.shares]
    return {"total": spread.total, "few": spread.few, "shares": shares}


def _area_object(area: Area) -> dict[str, str]:
    return {"code": area.code, "name": area.name}


def _basis(basis: Basis) -> dict[str, str]:
    return {
        "source": basis.source.name,
        "publisher": basis.source.publisher,
        "period": basis.period,
        "population": basis.population,
        "unit": basis.unit,
        "wider_group": basis.wider_group,
    }
