"""`jobcare occupation CODE`: everything that the knowledge base holds about one 직종, with sources.

With `--json` one object; `source` is always a key of `sources`:

    {"code": "134102", "name": "…", "is_unit_head": false, "source": "keco-2018",
     "unit": {"code": "1341", "name": "…"}, "minor": {"code": "134", "name": "…"}, "major": {"code": "1", "name": "…"},
     "text": {"description": "…", "distinct": "…" (empty: none), "tasks": ["…"], "examples": ["…"],
              "also_called": ["…"], "spoken": ["…"], "entry": "…", "source": "…"} | null,
     "related": [{"code": "…", "name": "…"}],
     "job_names": [{"name": "…", "kind": "dictionary" | "alias" | "know", "survey_year": 2024 | null}] (of the unit),
     "job_names_source": "…",
     "duties": [{"code": "20010105", "name": "…", "path": ["…", "…", "…"], "score": 1.0,
                 "basis": "official" | "curated" | "derived", "whole": true (false: a part of its 능력단위),
                 "competency_units": 9, "source": "…"}] (strongest first),
     "competency_units": {"total": 50, "by_level": {"5": 20}, "source": "…"},
     "survey": {"unit": "1341", "respondents": 49, "source": "…",
                "pay": [{"name": "…", "n": 49, "median_salary_10k_krw": 3600.0}] (a year, 만원),
                "distributions": {"age": [["30대", 20]], …}} | null (nobody of the unit was asked),
     "training": {…} (see `jobcare/training.py`; of these 직무),
     "official": […] (see `jobcare/official.py`; texts that a deployer imported),
     "sources": {"keco-2018": {"name": "…", "publisher": "…", "period": "…", "terms": "…", "url": "…"}}}
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

_ANSWERS_SHOWN = 5
_KINDS_OF_ANSWERS = {
    "age": "나이",
    "education": "학력",
    "required_education": "일에 필요한 학력",
    "major": "전공",
    "certificate": "자격증",
    "tool": "도구",
}


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `occupation`."""
    parser = subparsers.add_parser("occupation", help="직종 하나에 대해 아는 것을 모두 보여 줘요")
    parser.add_argument("code", metavar="CODE", help="직종코드 여섯 자리 (예: 134102)")
    parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from jobcare.lookup import open_base, unknown

    kb = open_base()
    try:
        code = options.code.strip()
        if code not in kb.occupations:
            names = {occupation.code: occupation.name for occupation in kb.occupations.values()}
            texts = kb.occupation_texts.values()
            others = ((name, text.code) for text in texts for name in (*text.examples, *text.also_called))
            raise unknown("직종", code, names, others)
        found = describe(kb, code)
    finally:
        kb.close()
    print(json.dumps(found, ensure_ascii=False) if options.json else _as_text(found))
    return 0


