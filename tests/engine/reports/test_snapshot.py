"""Snapshots of reports: complete, frozen, read back as written, and compared."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.competency.career_path import career_path
from engine.competency.related import unit_relations
from engine.market.areas import read_area
from engine.reports.card import card_of, changes
from engine.reports.making import make_snapshot
from engine.reports.snapshot import FORMAT, NoSnapshot, OwnedPart, Snapshot
from knowledge.base import KnowledgeBase

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANALYST, COURIER = "134102", "624102"


def owned_of(kb: KnowledgeBase, occupation: str, count: int) -> list[OwnedPart]:
    units = career_path(kb, occupation).units[:count]
    return [OwnedPart(unit.code, unit.name, unit.duty_code, unit.level, 0.8) for unit in units]


def test_a_simple_report_holds_everything_with_sources(kb: KnowledgeBase) -> None:
    # GIVEN an occupation  WHEN its report is made
    made = make_snapshot(kb, ANALYST, "나의 보고서", ["통계"], now=MOMENT)
    path = career_path(kb, ANALYST)
    # THEN path, related information, market and advice are there, nothing is claimed about the person
    assert made.kind == "simple"
    assert made.owned is None
    assert len(made.missing) == len(made.units) == len(path.units)
    assert [duty.code for duty in made.duties] == [row.duty.code for row in path.duties]
    assert made.occupation.tasks
    assert all(duty.related.knowledge and duty.sources for duty in made.duties)
    assert made.market is not None
    assert made.market.openings[0].outcome == made.market.ages.outcome == "found"
    assert made.advice is not None
    assert made.advice.next_steps.of_profile is False
    # AND each figure's source is among the report's, once
    ids = [source.id for source in made.sources]
    assert len(ids) == len(set(ids))
    assert {made.market.ages.basis.source.id, made.market.openings[0].basis.source.id} <= set(ids)
    assert all(source.period for source in made.sources)


def test_a_detailed_report_tells_owned_and_missing(kb: KnowledgeBase) -> None:
    # GIVEN somebody who has three of the needed units and one that is not needed
    owned = [*owned_of(kb, ANALYST, 3), *owned_of(kb, COURIER, 1)]
    # WHEN the report is made for 부산
    made = make_snapshot(kb, ANALYST, "상세", owned=owned, area=read_area(kb, "부산").areas[0], now=MOMENT)
    # THEN owned and missing make up the needed ones, and the advice is about the missing
    assert made.kind == "detailed"
    assert len(made.owned_needed) == 3
    assert len(made.owned_needed) + len(made.missing) == len(made.units)
    assert made.advice is not None
    assert made.advice.next_steps.of_profile
    assert made.advice.next_steps.wanted == len(made.missing)
    # AND figures of 부산 stand beside those of the country
    assert made.market is not None
    assert [part.area.name for part in made.market.openings] == ["전국", "부산"]
    assert card_of(made).owned == 3


@pytest.mark.parametrize("occupation", [ANALYST, COURIER, "122300", "211200", "411208"])
def test_what_was_written_is_read_back_equal(kb: KnowledgeBase, occupation: str) -> None:
    # GIVEN a report, the longest and the shortest among them
    made = make_snapshot(kb, occupation, "이름", owned=owned_of(kb, occupation, 1), now=MOMENT)
    # WHEN it goes through JSON text  THEN nothing is lost
    assert Snapshot.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_related_information_of_a_unit_starts_with_what_is_close(kb: KnowledgeBase) -> None:
    # GIVEN a report
    made = make_snapshot(kb, ANALYST, "이름", now=MOMENT)
    unit = next(unit for unit in made.units if unit.closest.skills)
    # WHEN the unit's information is asked  THEN all of its 직무 is there, the close first, in the base's own order
    related = made.related_to(unit)
    live = unit_relations(kb, unit.code, by_letters=True)
    assert related.skills == tuple(term.name for term in live.skills)
    assert related.certificates == tuple(certificate.name for certificate in live.certificates)
    assert related.skills[: len(unit.closest.skills)] == unit.closest.skills


def test_unknown_occupation_makes_no_report(kb: KnowledgeBase) -> None:
    # GIVEN a code that is none  WHEN a report is to be made  THEN it is refused
    with pytest.raises(KeyError):
        make_snapshot(kb, "999999", "이름")


def test_snapshots_of_format_1_open_for_ever() -> None:
    # GIVEN a snapshot written when the format was introduced
    written: dict[str, Any] = json.loads(Path(__file__).with_name("format_1.json").read_text(encoding="utf-8"))
    # WHEN it is opened  THEN it says what it said
    made = Snapshot.from_json(written)
    assert (made.format, made.name, made.occupation.name) == (1, "데이터 분석가", "데이터 분석가(빅데이터 분석가)")
    assert made.made_at == MOMENT
    assert made.market is not None
    assert (made.market.openings[0].latest.openings, made.market.openings[0].latest.seekers) == (6506, 34464)
    assert made.advice is not None
    assert made.advice.courses.past
    # AND keys of a later version do not disturb it
    later = {**written, "later": 1, "occupation": {**written["occupation"], "later": []}}
    assert Snapshot.from_json(later) == made


@pytest.mark.parametrize("change", [{"format": FORMAT + 1}, {"format": None}, {"units": None}, {"made_at": "gestern"}])
def test_what_is_no_snapshot_is_told_so(change: dict[str, Any]) -> None:
    # GIVEN something that is none, or of a later format  WHEN it is opened  THEN that is told, with no half report
    written = json.loads(Path(__file__).with_name("format_1.json").read_text(encoding="utf-8"))
    with pytest.raises(NoSnapshot):
        Snapshot.from_json({**written, **change})
    with pytest.raises(NoSnapshot):
        Snapshot.from_json({"keywords": ["통계"]})


def test_what_changed_between_two_snapshots(kb: KnowledgeBase) -> None:
    # GIVEN the same report made twice from the same data  THEN nothing changed
    before = make_snapshot(kb, ANALYST, "이름", owned=owned_of(kb, ANALYST, 1), now=MOMENT)
    again = make_snapshot(
        kb, ANALYST, "다른 이름", owned=owned_of(kb, ANALYST, 1), now=datetime(2027, 1, 1, tzinfo=UTC)
    )
    assert changes(before, again).none
    # WHEN a 직무 has gone, a unit is owned in addition, and a source has another period
    gone = again.duties[-1]
    kept = tuple(unit for unit in again.units if unit.duty != gone.code)
    newer = replace(again.sources[0], period="2099")
    after = replace(
        again,
        duties=again.duties[:-1],
        units=kept,
        owned=tuple(owned_of(kb, ANALYST, 2)),
        sources=(newer, *again.sources[1:]),
    )
    # THEN exactly that is told
    found = changes(before, after)
    assert not found.none
    assert found.duties_gone == (gone.name,)
    assert len(found.units_gone) == len(gone.units)
    assert (found.duties_new, found.units_new, found.owned_gone) == ((), (), ())
    assert found.owned_new == (after.owned[1].name,)  # type: ignore[index]
    assert found.sources == ((newer.name, before.sources[0].period, "2099"),)
    assert (found.before.owned, found.after.owned) == (1, 2)
