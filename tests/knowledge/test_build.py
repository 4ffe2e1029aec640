"""The build: all or nothing, one at a time, and only when something changed."""

import fcntl
import os
import sqlite3
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.build import BuildError, build, needs_build
from knowledge.paths import TABLES
from tests.knowledge.conftest import Edit
from tests.postgres import PostgresServer


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'knowledge.db'}"


def test_every_row_arrives(tmp_path: Path) -> None:
    # GIVEN an empty place
    lines: list[str] = []

    # WHEN the committed tables are built there
    report = build(TABLES, sqlite_url(tmp_path), lines.append)

    # THEN the database holds every row, progress named every table, and nothing else is left beside it
    with sqlite3.connect(tmp_path / "knowledge.db") as connection:
        counted = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in report.rows}
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    assert counted == report.rows
    assert counted["competency_units"] == 13442
    assert broken == []
    assert len(lines) == len(report.rows)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["knowledge.db", "knowledge.lock"]
    assert report.seconds < 20


def test_a_build_is_needed_only_after_a_change(tables: Path, edit: Edit, tmp_path: Path) -> None:
    # GIVEN no database
    url = sqlite_url(tmp_path)
    assert needs_build(url, tables)

    # WHEN it is built
    build(tables, url)

    # THEN no build is needed, until a table changes
    assert not needs_build(url, tables)
    edit("regions", lambda lines: lines.pop())
    assert needs_build(url, tables)


def test_a_failed_build_leaves_the_old_base(tables: Path, edit: Edit, tmp_path: Path) -> None:
    # GIVEN a built base, and tables that are spoilt after it
    url = sqlite_url(tmp_path)
    build(tables, url)
    before = (tmp_path / "knowledge.db").read_bytes()
    edit("competency_units", lambda lines: lines.__setitem__(4, lines[4].replace(",01010101", ",99999999")))

    # WHEN it is built again
    with pytest.raises(BuildError) as caught:
        build(tables, url)

    # THEN the error names table, line and fault, and the old file is untouched
    assert "competency_units.csv:5: duty: 99999999 is not in ncs_classes.code" in str(caught.value)
    assert (tmp_path / "knowledge.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["knowledge.db", "knowledge.lock", "tables"]


def test_a_second_build_at_once_is_refused(tmp_path: Path) -> None:
    # GIVEN somebody else who holds the lock
    descriptor = os.open(tmp_path / "knowledge.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_EX)

    # WHEN a build starts
    # THEN it says so and makes nothing
    try:
        with pytest.raises(BuildError, match="다른 곳에서 만들고"):
            build(TABLES, sqlite_url(tmp_path))
    finally:
        os.close(descriptor)
    assert not (tmp_path / "knowledge.db").exists()


def test_a_leftover_of_a_killed_build_does_no_harm(tmp_path: Path) -> None:
    # GIVEN half a file from a build that was killed
    (tmp_path / "knowledge.db.building").write_bytes(b"half")

    # WHEN the base is built
    build(TABLES, sqlite_url(tmp_path))

    # THEN it is whole and the leftover is gone
    assert not needs_build(sqlite_url(tmp_path))
    assert not (tmp_path / "knowledge.db.building").exists()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("no url at all", "알아볼 수 없어요"),
        ("nosuchdatabase://host/base", "알아볼 수 없어요"),
        ("sqlite://", "파일 주소"),
        ("postgresql+psycopg://jobcare:secret@127.0.0.1:1/base", "쓰지 못했어요"),
    ],
)
def test_an_address_that_cannot_work_is_explained(
    url: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN an address that cannot be used
    monkeypatch.setenv("JOBCARE_VAR", str(tmp_path))

    # WHEN the base is built there
    with pytest.raises(BuildError) as caught:
        build(TABLES, url)

    # THEN one line says why, without the password
    assert message in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.postgres
def test_postgresql_holds_the_same(
    postgres: PostgresServer, kb: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN an empty PostgreSQL database
    monkeypatch.setenv("JOBCARE_VAR", str(tmp_path))
    url = postgres.new_database("same")
    assert needs_build(url)

    # WHEN the base is built there
    build(TABLES, url)

    # THEN everything that is read from it equals what SQLite gives
    other = KnowledgeBase.open(url)
    try:
        assert not needs_build(url)
        assert other.occupations == kb.occupations
        assert other.occupation_units == kb.occupation_units
        assert set(other.job_names) == set(kb.job_names)
        assert other.duties == kb.duties
        assert other.competency_units == kb.competency_units
        assert other.duty_links == kb.duty_links
        assert other.occupation_texts == kb.occupation_texts
        assert other.survey("1350") == kb.survey("1350")
        assert other.exam_counts == kb.exam_counts
        assert set(other.training_rounds) == set(kb.training_rounds)
        assert set(other.market_by_district) == set(kb.market_by_district)
    finally:
        other.close()


@pytest.mark.postgres
def test_a_failed_build_leaves_the_old_base_in_postgresql(
    postgres: PostgresServer, tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a base in PostgreSQL, and then a count that SQLite could hold but PostgreSQL cannot
    monkeypatch.setenv("JOBCARE_VAR", str(tmp_path))
    url = postgres.new_database("rollback")
    build(tables, url)
    path = tables / "market_by_province.csv"
    good = path.read_bytes()
    path.write_bytes(good.replace(b",164627,", b",99164627000,"))

    # WHEN it is built again
    with pytest.raises(BuildError) as caught:
        build(tables, url)

    # THEN the old base is still there, whole
    path.write_bytes(good)
    base = KnowledgeBase.open(url, tables)
    assert caught.value.problems == ()
    assert 164627 in {figure.openings for figure in base.market_by_province}
    base.close()
