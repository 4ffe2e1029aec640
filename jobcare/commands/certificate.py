"""`jobcare certificate NAME`: everything that the knowledge base holds about one certificate, with sources.

NAME is any of its names, spaces and endings like 자격증 do not matter. With `--json` one object; `source` is always a key
of `sources`:

    {"name": "정보처리기사", "source": "…" (of the text, or of the table when it is not described),
     "text": {"kind": "국가기술", "body": "…", "description": "…", "also_called": ["…"], "source": "…"} | null,
     "facts": {"code": "1320" | null, "grade": "기사" | null, "exam_grade": "기사" | null, "field": "…",
               "subfield": "…" | null, "source": "qnet"} | null (no national technical certificate),
     "duties": [{"code": "20010202", "name": "…", "source": "…"}] (that it is of use in: its own list, then the 직무 that
                list it),
     "occupations": [{"code": "133100", "name": "…", "required": false (true: reserved by law), "source": "…"}],
     "exams": {"latest_year": 2023, "source": "kosis-exams",
               "stages": [{"year": 2019, "stage": "필기", "registered": 1, "sat": 1, "passed": 1,
                           "pass_rate_pct": 45.1 (passed of sat) | null (nobody sat)}] (by year and stage)} | null,
     "survey": {"people": 20, "source": "know-survey",
                "units": [{"code": "1331", "name": "…", "n": 5, "respondents": 124}] (most people first)}
               | null (no incumbent named it),
     "official": […] (see `jobcare/official.py`; what Q-Net says, if a deployer imported it),
     "sources": {"qnet": {"name": "…", "publisher": "…", "period": "…", "terms": "…", "url": "…"}}}
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.base import CertificateText, KnowledgeBase

_UNITS_SHOWN = 10


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `certificate`."""
    parser = subparsers.add_parser("certificate", help="자격증 하나에 대해 아는 것을 모두 보여 줘요")
    parser.add_argument("name", metavar="NAME", help="자격증 이름 (예: 정보처리기사, 컴활 1급)")
    parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from jobcare.lookup import one_named, open_base

    kb = open_base()
    try:
        names = [(name, name) for name in (*kb.certificate_texts, *kb.certificates)]
        names += [(other, text.name) for text in kb.certificate_texts.values() for other in text.also_called]
        found = describe(kb, one_named("자격증", options.name.strip(), kb.certificate_names.find, names))
    finally:
        kb.close()
    print(json.dumps(found, ensure_ascii=False) if options.json else _as_text(found))
    return 0


def describe(kb: KnowledgeBase, name: str) -> dict[str, Any]:
    """The JSON object of a certificate, by its own name. Raises KeyError for an unknown one."""
    from engine.official import official_on_certificate
    from jobcare.lookup import source_objects, survey_mentions
    from jobcare.official import official_objects

    text = kb.certificate_texts.get(name)
    facts = kb.certificates[name] if text is None else kb.certificates.get(name)
    exams = kb.exam_counts.get(name, ())
    text_source, fact_source = kb.source("certificate_texts"), kb.source("certificates")
    duties = _duties(kb, name, text)
    survey = survey_mentions(kb, "certificate", lambda answer: (name,) in kb.certificate_names.find_in_answer(answer))
    official = [told for told in (official_on_certificate(kb, name),) if told]
    sources = [text_source] if text else []
    sources += [told.source for told in official]
    sources += [fact_source] if facts else []
    sources += [kb.source("duty_texts")] if any(duty["source"] != text_source.id for duty in duties) else []
    sources += [kb.source("certificate_exams")] if exams else []
    sources += [kb.source("survey_distributions")] if survey else []
    return {
        "name": name,
        "source": (text_source if text else fact_source).id,
        "text": {
            "kind": text.kind,
            "body": text.body,
            "description": text.description,
            "also_called": list(text.also_called),
            "source": text_source.id,
        }
        if text
        else None,
        "facts": {
            "code": facts.code,
            "grade": facts.grade,
            "exam_grade": facts.exam_grade,
            "field": facts.field,
            "subfield": facts.subfield,
            "source": fact_source.id,
        }
        if facts
        else None,
        "duties": duties,
        "occupations": _occupations(kb, text),
        "exams": {
            "latest_year": max(count.year for count in exams),
            "source": kb.source("certificate_exams").id,
            "stages": [
                {
                    "year": count.year,
                    "stage": count.stage,
                    "registered": count.registered,
                    "sat": count.sat,
                    "passed": count.passed,
                    "pass_rate_pct": round(100 * count.passed / count.sat, 1) if count.sat else None,
                }
                for count in exams
            ],
        }
        if exams
        else None,
        "survey": survey,
        "official": official_objects(official),
        "sources": source_objects(sources),
    }


def _duties(kb: KnowledgeBase, name: str, text: CertificateText | None) -> list[dict[str, Any]]:
    own = dict.fromkeys(text.duties if text else (), kb.source("certificate_texts").id)
    listing = (duty for duty, other in kb.duty_texts.items() if name in other.certificates)
    found = {**dict.fromkeys(listing, kb.source("duty_texts").id), **own}
    return [
        {"code": code, "name": kb.duties[code].shown_name, "source": found[code]}
        for code in dict.fromkeys([*own, *found])
    ]


def _occupations(kb: KnowledgeBase, text: CertificateText | None) -> list[dict[str, Any]]:
    if text is None:
        return []
    source = kb.source("certificate_texts").id
    return [
        {"code": code, "name": kb.occupations[code].name, "required": code in text.required_for, "source": source}
        for code in dict.fromkeys([*text.required_for, *text.occupations])
    ]


def _as_text(found: dict[str, Any]) -> str:
    from jobcare.lookup import coded, mentions, section, source_lines
    from jobcare.official import official_lines

    text, facts, exams = found["text"], found["facts"], found["exams"]
    lines = [f"{found['name']} ({text['kind']}, {text['body']})" if text else found["name"]]
    lines += section("설명", [text["description"] if text else "아직 없어요."])
    lines += section("다른 이름", [", ".join(text["also_called"])] if text and text["also_called"] else [])
    if facts:
        known = [("종목코드", facts["code"]), ("등급", facts["grade"] or facts["exam_grade"]), ("분야", facts["field"])]
        known.append(("세부 분야", facts["subfield"]))
        lines += section("종목", [", ".join(f"{title} {value}" for title, value in known if value)])
    lines += section("법으로 필요한 직종", coded(one for one in found["occupations"] if one["required"]))
    lines += section("도움이 되는 직종", coded(one for one in found["occupations"] if not one["required"]))
    lines += section("직무", coded(found["duties"]))
    if exams:
        latest = [stage for stage in exams["stages"] if stage["year"] == exams["latest_year"]]
        lines += section(f"검정({exams['latest_year']}년)", [_stage(stage) for stage in latest])
    lines += mentions("이 자격증을 가졌다고 답한 재직자", found, _UNITS_SHOWN)
    for title, told in official_lines(found["official"], found["sources"]):
        lines += section(title, told)
    return "\n".join([*lines, "", "출처", *source_lines(found["sources"])])


def _stage(stage: dict[str, Any]) -> str:
    rate = "" if stage["pass_rate_pct"] is None else f", 합격률 {stage['pass_rate_pct']}%"
    return f"{stage['stage']}: 응시 {stage['sat']:,}명, 합격 {stage['passed']:,}명{rate}"
