"""A report as a document: sections of blocks that PDF and web page show alike. Plain JSON values, no markup.

Blocks by `kind`: `text`, `bullets` (items), `facts` (rows of label and value), `terms` (rows of term and meaning), `table`
(caption, columns, rows, note), `chart` (see `bot/replies/charts.py`, with its type as `form`), `matrix` (levels, rows of
duty and cells), `related` (of a 직무: name, path, definition, rows), `heading`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from bot.replies import market as market_replies
from bot.replies import recommend as recommend_replies
from bot.replies.charts import Chart
from bot.replies.contract import Reply
from bot.replies.market import MarketAnswer
from bot.replies.report import day
from bot.replies.report_card import card_rows
from bot.replies.report_texts import CAUTIONS, GLOSSARY, KIND_NAMES, SIMPLE_OWNED
from bot.replies.wording import cited, quoted
from engine.language.josa import josa
from engine.reports.card import card_of
from engine.reports.snapshot import DutyPart, RelatedPart, Snapshot, UnitPart

Block = dict[str, Any]

SECTIONS = {
    "occupation": "직종 소개",
    "path": "경력개발 경로",
    "owned": "보유·미보유 능력단위",
    "related": "능력단위에 도움이 되는 정보",
    "market": "취업시장 정보",
    "advice": "추천 정보",
    "cautions": "볼 때 기억할 것",
    "glossary": "낱말 풀이",
    "sources": "출처",
}
"""The sections by key, in their order."""

ALWAYS = ("cautions", "sources")
"""Sections that stand in every print, also of one section."""

RELATED_NAMES = {
    "majors": "전공",
    "certificates": "자격",
    "training": "훈련",
    "knowledge": "지식",
    "skills": "기술",
    "tools": "장비·도구",
}
_LINK_SOURCES = ("jobcare-duties", "jobcare-curated-duties")
_ABSENT = "이 보고서를 만들 때에는 이 정보가 없었어요."


NOTES = ("notes", "상담 메모")
"""Key and title of the section with a counsellor's notes."""


def report_document(
    report: Snapshot, sections: Sequence[str] = (), notes: Sequence[Sequence[str]] = ()
) -> dict[str, Any]:
    """The whole report, or some sections of it with cautions and sources.

    Args:
        sections: keys of SECTIONS; none: all.
        notes: moment and text of each note; they stand before the cautions.
    """
    wanted = [key for key in SECTIONS if not sections or key in sections or key in ALWAYS]
    makers = {
        "occupation": _occupation,
        "path": _path,
        "owned": _owned,
        "related": _related,
        "market": _market,
        "advice": _advice,
        "cautions": lambda _: [{"kind": "bullets", "items": list(CAUTIONS)}],
        "glossary": lambda _: [{"kind": "terms", "rows": [list(pair) for pair in GLOSSARY]}],
        "sources": _sources,
    }
    listed = [{"id": key, "title": SECTIONS[key], "blocks": makers[key](report)} for key in wanted]
    if notes:
        listed.insert(wanted.index(ALWAYS[0]), {"id": NOTES[0], "title": NOTES[1], "blocks": _notes(notes)})
    return {
        "name": report.name,
        "kind": KIND_NAMES[report.kind],
        "date": day(report.made_at),
        "occupation": report.occupation.name,
        "summary": _summary(report),
        "facts": _cover_facts(report),
        "card": [list(row) for row in card_rows(card_of(report))],
        "sections": listed,
    }


def _notes(notes: Sequence[Sequence[str]]) -> list[Block]:
    lead = "상담사가 상담하면서 함께 보려고 적은 메모예요."
    return [{"kind": "text", "text": lead}, {"kind": "facts", "rows": [list(note) for note in notes]}]


def _summary(report: Snapshot) -> str:
    """Two sentences: where the occupation belongs and what it needs."""
    if not report.units:
        return "이 직종에 이어진 직무가 아직 없어서 능력단위를 보여 드릴 수 없어요."
    top = ", ".join(duty.name for duty in report.duties[:3])
    needed = (
        f"{josa(report.occupation.name, '은/는')} ‘{report.occupation.minor_name}’에 속하는 직종이에요. 직무는 {josa(top, '이/가')} "
        f"중심이고, 모두 직무 {len(report.duties)}개의 능력단위 {len(report.units)}개({report.levels[0]}~{report.levels[-1]}수준)가 필요해요."
    )
    if report.owned is None:
        return needed
    return (
        f"{needed} 이 가운데 {len(report.owned_needed)}개를 가지고 있고 {len(report.missing)}개는 아직 근거가 없어요."
    )


