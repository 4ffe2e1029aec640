"""Tables of the member store (SQLAlchemy 2). Times are UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from engine.moments import UtcMoment


class Base(DeclarativeBase):
    """Base of all member tables."""


class Member(Base):
    """Somebody who talks to the bot, in one conversation or in several that were joined. `id` is random: the sender id of the
    first conversation, or one made when a conversation was separated from the others."""

    __tablename__ = "member"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)


class Consent(Base):
    """One answer to one consent text. Answers are added, never changed: the newest of a kind counts."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_member_kind", "member_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    given: Mapped[bool] = mapped_column(Boolean)
    text_version: Mapped[str] = mapped_column(String(32))
    decided_at: Mapped[datetime] = mapped_column(UtcMoment)


class Draft(Base):
    """What a member has entered so far (임시저장), stored again with every accepted input."""

    __tablename__ = "draft"

    member_id: Mapped[str] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(UtcMoment)


class Report(Base):
    """A report, frozen as it was made: `content` is its snapshot (engine/reports/snapshot.py), or from before there were any
    the keywords it came from. `main`: 대표. `deleted_at`: deleted, but can still be brought back for a while."""

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_member", "member_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    occupation: Mapped[str] = mapped_column(String(6))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    main: Mapped[bool] = mapped_column(Boolean, default=False)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcMoment, default=None)


class ProfileEntry(Base):
    """One entry of a member's profile: `content` is its JSON form (engine/profile/json_form.py) without the id."""

    __tablename__ = "profile_entry"
    __table_args__ = (Index("ix_profile_entry_member", "member_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(16))
    position: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    updated_at: Mapped[datetime] = mapped_column(UtcMoment)


class ProfileSection(Base):
    """What a member answered about a section without entries: `skipped` (later) or `none` (there is nothing)."""

    __tablename__ = "profile_section"

    member_id: Mapped[str] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    section: Mapped[str] = mapped_column(String(16), primary_key=True)
    answer: Mapped[str] = mapped_column(String(16))
    answered_at: Mapped[datetime] = mapped_column(UtcMoment)


class ProfileChange(Base):
    """One change of one entry, kept to be undone: no `before` means added, no `after` removed. What was accepted together
    has the same `batch` and is undone together."""

    __tablename__ = "profile_change"
    __table_args__ = (Index("ix_profile_change_member", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    batch: Mapped[str] = mapped_column(String(32))
    entry_id: Mapped[str] = mapped_column(String(32))
    section: Mapped[str] = mapped_column(String(16))
    position: Mapped[int] = mapped_column(Integer)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_at: Mapped[datetime] = mapped_column(UtcMoment)


class UnitDecision(Base):
    """What a member said about a 능력단위: `keep`, `drop` or `add`. The newest counts."""

    __tablename__ = "unit_decision"

    member_id: Mapped[str] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    unit: Mapped[str] = mapped_column(String(32), primary_key=True)
    decision: Mapped[str] = mapped_column(String(8))
    decided_at: Mapped[datetime] = mapped_column(UtcMoment)


class ConversationRow(Base):
    """A conversation that was joined with another or separated again, and the member to whom it belongs now. Any other
    conversation belongs to the member of its own id."""

    __tablename__ = "conversation"
    __table_args__ = (Index("ix_conversation_member", "member_id"),)

    sender: Mapped[str] = mapped_column(String(64), primary_key=True)
    member_id: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(16))
    since: Mapped[datetime] = mapped_column(UtcMoment)


class EndedMember(Base):
    """The id of a member who was deleted while another conversation may still have been writing: it is never made again."""

    __tablename__ = "ended_member"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)


class JoinCode(Base):
    """A code that joins the conversation `sender` with the one in which it is entered. `code_hash` is keyed, and gone once
    the code was used; then `claimed_by` holds who may still go on with it, and `agreed` whether they said yes."""

    __tablename__ = "join_code"
    __table_args__ = (Index("ix_join_code_hash", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    sender: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(16))
    valid_until: Mapped[datetime] = mapped_column(UtcMoment)
    claimed_by: Mapped[str | None] = mapped_column(String(64), default=None)
    agreed: Mapped[bool] = mapped_column(Boolean, default=False)


class JoinTry(Base):
    """A wrong code that was entered: by which conversation and when, never what."""

    __tablename__ = "join_try"
    __table_args__ = (Index("ix_join_try_at", "tried_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    sender: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime] = mapped_column(UtcMoment)


class JoinRecord(Base):
    """A join that can still be undone: the conversation `sender` came from the member `former`, whose rows wait there, to
    `member_id`; `changed` says what came along and what was given up for it."""

    __tablename__ = "join_record"
    __table_args__ = (Index("ix_join_record_member", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[str] = mapped_column(String(64))
    sender: Mapped[str] = mapped_column(String(64))
    former: Mapped[str] = mapped_column(String(64))
    joined_at: Mapped[datetime] = mapped_column(UtcMoment)
    changed: Mapped[dict[str, Any]] = mapped_column(JSON)


class JoinNotice(Base):
    """Something that another conversation of the member did, to be told in `sender` at its next turn."""

    __tablename__ = "join_notice"
    __table_args__ = (Index("ix_join_notice_sender", "sender"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    sender: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcMoment)
