"""Decisions about 능력단위, on a real SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.members.store import MemberStore

ONE, OTHER = "2001020201_23v7", "1301010101_20v3"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemberStore]:
    opened = MemberStore.open(f"sqlite:///{tmp_path / 'members.db'}")
    yield opened
    opened.close()


def test_the_newest_decision_counts_for_this_member_only(store: MemberStore) -> None:
    # GIVEN two decisions of a member
    store.units.decide("a", {ONE: "keep", OTHER: "add"})

    # WHEN one is changed
    store.units.decide("a", {ONE: "drop"})

    # THEN the newest of each stands, and nobody else has any
    assert store.units.decisions("a") == {ONE: "drop", OTHER: "add"}
    assert store.units.decisions("b") == {}


def test_decisions_can_be_taken_back(store: MemberStore) -> None:
    # GIVEN two decisions WHEN one is taken back THEN the other stays
    store.units.decide("a", {ONE: "keep", OTHER: "add"})
    store.units.take_back("a", [ONE, "never decided"])
    assert store.units.decisions("a") == {OTHER: "add"}


def test_what_is_no_decision_changes_nothing(store: MemberStore) -> None:
    # GIVEN a decision WHEN something else is stored with a good one THEN neither is stored
    store.units.decide("a", {ONE: "keep"})
    with pytest.raises(ValueError, match="no decision: maybe"):
        store.units.decide("a", {ONE: "maybe", OTHER: "add"})  # type: ignore[dict-item]
    assert store.units.decisions("a") == {ONE: "keep"}


def test_forgetting_a_member_forgets_decisions(store: MemberStore) -> None:
    # GIVEN a decision WHEN the member is forgotten THEN it is gone
    store.units.decide("a", {ONE: "keep"})
    store.forget("a")
    assert store.units.decisions("a") == {}


def test_decisions_outlive_a_new_start(tmp_path: Path) -> None:
    # GIVEN a stored decision WHEN the store is opened anew THEN it is there
    url = f"sqlite:///{tmp_path / 'members.db'}"
    first = MemberStore.open(url)
    first.units.decide("a", {ONE: "drop"})
    first.close()
    second = MemberStore.open(url)
    assert second.units.decisions("a") == {ONE: "drop"}
    second.close()