def _cover_facts(report: Snapshot) -> list[list[str]]:
    facts = [["만든 날짜", day(report.made_at)], ["보고서 종류", KIND_NAMES[report.kind]]]
    facts.append(["선택한 직종", f"{report.occupation.name} ({report.occupation.code})"])
    if report.keywords:
        facts.append(["관심 키워드", quoted(report.keywords)])
    return facts


def _text(content: str) -> list[Block]:
    return [{"kind": "text", "text": content}] if content else []


def _heading(content: str, anchor: str = "") -> Block:
    return {"kind": "heading", "text": content, "id": anchor}


def _occupation(report: Snapshot) -> list[Block]:
    told = report.occupation
    place = f"{told.major_name} > {told.minor_name} > {told.unit_name}"
    blocks = _text("\n".join(part for part in (told.description, told.distinct) if part))
    blocks.append({"kind": "facts", "rows": [["분류(KECO)", place]]})
    if told.tasks:
        blocks += [_heading("하는 일"), {"kind": "bullets", "items": list(told.tasks)}]
    rows = [
        ["직업 예시", ", ".join(told.examples)],
        ["들어가는 길", told.entry],
        ["관련 직종", ", ".join(told.related)],
    ]
    if any(value for _, value in rows):
        blocks.append({"kind": "facts", "rows": [row for row in rows if row[1]]})
    return blocks


def _path(report: Snapshot) -> list[Block]:
    if not report.duties:
        return _text(_summary(report))
    chosen = report.chosen or tuple(duty.code for duty in report.duties)
    rows = [
        [
            f"{number}. {duty.name}" + (" (선택)" if report.chosen and duty.code in report.chosen else ""),
            " > ".join(duty.path),
            f"{len(duty.units)}개",
            *([_owned_of(report, duty)] if report.owned is not None else []),
        ]
        for number, duty in enumerate(report.duties, start=1)
    ]
    columns = ["직무", "분류", "능력단위", *(["보유"] if report.owned is not None else [])]
    note = "\n".join(cited(source) for source in report.sources if source.id in _LINK_SOURCES)
    blocks = _text(_summary(report))
    blocks.append({"kind": "table", "caption": "필요한 직무", "columns": columns, "rows": rows, "note": note})
    blocks.append(_heading("직무 × 수준", "matrix"))
    blocks.append(matrix(report, chosen))
    return blocks


def _owned_of(report: Snapshot, duty: DutyPart) -> str:
    return f"{sum(code in report.owned_codes for code in duty.units)}개"


def matrix(report: Snapshot, duty_codes: Iterable[str] = ()) -> Block:
    """The 직무 × level matrix of the chosen 직무, or of all; levels without a unit are left out."""
    wanted = set(duty_codes) or {duty.code for duty in report.duties}
    duties = [duty for duty in report.duties if duty.code in wanted]
    levels = [level for level in report.levels if any(report.at_level(duty, level) for duty in duties)]
    source = next(source for source in report.sources if source.id == "ncs")
    return {
        "kind": "matrix",
        "detailed": report.owned is not None,
        "levels": levels,
        "rows": [
            {
                "code": duty.code,
                "duty": duty.name,
                "cells": [[_unit(report, unit) for unit in report.at_level(duty, level)] for level in levels],
            }
            for duty in duties
        ],
        "note": cited(source),
    }


def _unit(report: Snapshot, unit: UnitPart) -> dict[str, Any]:
    return {"code": unit.code, "name": unit.name, "owned": unit.code in report.owned_codes}


def _owned(report: Snapshot) -> list[Block]:
    if report.owned is None:
        return _text(SIMPLE_OWNED)
    names = {duty.code: duty.name for duty in report.duties}
    needed = report.unit_by_code
    share = f"({100 * len(report.owned_needed) / len(report.units):.0f}%)" if report.units else ""
    blocks = _text(
        f"필요한 능력단위 {len(report.units)}개 가운데 {len(report.owned_needed)}개{share}를 가지고 있어요. "
        "근거는 내가 넣은 프로필의 말이에요."
    )
    rows = [
        [one.name, names.get(one.duty, ""), f"{one.level}수준", _because(one.words, one.said)]
        for one in report.owned
        if one.code in needed
    ]
    if rows:
        blocks.append(_table("가지고 있는 능력단위", ["능력단위", "직무", "수준", "근거"], rows))
    missing = [
        [
            duty.name,
            str(len(lacking)),
            ", ".join(f"{unit.name}({unit.level})" for unit in sorted(lacking, key=lambda unit: unit.level)),
        ]
        for duty in report.duties
        if (lacking := [needed[code] for code in duty.units if code not in report.owned_codes])
    ]
    if missing:
        blocks.append(_table("아직 근거가 없는 능력단위(괄호 안은 수준)", ["직무", "개수", "능력단위"], missing))
    others = [one for one in report.owned if one.code not in needed]
    if others:
        named = ", ".join(f"{one.name}({one.level}수준)" for one in others)
        blocks += _text(f"이 직종에 꼭 필요하지는 않지만 가지고 있는 능력단위: {named}")
    return blocks


