"""Cases of a counsellor: found again, put into states, noted upon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from engine.counsel.desk import Desk
from engine.counsel.models import AccessRow, CaseRow, NoteRow, RequestRow, ShareRow

STATES = {"open": "진행 중", "paused": "다음 상담 대기", "closed": "끝남"}
"""States of a case and what they are called."""

NOTE_MAX_CHARACTERS = 4_000


class CaseError(ValueError):
    """Something cannot be done with a case. The message is a Korean sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case in the list. ``readable``: the member still shares something."""

    id: int
    label: str
    state: str
    readable: bool
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A note; ``printed`` ones go into the PDF."""

    id: int
    text: str
    printed: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the activity log."""

    at: datetime
    login: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class Week:
    """Counts of one week, beginning on its Monday; nothing in it is about one person."""

    monday: datetime
    cases: int
    requests: int


class Cases:
    """The list of cases, notes, the activity log and its counts. Each counsellor reaches their own cases only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, counsellor_id: int, words: str = "", state: str | None = None) -> list[Case]:
        """The counsellor's cases, the last used first; ``words`` are looked for in their labels."""
        with self._desk.reading() as db:
            asked = self._of(counsellor_id).order_by(CaseRow.updated_at.desc(), CaseRow.id.desc())
            if state:
                asked = asked.where(CaseRow.state == state)
            found = [self._case(case, share) for case, share in db.execute(asked)]
        return [case for case in found if words.strip().lower() in case.label.lower()]

    def case(self, counsellor_id: int, case_id: int) -> Case | None:
        """One case, only if it is the counsellor's own."""
        with self._desk.reading() as db:
            row = db.execute(self._of(counsellor_id).where(CaseRow.id == case_id)).first()
            return self._case(*row) if row else None

    def put(self, counsellor_id: int, login: str, case_id: int, state: str) -> None:
        """Put a case into a state.

        Raises:
            CaseError: it is not the counsellor's, or there is no such state.
        """
        if state not in STATES:
            raise CaseError("그런 상태는 없어요.")
        with self._desk.writing() as db:
            case = self._own(db, counsellor_id, case_id)
            case.state, case.updated_at = state, self._desk.clock()
            self._desk.note_access(db, login, f"case_{state}", f"case {case_id}")

    def add_note(self, counsellor_id: int, login: str, case_id: int, text: str, printed: bool) -> Note:
        """Add a note.

        Raises:
            CaseError: it is blank or too long, or the case is not the counsellor's.
        """
        text = text.strip()
        if not text:
            raise CaseError("빈 메모는 남길 수 없어요.")
        if len(text) > NOTE_MAX_CHARACTERS:
            raise CaseError(f"메모는 {NOTE_MAX_CHARACTERS:,}자까지 적을 수 있어요(지금 {len(text):,}자).")
        with self._desk.writing() as db:
            case = self._own(db, counsellor_id, case_id)
            case.updated_at = self._desk.clock()
            row = NoteRow(case_id=case_id, text=text, printed=printed, created_at=case.updated_at)
            db.add(row)
            db.flush()
            self._desk.note_access(db, login, "note_added", f"case {case_id}")
            return Note(row.id, row.text, row.printed, row.created_at)

    def notes(self, counsellor_id: int, case_id: int) -> list[Note]:
        """The notes of a case, oldest first.

        Raises:
            CaseError: the case is not the counsellor's.
        """
        with self._desk.reading() as db:
            self._own(db, counsellor_id, case_id)
            rows = db.scalars(select(NoteRow).where(NoteRow.case_id == case_id).order_by(NoteRow.id))
            return [Note(row.id, row.text, row.printed, row.created_at) for row in rows]

    def did(self, login: str, case_id: int, what: str) -> None:
        """Write down what a counsellor saw of a client's data or did with them (``saw_profile``, ``typed``, …)."""
        with self._desk.writing() as db:
            self._desk.note_access(db, login, what, f"case {case_id}")

    def activity(self, limit: int = 200) -> list[Access]:
        """The newest lines of the activity log."""
        with self._desk.reading() as db:
            rows = db.scalars(select(AccessRow).order_by(AccessRow.id.desc()).limit(limit))
            return [Access(row.at, row.login, row.action, row.subject) for row in rows]

    def weeks(self, count: int = 8) -> list[Week]:
        """How many cases and requests began in each of the last weeks, the present one first."""
        today = self._desk.clock().replace(hour=0, minute=0, second=0, microsecond=0)
        monday = today - timedelta(days=today.weekday())
        with self._desk.reading() as db:

            def begun(table: type[CaseRow] | type[RequestRow], start: datetime) -> int:
                within = table.created_at >= start, table.created_at < start + timedelta(days=7)
                return db.scalar(select(func.count()).select_from(table).where(*within)) or 0

            starts = [monday - timedelta(days=7 * back) for back in range(count)]
            return [Week(start, begun(CaseRow, start), begun(RequestRow, start)) for start in starts]

    @staticmethod
    def _of(counsellor_id: int) -> Select[CaseRow, ShareRow]:
        return (
            select(CaseRow, ShareRow)
            .join(ShareRow, ShareRow.id == CaseRow.share_id)
            .where(CaseRow.counsellor_id == counsellor_id)
        )

    def _case(self, case: CaseRow, share: ShareRow) -> Case:
        readable = share.withdrawn_at is None and share.open_until > self._desk.clock()
        return Case(case.id, case.label, case.state, readable, case.created_at, case.updated_at)

    @staticmethod
    def _own(db: Session, counsellor_id: int, case_id: int) -> CaseRow:
        case = db.get(CaseRow, case_id)
        if case is None or case.counsellor_id != counsellor_id:
            raise CaseError("이 상담 기록은 볼 수 없어요.")
        return case
