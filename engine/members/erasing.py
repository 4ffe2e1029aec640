"""Deleting everything that is kept about a member, within a transaction."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from engine.members.models import (
    Consent,
    Draft,
    EndedMember,
    Member,
    ProfileChange,
    ProfileEntry,
    ProfileSection,
    Report,
    UnitDecision,
)

MEMBER_TABLES = (Report, Draft, Consent, UnitDecision, ProfileChange, ProfileSection, ProfileEntry)


class MemberEnded(Exception):
    """The member was deleted by another conversation at this moment; nothing is stored any more."""


def erase(session: Session, member_id: str) -> None:
    """Deletes the member's rows."""
    for table in MEMBER_TABLES:
        session.execute(delete(table).where(table.member_id == member_id))
    session.execute(delete(Member).where(Member.id == member_id))


def end(session: Session, member_id: str) -> None:
    """Deletes the member's rows, and sees to it that a turn still under way cannot bring the member back."""
    erase(session, member_id)
    session.merge(EndedMember(id=member_id))
