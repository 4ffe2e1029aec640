"""Counsellors' answers on their way to the channels of those who asked, and word of joined conversations to Telegram.

The web page finds them in its history, Telegram is sent them, KakaoTalk – where nobody can be written to first – shows them
with the answer to the next message. An answer stays undelivered until its channel has it, and is told once only: the history
knows it by a key of its own.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.channels.conversation import Conversations
from bot.channels.sessions import SessionStore, WebSession
from bot.replies.contract import Reply
from bot.replies.counsel import answer_arrived
from bot.replies.joining import notice_line
from engine.counsel.desk import Desk
from engine.counsel.requests import Delivery, Requests
from engine.members.store import MemberStore

if TYPE_CHECKING:
    from bot.channels.telegram.channel import TelegramChannel

_log = logging.getLogger("jobcare.gateway")

ROUND_SECONDS = 2.0
FIRST_PAUSE_SECONDS = 4.0
LONGEST_PAUSE_SECONDS = 600.0
"""Between two attempts to send the same answer, doubled each time."""

AT_NEXT_MESSAGE = ("kakao",)
"""Channels that cannot be written to first."""


class Deliveries:
    """Brings answers to members. ``telegram``: the running channel, or ``None`` when it is off."""

    def __init__(
        self,
        desk: Desk,
        members: MemberStore,
        sessions: SessionStore,
        conversations: Conversations,
        telegram: TelegramChannel | None,
    ) -> None:
        self._requests = Requests(desk)
        self._members = members
        self._sessions = sessions
        self._conversations = conversations
        self._telegram = telegram
        self._pauses: dict[int, tuple[float, float]] = {}
        self._tried: set[int] = set()

    async def run(self, every: float = ROUND_SECONDS) -> None:
        """Round after round until it is cancelled."""
        while True:
            try:
                await self.round()
            except Exception as error:  # the database may be away for a moment: the next round tries again
                _log.warning("deliveries cause=%s", type(error).__name__)
            await asyncio.sleep(every)

    async def round(self) -> None:
        """Try everything that waits and is due."""
        if self._telegram is not None:
            await self._tell_of_joining(self._telegram)
        waiting = await asyncio.to_thread(self._requests.undelivered)
        self._pauses = {one.id: self._pauses[one.id] for one in waiting if one.id in self._pauses}
        for delivery in waiting:
            due, pause = self._pauses.get(delivery.id, (0.0, FIRST_PAUSE_SECONDS / 2))
            if time.monotonic() < due:
                continue
            if await self._deliver(delivery):
                await asyncio.to_thread(self._requests.delivered, delivery.id)
            else:
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                self._pauses[delivery.id] = (time.monotonic() + pause, pause)

    async def _tell_of_joining(self, telegram: TelegramChannel) -> None:
        """Somebody in Telegram is told at once that another conversation was joined with theirs. Tried once: what fails is told
        with the next turn, as in the other channels."""
        untold = await asyncio.to_thread(self._members.joining.untold)
        self._tried &= {number for number, _, _ in untold}
        for number, sender, notice in untold:
            if number in self._tried:
                continue
            self._tried.add(number)
            found = await asyncio.to_thread(self._sessions.address_of, sender)
            session = await self._conversations.of_sender(sender)
            if found is None or session is None or found[0] != "telegram":
                continue
            channel, address = found
            told = await self._conversations.tell(session, f"join-{number}", [notice_line(notice, channel)])
            if await telegram.push(address, session, [message.reply for message in told]):
                await asyncio.to_thread(self._members.joining.told, number)

    async def _deliver(self, delivery: Delivery) -> bool:
        session, channel, address = await asyncio.to_thread(self._reached, delivery.member_id)
        if session is None or channel in AT_NEXT_MESSAGE or (channel == "telegram" and self._telegram is None):
            return False
        replies = answer_arrived(delivery.text, delivery.request_id)
        told = await self._conversations.tell(session, f"answer-{delivery.id}", replies)
        if channel == "telegram" and self._telegram is not None:
            return await self._telegram.push(address, session, [message.reply for message in told])
        return True

    def _reached(self, member_id: str) -> tuple[WebSession | None, str, str]:
        """The conversation that the member used last, its channel and the address there (both empty on the web)."""
        session = self._sessions.last_seen(self._senders(member_id))
        channel, address = (self._sessions.address_of(session.sender) if session else None) or ("", "")
        return session, channel, address

    def _senders(self, sender: str) -> tuple[str, ...]:
        """All conversations of the person to whom this one belongs."""
        conversations = self._members.conversations
        return tuple({*conversations.senders_of(conversations.member_of(sender)), sender})

    def channel_of(self, member_id: str) -> str | None:
        """Where an answer would arrive now: ``web``, ``telegram`` or ``kakao``; ``None`` when no conversation is kept."""
        session, channel, _ = self._reached(member_id)
        return (channel or "web") if session else None

    async def expects(self, session: WebSession) -> bool:
        """Whether an answer may come to this conversation: the member has an open request."""
        return await asyncio.to_thread(self._requests.is_expected, session.sender)

    # Waiting for the next turn (see ``conversation.Waiting``)

    async def take(self, session: WebSession) -> dict[int, list[Reply]]:
        """Answers for the member of a conversation to which nothing can be sent first, by their numbers."""
        return await asyncio.to_thread(self._take, session)

    def _take(self, session: WebSession) -> dict[int, list[Reply]]:
        found = self._sessions.address_of(session.sender)
        if found is None or found[0] not in AT_NEXT_MESSAGE:
            return {}
        return {
            one.id: answer_arrived(one.text, one.request_id, with_button=False)
            for one in self._requests.undelivered(*self._senders(session.sender))
        }

    async def shown(self, numbers: Iterable[int]) -> None:
        """These answers were shown."""
        for number in numbers:
            await asyncio.to_thread(self._requests.delivered, number)
