"""고용24 직업정보, 한국직업사전 and 학과정보: official texts, entry by entry (services 212x and 213x)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from sqlalchemy import and_

from knowledge.connectors.collect import Listed, Page, Row, every_page
from knowledge.connectors.errors import Unreadable
from knowledge.connectors.replies import all_named, number_in, text_of
from knowledge.connectors.transport import Caller
from knowledge.connectors.work24 import NAME, RETURN_XML, read_root, service_path
from knowledge.live.schema import TextRow
from knowledge.live.texts import DICTIONARY, MAJOR, OCCUPATION, stored_units

PAGE_ROWS = 100
JOB_LIST, JOB_SUMMARY, JOB_WAY = (service_path("wk", service) for service in ("212L01", "212D01", "212D03"))
DICTIONARY_LIST, DICTIONARY_ENTRY = (service_path("wk", service) for service in ("212L50", "212D50"))
MAJOR_LIST, MAJOR_ENTRY, UNUSUAL_MAJOR_ENTRY = (
    service_path("wk", service) for service in ("213L01", "213D01", "213D02")
)


def occupations(store_now: Any) -> Listed:
    """직업정보: what a 직업 is, what people do, the way in, with its KECO codes. Two calls for each."""
    return _listed("occupations", "직업정보", OCCUPATION, _job_entries, _job, store_now)


def dictionary(store_now: Any) -> Listed:
    """한국직업사전: summary and work of each job, with its KECO code."""
    return _listed("dictionary", "한국직업사전", DICTIONARY, _dictionary_entries, _dictionary_entry, store_now)


def majors(store_now: Any) -> Listed:
    """학과정보: what is learnt, main subjects and certificates of each 학과."""
    return _listed("majors", "학과정보", MAJOR, _major_entries, _major, store_now)


def _listed(job: str, title: str, kind: str, entries: Any, fetch: Any, store_now: Any) -> Listed:
    def row(staged: Row) -> Row:
        return {
            "source": NAME,
            "kind": kind,
            "code": staged["code"],
            "name": staged["name"],
            "units": stored_units(tuple(staged["units"])),
            "content": staged["content"],
            "fetched_at": store_now(),
        }

    return Listed(job, title, entries, fetch, TextRow, [and_(TextRow.source == NAME, TextRow.kind == kind)], row)


def _job_entries(caller: Caller) -> list[tuple[str, Row]]:
    root = _ask(caller, JOB_LIST, {"target": "JOBCD"}, "jobsList")
    jobs = {text_of(job, "jobCd"): text_of(job, "jobNm") for job in all_named(root, "jobList")}
    return [(code, {"code": code, "name": name}) for code, name in sorted(jobs.items()) if code and name]


def _job(caller: Caller, asked: Row) -> Row:
    common = {"target": "JOBDTL", "jobGb": "1", "jobCd": asked["code"]}
    # In the summary `jobSum` is the root and a child of it; the root's own text is layout.
    summary = _ask(caller, JOB_SUMMARY, common | {"dtlGb": "1"}, "jobSum")
    way = _ask(caller, JOB_WAY, common | {"dtlGb": "3"}, "way")
    content = _content(
        ("하는 일", [text_of(summary, "jobSum")]),
        ("되는 길", [text_of(summary, "way"), text_of(way, "technKnow")]),
        ("관련 전공", _texts(summary, "majorNm") or _texts(way, "majorNm")),
        ("관련 자격", _texts(summary, "certNm") or _texts(way, "certNm")),
        ("임금", [text_of(summary, "sal")]),
        ("직업 만족도", [text_of(summary, "jobSatis")]),
        ("일자리 전망", [text_of(summary, "jobProspect")]),
        ("관련 직업", _texts(summary, "jobNm")),
    )
    if "하는 일" not in content:
        raise Unreadable(NAME, "직업정보에 하는 일이 없어요.")
    return _text(asked["code"], asked["name"], _texts(way, "kecoCd"), content)


def _dictionary_entries(caller: Caller) -> list[tuple[str, Row]]:
    def page(asked: Caller, number: int) -> Page:
        parameters = {"target": "dJobCD", "startPage": str(number), "display": str(PAGE_ROWS)}
        root = _ask(asked, DICTIONARY_LIST, parameters, "dJobsList")
        rows = tuple(
            {"code": text_of(job, "dJobCd"), "seq": text_of(job, "dJobCdSeq"), "name": text_of(job, "dJobNm")}
            for job in all_named(root, "dJobList")
        )
        return Page(rows, number_in(text_of(root, "total")))

    rows = every_page(caller, page, PAGE_ROWS)
    return [(f"{row['code']}-{row['seq']}", row) for row in rows if row["code"] and row["name"]]


def _dictionary_entry(caller: Caller, asked: Row) -> Row:
    parameters = {"target": "dJobDTL", "dJobCd": asked["code"], "dJobCdSeq": asked["seq"]}
    root = _ask(caller, DICTIONARY_ENTRY, parameters, "dJobsSum")
    content = _content(
        ("직무 개요", _texts(root, "workSum")),
        ("수행 직무", _texts(root, "doWork")),
        ("정규 교육", _texts(root, "eduLevel")),
        ("숙련 기간", _texts(root, "skillYear")),
        ("자격·면허", _texts(root, "certLic")),
        ("유사 명칭", _texts(root, "similarNm")),
        ("관련 직업", _texts(root, "connectJob")),
        ("조사 연도", _texts(root, "inqYear")),
    )
    if not {"직무 개요", "수행 직무"} & set(content):
        raise Unreadable(NAME, "직업사전에 직무가 없어요.")
    return _text(f"{asked['code']}-{asked['seq']}", asked["name"], _texts(root, "dJobECd"), content)


def _major_entries(caller: Caller) -> list[tuple[str, Row]]:
    root = _ask(caller, MAJOR_LIST, {"target": "MAJORCD", "srchType": "A"}, "majorsList")
    entries: dict[str, Row] = {}
    for major in all_named(root, "majorList"):
        kind, first, second = (text_of(major, name) for name in ("majorGb", "empCurtState1Id", "empCurtState2Id"))
        name = text_of(major, "knowSchDptNm") or text_of(major, "knowDtlSchDptNm")
        if kind and first and name:
            entries.setdefault(
                f"{kind}-{first}-{second}", {"kind": kind, "first": first, "second": second, "name": name}
            )
    return sorted(entries.items())


def _major(caller: Caller, asked: Row) -> Row:
    parameters = {
        "target": "MAJORDTL",
        "majorGb": asked["kind"],
        "empCurtState1Id": asked["first"],
        "empCurtState2Id": asked["second"],
    }
    unusual = asked["kind"] == "2"
    root = _ask(
        caller, UNUSUAL_MAJOR_ENTRY if unusual else MAJOR_ENTRY, parameters, "specMajor" if unusual else "majorSum"
    )
    content = _content(
        ("학과 소개", _texts(root, "schDptIntroSum") or _texts(root, "whatStudy")),
        ("적성과 흥미", _texts(root, "aptdIntrstCont")),
        ("준비 방법", _texts(root, "howPrepare")),
        ("주요 교과목", _texts(root, "mainEdusbjCont")),
        ("취득 자격", _texts(root, "adoptCertCont")),
        ("진출 직업", _texts(root, "knowJobNm")),
        ("진출 전망", _texts(root, "jobPropect")),
    )
    code = f"{asked['kind']}-{asked['first']}-{asked['second']}"
    return _text(code, asked["name"], [], content)


def _ask(caller: Caller, path: str, parameters: dict[str, str], *roots: str) -> Element:
    return caller.fetch(path, RETURN_XML | parameters, lambda body: read_root(body, *roots)).value


def _texts(root: Element, name: str) -> list[str]:
    """Texts of all elements of a name below the root, without repetition."""
    found = (" ".join((element.text or "").split()) for element in all_named(root, name) if element is not root)
    return list(dict.fromkeys(filter(None, found)))


def _content(*parts: tuple[str, Iterable[str]]) -> dict[str, list[str]]:
    """Label → texts; labels without any are left out."""
    kept = ((label, [" ".join(text.split()) for text in texts if text.strip()]) for label, texts in parts)
    return {label: texts for label, texts in kept if texts}


def _text(code: str, name: str, keco: list[str], content: dict[str, list[str]]) -> Row:
    digits = ("".join(filter(str.isdigit, text)) for text in keco)
    units = sorted({text[:4] for text in digits if len(text) >= 4})
    return {"code": code, "name": name, "units": units, "content": content}