def describe(kb: KnowledgeBase, code: str) -> dict[str, Any]:
    """The JSON object of an occupation. Raises KeyError for an unknown code."""
    from engine.competency.career_path import career_path
    from engine.official import official_on_occupation
    from jobcare.lookup import source_objects
    from jobcare.official import official_objects
    from jobcare.training import training_object, training_sources

    occupation = kb.occupations[code]
    unit = kb.occupation_units[occupation.unit]
    text = kb.occupation_texts.get(code)
    path = career_path(kb, code)
    links = {link.duty: link for link in kb.duty_links.get(code, ())}
    survey = kb.survey(unit.code)
    sources = [kb.source("occupations"), kb.source("job_names"), path.unit_source]
    sources += [kb.link_source(link) for link in links.values()]
    sources += [kb.source("occupation_texts")] if text else []
    sources += [survey.source] if survey else []
    sources += training_sources(kb)
    official = official_on_occupation(kb, code)
    sources += [told.source for told in official]
    return {
        "code": code,
        "name": occupation.name,
        "is_unit_head": occupation.is_unit_head,
        "source": kb.source("occupations").id,
        "unit": {"code": unit.code, "name": unit.name},
        "minor": {"code": unit.minor_code, "name": unit.minor_name},
        "major": {"code": unit.major_code, "name": unit.major_name},
        "text": {
            "description": text.description,
            "distinct": text.distinct,
            "tasks": list(text.tasks),
            "examples": list(text.examples),
            "also_called": list(text.also_called),
            "spoken": list(text.spoken),
            "entry": text.entry,
            "source": kb.source("occupation_texts").id,
        }
        if text
        else None,
        "related": [{"code": other, "name": kb.occupations[other].name} for other in (text.related if text else ())],
        "job_names": [
            {"name": job.name, "kind": job.kind, "survey_year": job.survey_year}
            for job in kb.job_names
            if job.unit == unit.code
        ],
        "job_names_source": kb.source("job_names").id,
        "duties": [
            {
                "code": row.duty.code,
                "name": row.duty.shown_name,
                "path": list(row.duty.path),
                "score": row.score,
                "basis": row.basis,
                "whole": not links[row.duty.code].only,
                "competency_units": len(row.units),
                "source": kb.link_source(links[row.duty.code]).id,
            }
            for row in path.duties
        ],
        "competency_units": {
            "total": len(path.units),
            "by_level": {str(level): count for level, count in sorted(Counter(u.level for u in path.units).items())},
            "source": path.unit_source.id,
        },
        "survey": {
            "unit": survey.unit,
            "respondents": survey.respondents,
            "source": survey.source.id,
            "pay": [
                {"name": row.name, "n": row.n, "median_salary_10k_krw": row.median_salary_10k_krw} for row in survey.pay
            ],
            "distributions": {kind: [list(answer) for answer in found] for kind, found in survey.distributions.items()},
        }
        if survey
        else None,
        "training": training_object(kb, (row.duty.code for row in path.duties)),
        "official": official_objects(official),
        "sources": source_objects(sources),
    }


def _as_text(found: dict[str, Any]) -> str:
    from jobcare.lookup import BASES, section, source_lines
    from jobcare.official import official_lines
    from jobcare.training import training_lines

    levels = found["competency_units"]["by_level"]
    lines = [
        f"{found['code']} {found['name']}",
        " > ".join(f"{found[level]['name']}({found[level]['code']})" for level in ("major", "minor", "unit")),
    ]
    if text := found["text"]:
        lines += section("설명", [part for part in (text["description"], text["distinct"]) if part])
        lines += section("하는 일", [f"- {task}" for task in text["tasks"]])
        lines += section("직업 예시", [", ".join(text["examples"])])
        lines += section("다른 이름", [", ".join(text["also_called"])])
        lines += section("이렇게도 말해요", [", ".join(text["spoken"])])
        lines += section("들어가는 길", [text["entry"]])
    else:
        lines += section("설명", ["아직 없어요."])
    lines += section("관련 직종", [f"{other['code']} {other['name']}" for other in found["related"]])
    lines += section(
        "직무",
        [
            f"{duty['code']} {duty['name']} ({duty['score']:g}, {BASES[duty['basis']]}, "
            f"능력단위 {duty['competency_units']}개{'' if duty['whole'] else ' 일부'})"
            for duty in found["duties"]
        ],
    )
    by_level = ", ".join(f"{level}수준 {count}개" for level, count in levels.items())
    lines += section("능력단위", [f"모두 {found['competency_units']['total']}개: {by_level}"] if levels else [])
    lines += section("직업 이름(사전·조사)", [", ".join(job["name"] for job in found["job_names"])])
    lines += section(*_survey_text(found))
    for title, told in training_lines(found["training"], found["sources"]):
        lines += section(title, told)
    for title, told in official_lines(found["official"], found["sources"]):
        lines += section(title, told)
    return "\n".join([*lines, "", "출처", *source_lines(found["sources"])])


def _survey_text(found: dict[str, Any]) -> tuple[str, list[str]]:
    survey = found["survey"]
    if survey is None:
        return "재직자 조사", ["이 직종이 속한 세분류에서는 조사한 사람이 없어요."]
    title = f"재직자 조사({found['unit']['name']}, {survey['respondents']}명, {found['sources'][survey['source']]['period']})"
    lines = [
        f"임금 중앙값(1년): {row['name']} {row['median_salary_10k_krw']:,g}만 원({row['n']}명)" for row in survey["pay"]
    ]
    for kind, shown in _KINDS_OF_ANSWERS.items():
        answers = survey["distributions"].get(kind, [])[:_ANSWERS_SHOWN]
        if answers:
            lines.append(f"{shown}: {', '.join(f'{value} {people}명' for value, people in answers)}")
    return title, lines
