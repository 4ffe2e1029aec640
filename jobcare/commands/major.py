"""`jobcare major NAME`: everything that the knowledge base holds about one 소계열 (field of majors), with sources.

NAME is a 소계열 or the name of a department in it. With `--json` one object; `source` is always a key of `sources`:

    {"name": "통계학", "mid_class": "…", "broad_class": "…", "source": "academy-info",
     "text": {"description": "…", "departments": ["…"], "courses": ["…"], "source": "…"} | null (not described),
     "departments": {"names": 45, "source": "academy-info",
                     "most_schools": [{"name": "통계학", "schools_2026": 20}] (the ten most frequent in 2026)},
     "occupations": [{"code": "134100", "name": "…", "source": "…"}],
     "duties": [{"code": "20010105", "name": "…", "source": "…"}] (its own list, then the 직무 that list it),
     "survey": {"people": 120, "source": "know-survey",
                "units": [{"code": "1341", "name": "…", "n": 20, "respondents": 124}] (most people first)}
               | null (no incumbent named it),
     "sources": {"academy-info": {"name": "…", "publisher": "…", "period": "…", "terms": "…", "url": "…"}}}
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

_DEPARTMENTS_SHOWN = 10
_UNITS_SHOWN = 10


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `major`."""
    parser = subparsers.add_parser("major", help="전공(소계열) 하나에 대해 아는 것을 모두 보여 줘요")
    parser.add_argument("name", metavar="NAME", help="전공이나 학과 이름 (예: 통계학, 경영학과)")
    parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from jobcare.lookup import one_named, open_base

    kb = open_base()
    try:
        names = [(department.name, department.sub_class) for department in kb.departments]
        names = [(field, field) for field in dict.fromkeys(field for _, field in names)] + names
        name = one_named("전공", options.name.strip(), lambda typed: _found(kb, typed), names)
        found = describe(kb, name)
    finally:
        kb.close()
    print(json.dumps(found, ensure_ascii=False) if options.json else _as_text(found))
    return 0


def _found(kb: KnowledgeBase, typed: str) -> tuple[str, ...]:
    field = kb.major_fields.find(typed)
    return (field,) if field else ()


def describe(kb: KnowledgeBase, name: str) -> dict[str, Any]:
    """The JSON object of a 소계열. Raises KeyError for an unknown one."""
    from jobcare.lookup import source_objects, survey_mentions

    departments = [department for department in kb.departments if department.sub_class == name]
    if not departments and name not in kb.majors:
        raise KeyError(name)
    major = kb.majors.get(name)
    listing = [duty for duty, text in kb.duty_texts.items() if name in text.majors]
    own_duties = major.duties if major else ()
    survey = survey_mentions(kb, "major", lambda answer: kb.major_fields.find(answer) == name)
    department_source, text_source, duty_source = map(kb.source, ("departments", "major_texts", "duty_texts"))
    sources = [department_source, *([text_source] if major else [])]
    sources += [duty_source] if set(listing) - set(own_duties) else []
    sources += [kb.source("survey_distributions")] if survey else []
    most_schools = sorted(departments, key=lambda department: (-department.schools_2026, department.name))
    return {
        "name": name,
        "mid_class": departments[0].mid_class if departments else "",
        "broad_class": departments[0].broad_class if departments else "",
        "source": department_source.id,
        "text": {
            "description": major.description,
            "departments": list(major.departments),
            "courses": list(major.courses),
            "source": text_source.id,
        }
        if major
        else None,
        "departments": {
            "names": len(departments),
            "source": department_source.id,
            "most_schools": [
                {"name": department.name, "schools_2026": department.schools_2026}
                for department in most_schools[:_DEPARTMENTS_SHOWN]
                if department.schools_2026
            ],
        },
        "occupations": [
            {"code": code, "name": kb.occupations[code].name, "source": text_source.id}
            for code in (major.occupations if major else ())
        ],
        "duties": [
            {
                "code": code,
                "name": kb.duties[code].shown_name,
                "source": (text_source if code in own_duties else duty_source).id,
            }
            for code in dict.fromkeys([*own_duties, *listing])
        ],
        "survey": survey,
        "sources": source_objects(sources),
    }


def _as_text(found: dict[str, Any]) -> str:
    from jobcare.lookup import coded, mentions, section, source_lines

    text, departments = found["text"], found["departments"]
    lines = [found["name"], " > ".join((found["broad_class"], found["mid_class"], found["name"]))]
    lines += section("설명", [text["description"] if text else "아직 없어요."])
    if text:
        lines += section("학과", [", ".join(text["departments"])])
        lines += section("교과목", [", ".join(text["courses"])])
    shown = [f"{one['name']} {one['schools_2026']}곳" for one in departments["most_schools"]]
    lines += section(
        f"대학의 학과 이름(모두 {departments['names']:,}개, 2026년에 많은 순)", [", ".join(shown)] if shown else []
    )
    lines += section("관련 직종", coded(found["occupations"]))
    lines += section("관련 직무", coded(found["duties"]))
    lines += mentions("이 전공을 했다고 답한 재직자", found, _UNITS_SHOWN)
    return "\n".join([*lines, "", "출처", *source_lines(found["sources"])])
