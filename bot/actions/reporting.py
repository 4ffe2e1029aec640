"""Snapshots of the member's reports: made from today's data, and read from what is stored."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.analysing import owned_now, owned_parts
from bot.actions.profiling import profile_of
from bot.actions.turn import Turn
from engine.market import area_of_code
from engine.market.areas import COUNTRY
from engine.members.store import StoredReport
from engine.reports.making import make_snapshot
from engine.reports.snapshot import DETAILED, NoSnapshot, Snapshot


def snapshot_now(turn: Turn, occupation: str, name: str, keywords: Sequence[str], kind: str) -> Snapshot:
    """A snapshot with today's data, for the area that the person named last; a detailed one with today's profile."""
    kb = turn.engine.kb
    area = (area_of_code(kb, turn.state.area) if turn.state.area else None) or COUNTRY
    if kind != DETAILED:
        return make_snapshot(kb, occupation, name, keywords, area=area)
    owned = owned_parts(turn, owned_now(turn))
    held = [entry.name for entry in profile_of(turn).certificates]
    return make_snapshot(kb, occupation, name, (), owned, held, area)


def snapshot_of(report: StoredReport) -> Snapshot | None:
    """What a report says, under its present name; None if it is from before there were snapshots."""
    try:
        return Snapshot.from_json(report.content).named(report.name)
    except NoSnapshot:
        return None
