"""The member store: every call is one short transaction, so that what was accepted is kept before the bot answers."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, delete, event, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from engine.members.consent import COUNSEL, KINDS, TEXT_VERSION, Decision
from engine.members.conversations import ConversationStore
from engine.members.erasing import MemberEnded
from engine.members.joining import JoinStore
from engine.members.limits import REPORTS_AT_MOST as REPORTS_AT_MOST
from engine.members.limits import TooManyReports as TooManyReports
from engine.members.migration import upgrade
from engine.members.models import Consent, Draft, EndedMember, Member, Report
from engine.members.profiles import ProfileStore
from engine.members.unit_decisions import UnitDecisionStore
from engine.moments import now

DELETED_KEPT_FOR = timedelta(days=1)
"""How long a deleted report can be brought back, if no other is deleted meanwhile."""

BUSY_TIMEOUT_SECONDS = 5
"""How long SQLite waits for another writer before it gives up."""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as it was stored; `main`: it is the member's 대표."""

    id: str
    kind: str
    name: str
    occupation: str
    content: dict[str, Any]
    created_at: datetime
    main: bool = False


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
    """Consents, drafts and reports by member id; `profiles` holds the profiles, `units` what was decided about 능력단위,
    `conversations` which member a conversation belongs to, `joining` puts two of them together. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing_engine = engine.execution_options(writing=True)
        self.profiles = ProfileStore(engine, self._writing)
        self.units = UnitDecisionStore(engine, self._writing)
        self.conversations = ConversationStore(engine)
        self.joining = JoinStore(engine, self._writing_engine)

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
        if kind not in (*KINDS, COUNSEL):
            raise ValueError(f"no consent of the kind {kind!r}")
        with self._writing(member_id) as session:
            session.add(
                Consent(member_id=member_id, kind=kind, given=given, text_version=TEXT_VERSION, decided_at=now())
            )

    def decisions(self, member_id: str) -> dict[str, Decision]:
        """The newest decision of each kind; kinds never asked are absent."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(Consent).where(Consent.member_id == member_id).order_by(Consent.decided_at, Consent.id)
            )
            return {row.kind: Decision(row.kind, row.given, row.text_version, row.decided_at) for row in rows}

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
        self,
        member_id: str,
        kind: str,
        name: str,
        occupation: str,
        content: dict[str, Any],
        instead_of: str | None = None,
    ) -> StoredReport:
        """Stores a new report; the first of a member is the main one.

        Args:
            instead_of: id of a report that is deleted for it, in the same step.

        Raises:
            TooManyReports: the member has ten already; nothing is stored or deleted.
        """
        with self._writing(member_id) as session:
            _purge(session)
            if instead_of is not None:
                _delete(session, member_id, instead_of)
            kept = _kept(session, member_id)
            if len(kept) >= REPORTS_AT_MOST:
                raise TooManyReports
            report = Report(
                id=uuid.uuid4().hex,
                member_id=member_id,
                kind=kind,
                name=name,
                occupation=occupation,
                content=content,
                created_at=now(),
                main=not any(other.main for other in kept),
            )
            session.add(report)
            return _stored(report)

    def reports(self, member_id: str) -> tuple[StoredReport, ...]:
        """The member's reports, the main one first, then newest first."""
        with Session(self._engine) as session:
            return tuple(_stored(row) for row in _kept(session, member_id))

    def listed_reports(self, member_id: str) -> tuple[StoredReport, ...]:
        """As `reports`, without their content (empty), for lists that are asked for often."""
        columns = (Report.id, Report.kind, Report.name, Report.occupation, Report.created_at, Report.main)
        wanted = select(*columns).where(Report.member_id == member_id, Report.deleted_at.is_(None))
        with Session(self._engine) as session:
            rows = session.execute(wanted.order_by(Report.main.desc(), Report.created_at.desc(), Report.id))
            return tuple(
                StoredReport(row.id, row.kind, row.name, row.occupation, {}, row.created_at, row.main) for row in rows
            )

    def count_reports(self, member_id: str) -> int:
        """How many reports the member has, without reading them."""
        with Session(self._engine) as session:
            counted = select(func.count()).select_from(Report)
            return session.scalar(counted.where(Report.member_id == member_id, Report.deleted_at.is_(None))) or 0

    def report(self, member_id: str, report_id: str) -> StoredReport | None:
        """One report, only if it is the member's own and not deleted."""
        with Session(self._engine) as session:
            row = _own(session, member_id, report_id)
            return _stored(row) if row else None

    def rename_report(self, member_id: str, report_id: str, name: str) -> bool:
        """Gives a report of the member another name; False when there is none with that id."""
        with self._writing(member_id) as session:
            row = _own(session, member_id, report_id)
            if row is None:
                return False
            row.name = name
            return True

    def make_main(self, member_id: str, report_id: str) -> bool:
        """Makes a report of the member the main one (대표); False when there is none with that id."""
        with self._writing(member_id) as session:
            if _own(session, member_id, report_id) is None:
                return False
            for row in _kept(session, member_id):
                row.main = row.id == report_id
            return True

    def delete_report(self, member_id: str, report_id: str) -> bool:
        """Deletes a report of the member; False when there is none with that id. The newest of the others becomes the main
        one if it was that. Until another is deleted, and for a day at most, it can be brought back."""
        with self._writing(member_id) as session:
            _purge(session)
            return _delete(session, member_id, report_id)

    def restore_report(self, member_id: str, report_id: str) -> StoredReport | None:
        """Brings back the report deleted last, as the main one if it was that; None when it is gone for good.

        Raises:
            TooManyReports: the member has ten others by now; it stays deleted.
        """
        with self._writing(member_id) as session:
            _purge(session)
            row = session.get(Report, report_id)
            if row is None or row.member_id != member_id or row.deleted_at is None:
                return None
            kept = _kept(session, member_id)
            if len(kept) >= REPORTS_AT_MOST:
                raise TooManyReports
            row.deleted_at = None
            for other in kept:
                other.main = other.main and not row.main
            row.main = row.main or not kept
            return _stored(row)

    def forget(self, member_id: str, by: str | None = None) -> tuple[str, ...]:
        """Deletes everything kept about the member, in all conversations that were joined; `by` is the one that asked.

        Returns:
            The sender ids of these conversations, whose histories and files are to be deleted too.
        """
        return self.joining.forget(member_id, by)

    @contextmanager
    def _writing(self, member_id: str) -> Iterator[Session]:
        with Session(self._writing_engine, expire_on_commit=False) as session, session.begin():
            if session.get(Member, member_id, with_for_update=True) is None:
                if session.get(EndedMember, member_id) is not None:
                    raise MemberEnded
                # Another turn of the same member may be adding it at this moment.
                insert = sqlite_insert if self._engine.dialect.name == "sqlite" else postgres_insert
                session.execute(insert(Member).values(id=member_id, created_at=now()).on_conflict_do_nothing())
                session.get(Member, member_id, with_for_update=True)
            yield session


def _stored(report: Report) -> StoredReport:
    return StoredReport(
        report.id,
        report.kind,
        report.name,
        report.occupation,
        dict(report.content),
        report.created_at,
        report.main,
    )


def _kept(session: Session, member_id: str) -> list[Report]:
    wanted = select(Report).where(Report.member_id == member_id, Report.deleted_at.is_(None))
    return list(session.scalars(wanted.order_by(Report.main.desc(), Report.created_at.desc(), Report.id)))


def _own(session: Session, member_id: str, report_id: str) -> Report | None:
    row = session.get(Report, report_id)
    return row if row and row.member_id == member_id and row.deleted_at is None else None


def _delete(session: Session, member_id: str, report_id: str) -> bool:
    row = _own(session, member_id, report_id)
    if row is None:
        return False
    session.execute(delete(Report).where(Report.member_id == member_id, Report.deleted_at.is_not(None)))
    row.deleted_at = now()
    session.flush()
    if row.main and (kept := _kept(session, member_id)):
        kept[0].main = True
    return True


def _purge(session: Session) -> None:
    """Deletes for good what was deleted longer ago than it is kept."""
    session.execute(delete(Report).where(Report.deleted_at < now() - DELETED_KEPT_FOR))
