"""The member store: every call is one short transaction, so that what was accepted is kept before the bot answers."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, delete, event, func, select
from sqlalchemy.orm import Session

from engine.members.consent import KINDS, TEXT_VERSION, Decision
from engine.members.migration import upgrade
from engine.members.models import Consent, Draft, Member, Report, now
from engine.members.profiles import PROFILE_TABLES, ProfileStore

REPORTS_AT_MOST = 10
"""The guide keeps at most ten reports of one member."""

BUSY_TIMEOUT_SECONDS = 5
"""How long SQLite waits for another writer before it gives up."""


class TooManyReports(Exception):
    """The member already has as many reports as are kept."""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as it was stored."""

    id: str
    kind: str
    name: str
    occupation: str
    content: dict[str, Any]
    created_at: datetime


def default_url() -> str:
    """The store's URL: JOBCARE_MEMBERS_URL, else a SQLite file in JOBCARE_VAR (default: var/ beside the packages)."""
    if url := os.environ.get("JOBCARE_MEMBERS_URL"):
        return url
    var = Path(os.environ.get("JOBCARE_VAR") or Path(__file__).resolve().parents[2] / "var")
    var.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{var / 'members.db'}"


def make_engine(url: str) -> Engine:
    """An engine for the store; on SQLite with write-ahead log, foreign keys and a busy timeout."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself: `_begin` does
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes the lock before it reads, so that counting and adding are one step.
        immediate = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


class MemberStore:
    """Consents, drafts and reports by member id; `profiles` holds the profiles. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing_engine = engine.execution_options(writing=True)
        self.profiles = ProfileStore(engine, self._writing)

    @classmethod
    def open(cls, url: str | None = None) -> MemberStore:
        """Opens the store and brings its tables up to date."""
        engine = make_engine(url or default_url())
        upgrade(engine)
        return cls(engine)

    def close(self) -> None:
        self._engine.dispose()

    def record_consent(self, member_id: str, kind: str, given: bool) -> None:
        """Stores an answer to a consent with the present text version and time."""
        if kind not in KINDS:
            raise ValueError(f"no consent of the kind {kind!r}")
        with self._writing(member_id) as session:
            session.add(
                Consent(member_id=member_id, kind=kind, given=given, text_version=TEXT_VERSION, decided_at=now())
            )

    def decisions(self, member_id: str) -> dict[str, Decision]:
        """The newest decision of each kind; kinds never asked are absent."""
        with Session(self._engine) as session:
            rows = session.scalars(select(Consent).where(Consent.member_id == member_id).order_by(Consent.id))
            return {row.kind: Decision(row.kind, row.given, row.text_version, _utc(row.decided_at)) for row in rows}

    def has_consented(self, member_id: str) -> bool:
        """Whether every consent is given and still holds."""
        decisions = self.decisions(member_id)
        moment = now()
        return all(kind in decisions and decisions[kind].holds(moment) for kind in KINDS)

    def save_draft(self, member_id: str, content: dict[str, Any]) -> None:
        """Keeps what the member has entered so far, replacing the former draft."""
        with self._writing(member_id) as session:
            session.merge(Draft(member_id=member_id, content=content, updated_at=now()))

    def draft(self, member_id: str) -> dict[str, Any] | None:
        """The draft, or None when nothing was entered."""
        with Session(self._engine) as session:
            found = session.get(Draft, member_id)
            return dict(found.content) if found else None

    def add_report(
        self, member_id: str, kind: str, name: str, occupation: str, content: dict[str, Any]
    ) -> StoredReport:
        """Stores a new report.

        Raises:
            TooManyReports: the member has ten already; nothing is stored.
        """
        with self._writing(member_id) as session:
            count = session.scalar(select(func.count()).select_from(Report).where(Report.member_id == member_id))
            if (count or 0) >= REPORTS_AT_MOST:
                raise TooManyReports
            report = Report(
                id=uuid.uuid4().hex,
                member_id=member_id,
                kind=kind,
                name=name,
                occupation=occupation,
                content=content,
                created_at=now(),
            )
            session.add(report)
            return _stored(report)

    def reports(self, member_id: str) -> tuple[StoredReport, ...]:
        """The member's reports, newest first."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(Report).where(Report.member_id == member_id).order_by(Report.created_at.desc(), Report.id)
            )
            return tuple(_stored(row) for row in rows)

    def report(self, member_id: str, report_id: str) -> StoredReport | None:
        """One report, only if it is the member's own."""
        with Session(self._engine) as session:
            row = session.get(Report, report_id)
            return _stored(row) if row and row.member_id == member_id else None

    def delete_report(self, member_id: str, report_id: str) -> bool:
        """Deletes a report of the member; False when there is none with that id."""
        with self._writing(member_id) as session:
            row = session.get(Report, report_id)
            if row is None or row.member_id != member_id:
                return False
            session.delete(row)
            return True

    def forget(self, member_id: str) -> None:
        """Deletes everything kept about the member."""
        with Session(self._writing_engine) as session, session.begin():
            for table in (Report, Draft, Consent, *PROFILE_TABLES):
                session.execute(delete(table).where(table.member_id == member_id))
            session.execute(delete(Member).where(Member.id == member_id))

    @contextmanager
    def _writing(self, member_id: str) -> Iterator[Session]:
        with Session(self._writing_engine, expire_on_commit=False) as session, session.begin():
            if session.get(Member, member_id, with_for_update=True) is None:
                session.add(Member(id=member_id, created_at=now()))
                session.flush()
            yield session


def _stored(report: Report) -> StoredReport:
    return StoredReport(
        report.id, report.kind, report.name, report.occupation, dict(report.content), _utc(report.created_at)
    )


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
