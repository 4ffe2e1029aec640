"""The member store, on a real SQLite file and a real PostgreSQL server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect

from engine.members.consent import TEXT_VERSION, VALID_FOR, Decision
from engine.members.models import Base
from engine.members.store import REPORTS_AT_MOST, MemberStore, TooManyReports, make_engine


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemberStore]:
    opened = MemberStore.open(f"sqlite:///{tmp_path / 'members.db'}")
    yield opened
    opened.close()


def add(store: MemberStore, member: str, name: str = "보고서") -> str:
    return store.add_report(member, "simple", name, "134102", {"keywords": ["통계"]}).id


def test_consent_is_kept_with_version_and_time(store: MemberStore) -> None:
    # GIVEN nobody asked yet
    before = datetime.now(UTC)
    assert store.decisions("a") == {}
    # WHEN one consent is given and the other refused
    store.record_consent("a", "personal", True)
    store.record_consent("a", "sensitive", False)
    # THEN both answers stand there with text version and time, and together they are no consent
    decisions = store.decisions("a")
    assert decisions["personal"].given
    assert not decisions["sensitive"].given
    assert decisions["personal"].text_version == TEXT_VERSION
    assert before <= decisions["personal"].decided_at <= datetime.now(UTC)
    assert not store.has_consented("a")
    # WHEN the second is given later
    store.record_consent("a", "sensitive", True)
    # THEN the newest answer counts, for this member only
    assert store.has_consented("a")
    assert not store.has_consented("b")


def test_consent_of_another_kind_is_refused(store: MemberStore) -> None:
    # GIVEN a store  WHEN a consent that does not exist is recorded  THEN it is refused and nothing is stored
    with pytest.raises(ValueError, match="no consent"):
        store.record_consent("a", "marketing", True)
    assert store.decisions("a") == {}


def test_consent_ends_after_two_years_and_with_a_new_text() -> None:
    # GIVEN a consent of today
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    given = Decision("personal", True, TEXT_VERSION, moment)
    # WHEN time passes or the text changes  THEN it holds for two years and for its own text only
    assert given.holds(moment + VALID_FOR - timedelta(seconds=1))
    assert not given.holds(moment + VALID_FOR)
    assert not Decision("personal", True, "2020-01-01", moment).holds(moment)


def test_draft_is_replaced_as_a_whole(store: MemberStore) -> None:
    # GIVEN a draft
    store.save_draft("a", {"keywords": ["간호사"], "occupation": None})
    # WHEN it is saved again
    store.save_draft("a", {"keywords": []})
    # THEN only the newest is there; "never entered" is something else than "empty"
    assert store.draft("a") == {"keywords": []}
    assert store.draft("b") is None


def test_reports_are_the_members_own(store: MemberStore) -> None:
    # GIVEN a report of one member
    report_id = add(store, "a")
    # WHEN another member asks for it or deletes it
    # THEN it does not exist for them, and stays
    assert store.report("b", report_id) is None
    assert not store.delete_report("b", report_id)
    found = store.report("a", report_id)
    assert found is not None
    assert found.name == "보고서"
    assert found.content == {"keywords": ["통계"]}


def test_eleventh_report_is_refused_also_when_many_come_at_once(store: MemberStore) -> None:
    # GIVEN a member without reports
    outcomes: list[bool] = []

    def make() -> None:
        try:
            add(store, "a")
            outcomes.append(True)
        except TooManyReports:
            outcomes.append(False)

    # WHEN sixteen are made at the same time
    threads = [threading.Thread(target=make) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # THEN exactly ten are kept
    assert (outcomes.count(True), outcomes.count(False)) == (REPORTS_AT_MOST, 16 - REPORTS_AT_MOST)
    assert len(store.reports("a")) == REPORTS_AT_MOST


def test_forgetting_leaves_nothing_of_one_and_all_of_the_others(store: MemberStore) -> None:
    # GIVEN two members
    for member in ("a", "b"):
        store.record_consent(member, "personal", True)
        store.save_draft(member, {"keywords": ["요리"]})
        add(store, member)
    # WHEN one is forgotten
    store.forget("a")
    # THEN nothing of that one is left, and the other is untouched
    assert (store.decisions("a"), store.draft("a"), store.reports("a")) == ({}, None, ())
    assert len(store.reports("b")) == 1


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    # GIVEN a store with a report, closed
    url = f"sqlite:///{tmp_path / 'members.db'}"
    first = MemberStore.open(url)
    add(first, "a")
    first.close()
    # WHEN it is opened again (migrations run again)
    again = MemberStore.open(url)
    # THEN the report is there
    assert len(again.reports("a")) == 1
    again.close()


def test_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    # GIVEN a store made by its migrations
    url = f"sqlite:///{tmp_path / 'members.db'}"
    MemberStore.open(url).close()
    engine = make_engine(url)
    found = inspect(engine)
    # WHEN compared with the models  THEN tables and columns are the same
    for table in Base.metadata.sorted_tables:
        assert {c["name"] for c in found.get_columns(table.name)} == {c.name for c in table.columns}
    engine.dispose()
