"""The reports of a member: ten at most, the main one, renaming, deleting and bringing back; on SQLite and PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from engine.members import store as store_module
from engine.members.migration import upgrade
from engine.members.models import Report
from engine.members.store import DELETED_KEPT_FOR, REPORTS_AT_MOST, MemberStore, TooManyReports, make_engine
from engine.moments import now
from tests.postgres import running_postgres

HELPERS = 16
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    with running_postgres() as server:
        yield server.new_database("reports")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'members.db'}"


@pytest.fixture
def store(url: str) -> Iterator[MemberStore]:
    opened = MemberStore.open(url)
    opened.forget("a")
    opened.forget("b")
    yield opened
    opened.close()


def add(store: MemberStore, name: str, member: str = "a", instead_of: str | None = None) -> str:
    return store.add_report(member, "simple", name, "134102", {"keywords": []}, instead_of).id


def names(store: MemberStore, member: str = "a") -> list[str]:
    return [f"{report.name}{'*' if report.main else ''}" for report in store.reports(member)]


def at_once(actions: list[Callable[[], object]]) -> list[object]:
    """What the actions give, or the exception's type, when they all start together."""
    start = threading.Barrier(len(actions))
    results: list[object] = []

    def run(action: Callable[[], object]) -> None:
        start.wait()
        try:
            results.append(action())
        except Exception as error:
            results.append(type(error))

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_ten_at_most_when_many_come_at_once(store: MemberStore) -> None:
    # GIVEN a member without reports  WHEN sixteen are made at the same time
    results = at_once([lambda n=n: add(store, f"{n}") for n in range(HELPERS)])  # type: ignore[misc]
    # THEN ten are kept, six are refused, nothing else went wrong, and exactly one is the main one
    assert results.count(TooManyReports) == HELPERS - REPORTS_AT_MOST
    assert sum(isinstance(result, str) for result in results) == REPORTS_AT_MOST
    assert [report.main for report in store.reports("a")] == [True] + [False] * (REPORTS_AT_MOST - 1)


def test_replacing_while_full_never_leaves_more_or_fewer_than_ten(store: MemberStore) -> None:
    # GIVEN ten reports
    ids = [add(store, f"{n}") for n in range(REPORTS_AT_MOST)]
    # WHEN four are given up for new ones at the same time, two of them for the same
    results = at_once(
        [lambda old=old: add(store, "새 보고서", instead_of=old) for old in (ids[1], ids[1], ids[2], ids[3])]  # type: ignore[misc]
    )
    # THEN the second that gives up the same one is refused, and ten are there
    assert results.count(TooManyReports) == 1
    assert store.count_reports("a") == REPORTS_AT_MOST
    assert {ids[1], ids[2], ids[3]}.isdisjoint(report.id for report in store.reports("a"))


def test_first_report_is_the_main_one_until_another_is_made_so(store: MemberStore) -> None:
    # GIVEN two reports
    first, second = add(store, "하나"), add(store, "둘")
    assert names(store) == ["하나*", "둘"]
    # WHEN the second is made the main one
    assert store.make_main("a", second)
    # THEN it stands first, alone
    assert names(store) == ["둘*", "하나"]
    # AND no other member can change that
    assert not store.make_main("b", first)
    assert not store.rename_report("b", first, "남의 것")
    assert names(store) == ["둘*", "하나"]


def test_deleting_the_main_one_hands_on_and_bringing_it_back_returns_it(store: MemberStore) -> None:
    # GIVEN three reports, the first the main one
    first, _, third = (add(store, name) for name in ("하나", "둘", "셋"))
    # WHEN it is deleted
    assert store.delete_report("a", first)
    # THEN the newest is the main one, and the deleted one is nowhere
    assert names(store) == ["셋*", "둘"]
    assert store.report("a", first) is None
    assert not store.rename_report("a", first, "다른 이름")
    # WHEN it is brought back, by its owner only
    assert store.restore_report("b", first) is None
    restored = store.restore_report("a", first)
    # THEN all is as before
    assert restored is not None
    assert names(store) == ["하나*", "셋", "둘"]
    # AND it cannot be brought back twice, nor what was never deleted
    assert store.restore_report("a", first) is None
    assert store.restore_report("a", third) is None


def test_only_the_last_deleted_can_be_brought_back_and_only_if_there_is_room(store: MemberStore) -> None:
    # GIVEN ten reports of which two were deleted one after the other
    ids = [add(store, f"{n}") for n in range(REPORTS_AT_MOST)]
    store.delete_report("a", ids[3])
    store.delete_report("a", ids[4])
    # THEN the first of them is gone for good
    assert store.restore_report("a", ids[3]) is None
    # WHEN two new ones fill the room  THEN the second cannot come back, and stays what it was
    add(store, "새로 하나")
    add(store, "새로 둘")
    with pytest.raises(TooManyReports):
        store.restore_report("a", ids[4])
    assert store.count_reports("a") == REPORTS_AT_MOST
    # WHEN there is room again by another deletion  THEN that one is the last deleted
    store.delete_report("a", ids[5])
    assert store.restore_report("a", ids[4]) is None
    assert store.restore_report("a", ids[5]) is not None


def test_a_deleted_report_is_gone_for_good_after_a_day(store: MemberStore, url: str) -> None:
    # GIVEN a report deleted more than a day ago
    report = add(store, "하나")
    store.delete_report("a", report)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(
            update(Report).where(Report.id == report).values(deleted_at=now() - DELETED_KEPT_FOR - timedelta(minutes=1))
        )
    # WHEN it is asked back  THEN nothing of it is left in the table
    assert store.restore_report("a", report) is None
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM report WHERE member_id = 'a'")).scalar() == 0
    engine.dispose()


def test_forgetting_deletes_what_could_be_brought_back(store: MemberStore) -> None:
    # GIVEN a deleted report  WHEN the member is forgotten  THEN it cannot come back
    report = add(store, "하나")
    store.delete_report("a", report)
    store.forget("a")
    assert store.restore_report("a", report) is None


def test_reports_from_before_there_was_a_main_one_get_one(tmp_path: Path) -> None:
    # GIVEN a store of the former form with reports of two members
    engine = make_engine(f"sqlite:///{tmp_path / 'members.db'}")
    upgrade(engine, "0002")
    with engine.begin() as connection:
        for member in ("a", "b"):
            connection.execute(text(f"INSERT INTO member VALUES ('{member}', '2026-11-01 00:00:00')"))
            for day in (1, 2):
                connection.execute(
                    text(
                        "INSERT INTO report (id, member_id, kind, name, occupation, content, created_at) VALUES "
                        f"('{member}{day}', '{member}', 'simple', '{day}', '134102', '{{}}', '2026-11-0{day} 00:00:00')"
                    )
                )
    engine.dispose()
    # WHEN it is opened by the present program  THEN the first report of each is the main one
    store = store_module.MemberStore.open(f"sqlite:///{tmp_path / 'members.db'}")
    assert names(store, "a") == names(store, "b") == ["1*", "2"]
    store.close()


def test_two_processes_that_start_at_once_make_one_store(tmp_path: Path) -> None:
    # GIVEN no store yet  WHEN gateway and actions open it at the same moment
    url = f"sqlite:///{tmp_path / 'members.db'}"
    opening = "import sys; from engine.members.store import MemberStore; MemberStore.open(sys.argv[1]).close()"
    started = [
        subprocess.Popen([sys.executable, "-c", opening, url], stderr=subprocess.PIPE, cwd=ROOT) for _ in range(4)
    ]
    # THEN all of them find it ready
    for process in started:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint.decode()
