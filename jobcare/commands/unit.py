"""`jobcare unit CODE`: everything that the knowledge base holds about one 능력단위, with sources.

CODE is the NCS unit code with or without its version (`2001010702_24v3` or `2001010702`). With `--json` one object;
`source` is always a key of `sources`:

    {"code": "2001010702_24v3", "name": "…", "level": 6, "hours": 40 | null (not given), "source": "ncs",
     "duty": {"code": "20010107", "name": "…", "path": ["…", "…", "…"]},
     "occupations": [{"code": "134102", "name": "…", "score": 1.0, "basis": "official" | "curated" | "derived",
                      "source": "…"}] (all that need it, strongest first),
     "siblings": [{"code": "…", "name": "…", "level": 5}] (the other units of the 직무, by level),
     "next_steps": [{"code": "…", "name": "…", "level": 7}] (those of the nearest higher level),
     "training": {…} (see `jobcare/training.py`; of the 직무),
     "official": […] (see `jobcare/official.py`; the official definition, if a deployer imported it),
     "sources": {"ncs": {"name": "…", "publisher": "…", "period": "…", "terms": "…", "url": "…"}}}
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.base import CompetencyUnit, KnowledgeBase

_OCCUPATIONS_SHOWN = 20


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `unit`."""
    parser = subparsers.add_parser("unit", help="능력단위 하나에 대해 아는 것을 모두 보여 줘요")
    parser.add_argument("code", metavar="CODE", help="능력단위 코드 (예: 2001010702 또는 2001010702_24v3)")
    parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from jobcare.lookup import open_base, unknown

    kb = open_base()
    try:
        typed = options.code.strip()
        codes = {code.split("_")[0]: code for code in kb.competency_units}
        code = codes.get(typed, typed.lower())
        if code not in kb.competency_units:
            names = {unit.code: unit.name for unit in kb.competency_units.values()}
            raise unknown("능력단위", typed, names)
        found = describe(kb, code)
    finally:
        kb.close()
    print(json.dumps(found, ensure_ascii=False) if options.json else _as_text(found))
    return 0


def describe(kb: KnowledgeBase, code: str) -> dict[str, Any]:
    """The JSON object of a 능력단위, by its full code. Raises KeyError for an unknown one."""
    from engine.competency.career_path import unit_detail
    from engine.official import official_on_unit
    from jobcare.lookup import source_objects
    from jobcare.official import official_objects
    from jobcare.training import training_object, training_sources

    detail = unit_detail(kb, code)
    links = [link for of_occupation in kb.duty_links.values() for link in of_occupation if link.covers(code)]
    official = [text for text in (official_on_unit(kb, code),) if text]
    links.sort(key=lambda link: (-link.score, link.occupation))
    return {
        "code": code,
        "name": detail.unit.name,
        "level": detail.unit.level,
        "hours": detail.unit.hours,
        "source": detail.source.id,
        "duty": {"code": detail.duty.code, "name": detail.duty.shown_name, "path": list(detail.duty.path)},
        "occupations": [
            {
                "code": link.occupation,
                "name": kb.occupations[link.occupation].name,
                "score": link.score,
                "basis": link.basis,
                "source": kb.link_source(link).id,
            }
            for link in links
        ],
        "siblings": [_short(unit) for unit in detail.siblings],
        "next_steps": [_short(unit) for unit in detail.next_steps],
        "training": training_object(kb, [detail.duty.code]),
        "official": official_objects(official),
        "sources": source_objects(
            [
                detail.source,
                *(kb.link_source(link) for link in links),
                *training_sources(kb),
                *(text.source for text in official),
            ]
        ),
    }


def _short(unit: CompetencyUnit) -> dict[str, Any]:
    return {"code": unit.code, "name": unit.name, "level": unit.level}


def _as_text(found: dict[str, Any]) -> str:
    from jobcare.lookup import BASES, section, source_lines
    from jobcare.official import official_lines
    from jobcare.training import training_lines

    duty = found["duty"]
    hours = "훈련시간은 정해져 있지 않음" if found["hours"] is None else f"훈련 {found['hours']}시간"
    lines = [
        f"{found['code']} {found['name']} ({found['level']}수준, {hours})",
        f"{' > '.join(duty['path'])} > {duty['name']}({duty['code']})",
    ]
    occupations = [
        f"{one['code']} {one['name']} ({one['score']:g}, {BASES[one['basis']]})" for one in found["occupations"]
    ]
    if len(occupations) > _OCCUPATIONS_SHOWN:
        occupations[_OCCUPATIONS_SHOWN:] = [f"그 밖에 {len(occupations) - _OCCUPATIONS_SHOWN}개"]
    lines += section("필요한 직종", occupations)
    for title, key in (("다음 단계", "next_steps"), ("같은 직무의 능력단위", "siblings")):
        lines += section(title, [f"{unit['code']} {unit['name']} ({unit['level']}수준)" for unit in found[key]])
    for title, told in training_lines(found["training"], found["sources"]):
        lines += section(title, told)
    for title, told in official_lines(found["official"], found["sources"]):
        lines += section(title, told)
    return "\n".join([*lines, "", "출처", *source_lines(found["sources"])])
