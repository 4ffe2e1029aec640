"""Tables of the desk (SQLAlchemy 2), in the members' database. Times are UTC."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from engine.moments import UtcMoment


class Base(DeclarativeBase):
    """Base of the desk's tables."""


class CounsellorRow(Base):
    """An account. ``failures`` in a row and ``locked_until`` slow down guessing."""

    __tablename__ = "counsel_counsellor"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(Boolean)
    active: Mapped[bool] = mapped_column(Boolean)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcMoment)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)


class SignInRow(Base):
    """A signed-in browser; only a hash of its token is kept."""

    __tablename__ = "counsel_sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsel_counsellor.id", ondelete="CASCADE"), index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcMoment)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)


class ShareRow(Base):
    """What a member shows a counsellor, and until when. ``parts`` are keys of ``sharing.PARTS``."""

    __tablename__ = "counsel_share"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), index=True)
    member_id: Mapped[str] = mapped_column(String(64), index=True)
    parts: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    code_until: Mapped[datetime] = mapped_column(UtcMoment)
    open_until: Mapped[datetime] = mapped_column(UtcMoment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class CaseRow(Base):
    """A client of a counsellor: always by a share."""

    __tablename__ = "counsel_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsel_counsellor.id", ondelete="CASCADE"), index=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("counsel_share.id", ondelete="CASCADE"), unique=True)
    label: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    updated_at: Mapped[datetime] = mapped_column(UtcMoment)


class InvitationRow(Base):
    """A counsellor wants to begin together with a client; ``state``: open, agreed, refused or ended. ``case_id`` is set
    when the client agreed, or from the start when a case goes on together."""

    __tablename__ = "counsel_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), index=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("counsel_counsellor.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(60))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("counsel_case.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    code_until: Mapped[datetime] = mapped_column(UtcMoment)


class ConversationRow(Base):
    """The conversation (its sender id) in which counsellor and client of a case talk together; of it the counsellor sees
    what came after the message ``after``. ``here``: it is held on the counsellor's screen."""

    __tablename__ = "counsel_conversation"

    case_id: Mapped[int] = mapped_column(ForeignKey("counsel_case.id", ondelete="CASCADE"), primary_key=True)
    sender: Mapped[str] = mapped_column(String(64), index=True)
    after: Mapped[int] = mapped_column(Integer)
    here: Mapped[bool] = mapped_column(Boolean)


class CorrectionRow(Base):
    """A counsellor changed, added or removed an entry of a client's profile."""

    __tablename__ = "counsel_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("counsel_case.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[str] = mapped_column(String(40), index=True)
    what: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcMoment)


class NoteRow(Base):
    """A counsellor's note to a case; ``printed`` ones go into the PDF, the others are seen by nobody else."""

    __tablename__ = "counsel_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("counsel_case.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    printed: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)


class RequestRow(Base):
    """Somebody who wants to talk to a counsellor; ``summary`` is what they agreed to pass on."""

    __tablename__ = "counsel_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[str] = mapped_column(String(64), index=True)
    concern: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(String(200))
    summary: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16), index=True)
    counsellor_id: Mapped[int | None] = mapped_column(ForeignKey("counsel_counsellor.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    updated_at: Mapped[datetime] = mapped_column(UtcMoment)


class AnswerRow(Base):
    """A counsellor's answer to a request; ``delivered_at`` when the member's channel has shown it."""

    __tablename__ = "counsel_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("counsel_request.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class ReplyRow(Base):
    """What the member wrote after an answer, to the same request."""

    __tablename__ = "counsel_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("counsel_request.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)


class AccessRow(Base):
    """The activity log: who did what with which case or request, and when. Nothing that anybody typed."""

    __tablename__ = "counsel_access"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcMoment, index=True)
    login: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(32))
