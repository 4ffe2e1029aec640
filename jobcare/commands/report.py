"""`jobcare report CODE`: the report of one 직종 as of now, as text, JSON or PDF.

With `--json` the snapshot that is stored with a report (`engine/reports/snapshot.py`), one object:

    format        1
    made_at       ISO moment, UTC
    kind          "simple"; "detailed" in reports of members whose profile is known
    name          the report's name
    keywords      ["…"]
    occupation    {code, name, unit_code, unit_name, minor_name, major_name, description, distinct, tasks, examples, entry,
                  related}
    duties        [{code, name, path, score, basis, units: [unit code], definition, related: {majors, certificates, training,
                  knowledge, skills, tools}, sources}] (strongest first)
    units         [{code, name, level, hours | null, duty, closest: {as related}, occupations}] (by level and code)
    owned         null, or [{code, name, duty, level, confidence, words, said}]
    chosen        codes of selected 직무 (empty: all)
    market        {openings: […], certificates, training, education, majors, ages}: the results of `engine.market`
    advice        {courses, certificates, next_steps, postings_url}: the results of `engine.recommend`
    sources       [{id, name, publisher, period, terms, url}]

With `--section` only these keys of it beside format, made_at, kind, name, occupation and sources: path (duties, units),
owned, related (duties, units), market, advice; `occupation` none more.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobcare.commands import CommandError

if TYPE_CHECKING:
    from engine.market import Area
    from engine.reports.snapshot import Snapshot
    from knowledge.base import KnowledgeBase

_KEYS = {
    "occupation": (),
    "path": ("duties", "units", "chosen"),
    "owned": ("owned",),
    "related": ("duties", "units"),
    "market": ("market",),
    "advice": ("advice",),
}
_HEAD = ("format", "made_at", "kind", "name", "keywords", "occupation", "sources")


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `report`."""
    parser = subparsers.add_parser("report", help="직종 하나의 보고서를 만들어 글, JSON, PDF로 보여 줘요")
    parser.add_argument("code", metavar="CODE", help="직종코드 여섯 자리 (예: 134102)")
    parser.add_argument("--name", metavar="TEXT", default="", help="보고서 이름 (기본: 직종 이름)")
    parser.add_argument("--keyword", metavar="TEXT", action="append", default=[], help="관심 키워드")
    parser.add_argument("--region", metavar="TEXT", default="", help="구인·구직을 함께 볼 지역 (예: 부산, 서울 마포구)")
    parser.add_argument("--section", action="append", default=[], choices=list(_KEYS), help="이 부분만")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    how.add_argument("--pdf", metavar="FILE", type=Path, help="PDF 파일로 저장해요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from jobcare.lookup import known_occupation, open_base

    kb = open_base()
    try:
        made = _made(kb, known_occupation(kb, options.code.strip()), options)
    finally:
        kb.close()
    if options.pdf:
        _print(made, options.section, options.pdf)
    elif options.json:
        print(json.dumps(_cut(made.to_json(), options.section), ensure_ascii=False))
    else:
        print(_as_text(made, options.section))
    return 0


def _made(kb: KnowledgeBase, code: str, options: argparse.Namespace) -> Snapshot:
    from engine.reports.making import make_snapshot

    name = " ".join(options.name.split()) or kb.occupations[code].name
    return make_snapshot(kb, code, name, options.keyword, area=_area(kb, options.region))


def _area(kb: KnowledgeBase, words: str) -> Area:
    from engine.market import read_area
    from engine.market.areas import COUNTRY

    if not words:
        return COUNTRY
    reading = read_area(kb, words)
    if reading.outcome == "ambiguous":
        names = ", ".join(area.name for area in reading.areas)
        raise CommandError(f"지역이 여럿이에요: {names}. 하나를 골라 적어 주세요.")
    if reading.outcome != "found":
        raise CommandError(f"이 지역을 알아볼 수 없어요: {words}. 시·도나 시·군·구 이름을 적어 주세요.")
    return reading.areas[0]


def _cut(found: dict[str, Any], sections: list[str]) -> dict[str, Any]:
    if not sections:
        return found
    wanted = {*_HEAD, *(key for section in sections for key in _KEYS[section])}
    return {key: value for key, value in found.items() if key in wanted}


def _print(made: Snapshot, sections: list[str], path: Path) -> None:
    from bot.replies.pdf import print_report

    printed = print_report(made, sections)
    try:
        path.write_bytes(printed)
    except OSError as error:
        raise CommandError(f"파일을 쓸 수 없어요: {path} ({error.strerror})") from error
    print(f"보고서를 저장했어요: {path} ({len(printed) / 1024:,.0f} KB)")


def _as_text(made: Snapshot, sections: list[str]) -> str:
    from bot.replies.report_document import report_document

    document = report_document(made, sections)
    lines = [f"{document['name']} · {document['kind']} · {document['date']}", ""]
    lines += [f"{label}: {value}" for label, value in (*document["facts"], *document["card"])]
    for section in document["sections"]:
        lines += ["", f"■ {section['title']}"]
        for block in section["blocks"]:
            lines += _block_lines(block)
    return "\n".join(lines)


def _block_lines(block: dict[str, Any]) -> list[str]:
    kind = block["kind"]
    if kind in ("text", "heading"):
        return ["", block["text"]]
    if kind == "bullets":
        return [f"- {item}" for item in block["items"]]
    if kind in ("facts", "terms"):
        return [f"{label}: {value}" for label, value in block["rows"]]
    if kind == "table":
        rows = [" | ".join(cell.replace("\n", " ") for cell in row) for row in block["rows"]]
        return [
            "",
            *([block["caption"]] if block["caption"] else []),
            " | ".join(block["columns"]),
            *rows,
            block["note"],
        ]
    if kind == "matrix":
        return [line for row in block["rows"] for line in _matrix_lines(block, row)]
    if kind == "related":
        told = [f"{label}: {value}" for label, value in block["rows"]]
        return ["", f"[{block['name']}]", block["definition"], *told]
    return []


def _matrix_lines(block: dict[str, Any], row: dict[str, Any]) -> list[str]:
    lines = [f"[{row['duty']}]"]
    for level, cell in zip(block["levels"], row["cells"], strict=True):
        names = [f"{'● ' if unit['owned'] else ''}{unit['name']}" for unit in cell]
        lines += [f"  {level}수준: {', '.join(names)}"] if names else []
    return lines
