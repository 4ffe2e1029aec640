"""`jobcare skill NAME`: everything that the knowledge base holds about one skill, with sources.

NAME is any of its names. With `--json` one object; `source` is always a key of `sources`:

    {"name": "파이썬", "also_called": ["Python"], "source": "jobcare-skills",
     "duties": [{"code": "20010105", "name": "…", "source": "…"}] (that it is of use in: its own list, then the 직무 with
                it among their knowledge, skills or tools),
     "occupations": [{"code": "134102", "name": "…", "score": 1.0, "source": "…"}] (that need a 직무 of its own list,
                     strongest first),
     "survey": {"people": 3, "source": "know-survey",
                "units": [{"code": "1341", "name": "…", "n": 3, "respondents": 124}] (most people first)}
               | null (no incumbent named it among their tools),
     "sources": {"jobcare-skills": {"name": "…", "publisher": "…", "period": "…", "terms": "…", "url": "…"}}}
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.base import DutyLink, KnowledgeBase

_OCCUPATIONS = 20
_UNITS_SHOWN = 10


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `skill`."""
    parser = subparsers.add_parser("skill", help="기술 하나에 대해 아는 것을 모두 보여 줘요")
    parser.add_argument("name", metavar="NAME", help="기술 이름 (예: 파이썬, Python)")
    parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from jobcare.lookup import one_named, open_base

    kb = open_base()
    try:
        names = [(name, skill.name) for skill in kb.skills.values() for name in (skill.name, *skill.also_called)]
        found = describe(kb, one_named("기술", options.name.strip(), kb.skill_names.find, names))
    finally:
        kb.close()
    print(json.dumps(found, ensure_ascii=False) if options.json else _as_text(found))
    return 0


def describe(kb: KnowledgeBase, name: str) -> dict[str, Any]:
    """The JSON object of a skill, by its own name. Raises KeyError for an unknown one."""
    from jobcare.lookup import source_objects, survey_mentions

    skill = kb.skills[name]
    listing = [
        text.duty
        for text in kb.duty_texts.values()
        if any(name in kb.skill_names.find(term) for term in (*text.knowledge, *text.skills, *text.tools))
    ]
    links = _strongest(kb, skill.duties)
    survey = survey_mentions(kb, "tool", lambda answer: kb.skill_names.find(answer) == (name,))
    skill_source, duty_source = kb.source("skills"), kb.source("duty_texts")
    sources = [skill_source, *(kb.link_source(link) for link in links)]
    sources += [duty_source] if set(listing) - set(skill.duties) else []
    sources += [kb.source("survey_distributions")] if survey else []
    return {
        "name": name,
        "also_called": list(skill.also_called),
        "source": skill_source.id,
        "duties": [
            {
                "code": code,
                "name": kb.duties[code].shown_name,
                "source": (skill_source if code in skill.duties else duty_source).id,
            }
            for code in dict.fromkeys([*skill.duties, *listing])
        ],
        "occupations": [
            {
                "code": link.occupation,
                "name": kb.occupations[link.occupation].name,
                "score": link.score,
                "source": kb.link_source(link).id,
            }
            for link in links
        ],
        "survey": survey,
        "sources": source_objects(sources),
    }


def _strongest(kb: KnowledgeBase, duties: tuple[str, ...]) -> list[DutyLink]:
    """For each occupation that needs one of the 직무 its strongest link; the strongest of them."""
    best: dict[str, DutyLink] = {}
    for links in kb.duty_links.values():
        for link in links:
            if link.duty in duties and link.score > (best[link.occupation].score if link.occupation in best else 0):
                best[link.occupation] = link
    ranked = sorted(best.values(), key=lambda link: (-link.score, duties.index(link.duty), link.occupation))
    return ranked[:_OCCUPATIONS]


def _as_text(found: dict[str, Any]) -> str:
    from jobcare.lookup import coded, mentions, section, source_lines

    lines = [found["name"]]
    lines += section("다른 이름", [", ".join(found["also_called"])] if found["also_called"] else [])
    lines += section("직무", coded(found["duties"]))
    lines += section("직무가 필요한 직종", coded(found["occupations"]))
    lines += mentions("이 도구를 쓴다고 답한 재직자", found, _UNITS_SHOWN)
    return "\n".join([*lines, "", "출처", *source_lines(found["sources"])])
