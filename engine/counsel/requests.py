"""The queue of people who want to talk to a counsellor, and the answers that go back to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine.counsel.desk import Desk
from engine.counsel.models import AnswerRow, ReplyRow, RequestRow
from engine.members.models import ConversationRow

STATES = {
    "waiting": "기다리는 중",
    "taken": "상담사가 보고 있음",
    "answered": "답함",
    "closed": "끝남",
    "cancelled": "본인이 취소함",
}

OPEN_STATES = ("waiting", "taken", "answered")
"""States in which a request is not over. A member has one such request at most."""

KEPT_FOR = timedelta(days=730)
"""A request nobody wrote to for two years is deleted."""

CONCERN_MAX_CHARACTERS = 1_000
CONTACT_MAX_CHARACTERS = 200
ANSWER_MAX_CHARACTERS = 2_000


class RequestError(ValueError):
    """Something cannot be done with a request. The message is a Korean sentence."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a request. `delivered`: an answer that the member's channel has shown (always true of the member's
    own)."""

    from_member: bool
    text: str
    at: datetime
    delivered: bool


@dataclass(frozen=True, slots=True)
class Request:
    """A request as counsellors see it: no name, only what the member agreed to pass on. `messages`: answers and what the
    member wrote to them, in order. `member_id`: the random id of the conversation it was asked in."""

    id: int
    concern: str
    contact: str
    summary: tuple[str, ...]
    state: str
    counsellor_id: int | None
    created_at: datetime
    answers: tuple[str, ...]
    messages: tuple[Message, ...] = ()
    member_id: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Delivery:
    """An answer on its way to a member."""

    id: int
    member_id: str
    text: str
    request_id: int


class Requests:
    """Asking, taking, answering, closing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, member_id: str, concern: str, contact: str, summary: Sequence[str]) -> int:
        """Put a member into the queue; somebody who waits already keeps their place and their words are added. Returns the
        request's number.

        Raises:
            RequestError: the concern is blank or too long, or the contact too long.
        """
        concern, contact = concern.strip(), contact.strip()
        if not concern:
            raise RequestError("어떤 이야기를 나누고 싶은지 적어 주세요.")
        if len(concern) > CONCERN_MAX_CHARACTERS:
            raise RequestError(f"{CONCERN_MAX_CHARACTERS:,}자까지 적을 수 있어요(지금 {len(concern):,}자).")
        if len(contact) > CONTACT_MAX_CHARACTERS:
            raise RequestError(f"연락처는 {CONTACT_MAX_CHARACTERS}자까지 적을 수 있어요.")
        moment = self._desk.clock()
        with self._desk.writing() as db:
            waiting = db.scalar(
                select(RequestRow).where(RequestRow.member_id == member_id, RequestRow.state.in_(("waiting", "taken")))
            )
            if waiting is not None:
                waiting.concern = f"{waiting.concern}\n{concern}"[-CONCERN_MAX_CHARACTERS:]
                waiting.contact = contact or waiting.contact
                waiting.summary = list(summary)
                waiting.updated_at = moment
                return waiting.id
            row = RequestRow(
                member_id=member_id,
                concern=concern,
                contact=contact,
                summary=list(summary),
                state="waiting",
                created_at=moment,
                updated_at=moment,
            )
            db.add(row)
            db.flush()
            return row.id

    def queue(self, counsellor_id: int) -> list[Request]:
        """Who waits, and what this counsellor has taken; the longest waiting first."""
        with self._desk.reading() as db:
            rows = db.scalars(
                select(RequestRow)
                .where((RequestRow.state == "waiting") | (RequestRow.counsellor_id == counsellor_id))
                .order_by(RequestRow.created_at, RequestRow.id)
            )
            return [_request(db, row) for row in rows]

    def take(self, counsellor_id: int, login: str, request_id: int) -> None:
        """Take a request; only one counsellor can.

        Raises:
            RequestError: somebody else has it, or it is over.
        """
        with self._desk.writing() as db:
            row = db.get(RequestRow, request_id, with_for_update=True)
            if row is None or row.state != "waiting":
                raise RequestError("다른 상담사가 먼저 받았거나 이미 끝난 요청이에요.")
            row.state, row.counsellor_id, row.updated_at = "taken", counsellor_id, self._desk.clock()
            self._desk.note_access(db, login, "request_taken", f"request {request_id}")

    def answer(self, counsellor_id: int, login: str, request_id: int, text: str) -> None:
        """Answer a request that this counsellor has taken; the answer goes to the member's channel.

        Raises:
            RequestError: it is blank or too long, or the request is not this counsellor's.
        """
        text = text.strip()
        if not text:
            raise RequestError("빈 답은 보낼 수 없어요.")
        if len(text) > ANSWER_MAX_CHARACTERS:
            raise RequestError(f"답은 {ANSWER_MAX_CHARACTERS:,}자까지 적을 수 있어요(지금 {len(text):,}자).")
        with self._desk.writing() as db:
            row = self._own(db, counsellor_id, request_id)
            row.state, row.updated_at = "answered", self._desk.clock()
            db.add(AnswerRow(request_id=request_id, text=text, created_at=row.updated_at))
            self._desk.note_access(db, login, "request_answered", f"request {request_id}")

    def close(self, counsellor_id: int, login: str, request_id: int) -> None:
        """Close a request that this counsellor has taken.

        Raises:
            RequestError: it is not this counsellor's.
        """
        with self._desk.writing() as db:
            row = self._own(db, counsellor_id, request_id)
            row.state, row.updated_at = "closed", self._desk.clock()
            self._desk.note_access(db, login, "request_closed", f"request {request_id}")

    def undelivered(self, *member_ids: str) -> list[Delivery]:
        """Answers that no channel has shown yet, oldest first; only those of a member's conversations if any are named."""
        asked = (
            select(AnswerRow, RequestRow.member_id)
            .join(RequestRow, RequestRow.id == AnswerRow.request_id)
            .where(AnswerRow.delivered_at.is_(None))
            .order_by(AnswerRow.id)
        )
        if member_ids:
            asked = asked.where(RequestRow.member_id.in_(member_ids))
        with self._desk.reading() as db:
            return [Delivery(row.id, owner, row.text, row.request_id) for row, owner in db.execute(asked)]

    def delivered(self, answer_id: int) -> None:
        """Note that the member's channel has shown an answer; nothing if the member deleted everything meanwhile."""
        with self._desk.writing() as db:
            row = db.get(AnswerRow, answer_id)
            if row is not None:
                row.delivered_at = row.delivered_at or self._desk.clock()

    def open_of(self, *member_ids: str) -> Request | None:
        """The request that is not over, of a member's conversations."""
        with self._desk.reading() as db:
            row = db.scalar(
                select(RequestRow)
                .where(RequestRow.member_id.in_(member_ids), RequestRow.state.in_(OPEN_STATES))
                .order_by(RequestRow.id.desc())
            )
            return _request(db, row) if row else None

    def is_expected(self, sender: str) -> bool:
        """Whether a request is open of the person to whom a conversation belongs: an answer may come. One quick query."""
        member = select(ConversationRow.member_id).where(ConversationRow.sender == sender).scalar_subquery()
        joined = select(ConversationRow.sender).where(ConversationRow.member_id == member)
        theirs = (RequestRow.member_id == sender) | RequestRow.member_id.in_(joined)
        with self._desk.reading() as db:
            found = db.execute(select(RequestRow.id).where(theirs, RequestRow.state.in_(OPEN_STATES)).limit(1))
            return found.first() is not None

    def of_member(self, *member_ids: str) -> list[Request]:
        """All requests of a member's conversations, newest first."""
        with self._desk.reading() as db:
            rows = db.scalars(
                select(RequestRow).where(RequestRow.member_id.in_(member_ids)).order_by(RequestRow.id.desc())
            )
            return [_request(db, row) for row in rows]

    def reply(self, member_id: str, request_id: int, text: str) -> None:
        """What the member writes to a request of theirs; it is to be answered again.

        Raises:
            RequestError: it is blank or too long, or the request is not theirs or over.
        """
        text = text.strip()
        if not text:
            raise RequestError("빈 답은 보낼 수 없어요.")
        if len(text) > CONCERN_MAX_CHARACTERS:
            raise RequestError(f"{CONCERN_MAX_CHARACTERS:,}자까지 적을 수 있어요(지금 {len(text):,}자).")
        with self._desk.writing() as db:
            row = self._of(db, member_id, request_id)
            row.updated_at = self._desk.clock()
            if row.state == "answered":
                row.state = "taken" if row.counsellor_id is not None else "waiting"
            db.add(ReplyRow(request_id=request_id, text=text, created_at=row.updated_at))

    def end(self, member_id: str, request_id: int) -> None:
        """The member ends a request of theirs: an answered one is closed, another is cancelled and what they wrote is
        deleted.

        Raises:
            RequestError: it is not theirs, or over.
        """
        with self._desk.writing() as db:
            row = self._of(db, member_id, request_id)
            row.updated_at = self._desk.clock()
            if row.state == "answered":
                row.state = "closed"
            else:
                row.state, row.concern, row.contact, row.summary = "cancelled", "", "", []
                db.execute(delete(ReplyRow).where(ReplyRow.request_id == request_id))
            self._desk.note_access(db, "member", f"request_{row.state}", f"request {request_id}")

    def forget_old(self) -> None:
        """Delete requests that are kept long enough, with everything written to them."""
        with self._desk.writing() as db:
            db.execute(delete(RequestRow).where(RequestRow.updated_at < self._desk.clock() - KEPT_FOR))

    @staticmethod
    def _of(db: Session, member_id: str, request_id: int) -> RequestRow:
        row = db.get(RequestRow, request_id, with_for_update=True)
        if row is None or row.member_id != member_id or row.state not in OPEN_STATES:
            raise RequestError("이 상담 요청은 이미 끝났어요.")
        return row

    @staticmethod
    def _own(db: Session, counsellor_id: int, request_id: int) -> RequestRow:
        row = db.get(RequestRow, request_id, with_for_update=True)
        if row is None or row.counsellor_id != counsellor_id or row.state not in OPEN_STATES:
            raise RequestError("이 요청은 지금 답할 수 없어요.")
        return row


def _request(db: Session, row: RequestRow) -> Request:
    answers = db.scalars(select(AnswerRow).where(AnswerRow.request_id == row.id).order_by(AnswerRow.id)).all()
    replies = db.scalars(select(ReplyRow).where(ReplyRow.request_id == row.id).order_by(ReplyRow.id)).all()
    messages = [Message(False, one.text, one.created_at, one.delivered_at is not None) for one in answers]
    messages += [Message(True, one.text, one.created_at, True) for one in replies]
    return Request(
        row.id,
        row.concern,
        row.contact,
        tuple(row.summary),
        row.state,
        row.counsellor_id,
        row.created_at,
        tuple(one.text for one in answers),
        tuple(sorted(messages, key=lambda one: one.at)),
        row.member_id,
    )
