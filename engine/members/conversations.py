"""Which member a conversation belongs to.

A conversation is known by its sender id: random, made by the gateway, one for each browser or chat. Its member has the same
id until two conversations of one person are joined; from then on both belong to one member. Whatever a person entered is
found by the member id, whatever was sent to a conversation (pictures, documents, its history) by the sender id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from engine.members.models import ConversationRow


@dataclass(frozen=True, slots=True)
class Conversation:
    """A joined conversation; `channel` says where it is (`web`, `telegram`, `kakao`)."""

    sender: str
    channel: str
    since: datetime


class ConversationStore:
    """Conversations by sender id and by member. Made by `MemberStore`; every call is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def member_of(self, sender: str) -> str:
        """The id of the member to whom a conversation belongs: its own until it was joined with another."""
        with Session(self._engine) as session:
            return member_of(session, sender)

    def of_member(self, member_id: str) -> tuple[Conversation, ...]:
        """The conversations that were joined under this member, the longest joined first; none for a member who talks in one
        conversation only."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(ConversationRow)
                .where(ConversationRow.member_id == member_id)
                .order_by(ConversationRow.since, ConversationRow.sender)
            )
            return tuple(Conversation(row.sender, row.channel, row.since) for row in rows)

    def senders_of(self, member_id: str) -> tuple[str, ...]:
        """The sender ids of all conversations of a member; the member's own id if nothing was joined."""
        return tuple(joined.sender for joined in self.of_member(member_id)) or (member_id,)


def member_of(session: Session, sender: str) -> str:
    """As `ConversationStore.member_of`, within a transaction."""
    row = session.get(ConversationRow, sender)
    return row.member_id if row else sender