def _because(words: Sequence[str], said: bool) -> str:
    return quoted(words) or ("내가 가지고 있다고 답했어요" if said else "")


def _table(caption: str, columns: list[str], rows: list[list[str]], note: str = "") -> Block:
    return {"kind": "table", "caption": caption, "columns": columns, "rows": rows, "note": note}


def _related(report: Snapshot) -> list[Block]:
    blocks = _text("직무마다, 능력단위를 갖추는 데 도움이 되는 전공·자격·훈련·지식·기술·장비·도구예요.")
    for duty in report.duties:
        rows = related_rows(duty.related)
        if rows or duty.definition:
            blocks.append(
                {
                    "kind": "related",
                    "name": duty.name,
                    "path": " > ".join(duty.path),
                    "definition": duty.definition,
                    "rows": rows,
                    "note": "\n".join(cited(source) for source in duty.sources),
                }
            )
    return blocks if len(blocks) > 1 else _text("이 직종의 직무에는 아직 관련 정보가 없어요.")


def related_rows(related: RelatedPart) -> list[list[str]]:
    """Kind and names, without the kinds that have none."""
    return [[label, ", ".join(names)] for key, label in RELATED_NAMES.items() if (names := getattr(related, key))]


def _market(report: Snapshot) -> list[Block]:
    market = report.market
    if market is None:
        return _text(_ABSENT)
    answers = [
        *(("openings", market_replies.openings_answer(found)) for found in market.openings),
        ("certificates", market_replies.certificates_answer(market.certificates)),
        ("training", market_replies.training_answer(market.training)),
        ("education", market_replies.people_answer(market.education)),
        ("majors", market_replies.people_answer(market.majors)),
        ("ages", market_replies.people_answer(market.ages)),
    ]
    blocks: list[Block] = []
    before = ""
    for key, answer in answers:
        if key != before:
            blocks.append(_heading(market_replies.SECTIONS[key], f"market-{key}"))
        blocks += _answer(answer)
        if key == "certificates" and (exams := market_replies.exam_chart(market.certificates)):
            blocks.append(_chart(exams))
        before = key
    return blocks


def _answer(answer: MarketAnswer) -> list[Block]:
    charts = [_chart(answer.chart)] if answer.chart else []
    return [*_text(answer.sentences), *charts, *_from_replies(answer.tables)]


def _chart(chart: Chart) -> Block:
    return {"kind": "chart", "form": type(chart).__name__, **asdict(chart)}


def _from_replies(replies: Iterable[Reply]) -> list[Block]:
    blocks: list[Block] = []
    for reply in replies:
        if reply["type"] == "text":
            blocks += _text(reply["text"])
        elif reply["type"] == "table":
            blocks.append(_table(reply["caption"], reply["columns"], reply["rows"], reply["note"]))
    return blocks


def _advice(report: Snapshot) -> list[Block]:
    advice = report.advice
    if advice is None:
        return _text(_ABSENT)
    parts = [
        ("next", recommend_replies.next_steps_replies(advice.next_steps)),
        ("training", recommend_replies.courses_replies(advice.courses)),
        ("certificates", recommend_replies.certificates_replies(advice.certificates)),
    ]
    blocks: list[Block] = []
    for key, replies in parts:
        blocks.append(_heading(recommend_replies.SECTIONS[key], f"advice-{key}"))
        blocks += _without_caption(_from_replies(replies), recommend_replies.SECTIONS[key])
    blocks.append(_heading(recommend_replies.SECTIONS["jobs"], "advice-jobs"))
    blocks += _text(
        f"고용24 채용정보 찾기를 ‘{report.occupation.name}’ 조건이 채워진 채로 열 수 있어요.\n{advice.postings_url}"
    )
    return blocks


def _without_caption(blocks: list[Block], heading: str) -> list[Block]:
    """A table called as the heading above it needs no caption."""
    return [{**block, "caption": ""} if block.get("caption") == heading else block for block in blocks]


def _sources(report: Snapshot) -> list[Block]:
    rows = [[source.name, source.publisher, source.period, source.terms] for source in report.sources]
    made = f"이 보고서의 숫자는 {day(report.made_at)}에 있던 자료 그대로예요. 뒤에 나온 자료는 들어 있지 않아요."
    return [*_text(made), _table("자료의 출처", ["자료", "낸 곳", "시기", "이용 조건"], rows)]
