"""One turn after another between a person and Rasa: stored, in order, never twice.

Turns of one session run one at a time (a lock in this process: the gateway is one process). What a person says is stored
before Rasa is asked, so that it survives a Rasa that is down and can be asked again.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from weakref import WeakValueDictionary

from bot.channels import files, refusals, tracker, typed
from bot.channels.limits import Pace
from bot.channels.rasa_client import Answer, RasaClient, RasaUnavailable, choose
from bot.channels.sessions import ANSWERED, FAILED, OPEN, USER, Message, SessionStore, Turn, WebSession
from bot.replies import contract
from bot.replies.contract import Reply

_log = logging.getLogger("jobcare.gateway")

_UPLOAD = "file:"
_SHORT = 12  # characters: longer than a number or the label of what is told without being asked for

GREETING = "/greet"
"""What a new session sends to Rasa before the person says anything."""

_SORRY = contract.text(
    "지금은 답을 준비하지 못했어요. 보내 주신 말은 그대로 남겨 두었으니, 잠시 뒤에 다시 보내 주세요."
)

_EMPTIED = contract.text(
    "연결된 다른 대화에서 내 정보를 모두 지워서 이 대화도 비웠어요. 다시 시작하려면 아무 말이나 보내 주세요."
)


@dataclass(frozen=True)
class Exchange:
    """Messages in order; ``unanswered`` when the session's last turn got no answer and may be asked again.

    ``progress``: where the person is now, a reply of that type; ``None`` before anything said so.
    """

    messages: tuple[Message, ...]
    unanswered: bool
    progress: Reply | None = None


class Waiting(Protocol):
    """Messages that wait for the next turn of a conversation."""

    async def take(self, session: WebSession) -> Mapping[int, Sequence[Reply]]:
        """What waits, by number, oldest first."""

    async def shown(self, numbers: Iterable[int]) -> None:
        """It was shown."""


class Conversations:
    """All web conversations of this process."""

    def __init__(
        self, store: SessionStore, rasa: RasaClient, pace: Pace, var: Path, tracker_db: Path | None = None
    ) -> None:
        self._var = var
        self._store = store
        self._rasa = rasa
        self._pace = pace
        self._tracker_db = tracker_db
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._emptying: set[asyncio.Task[None]] = set()
        self.waiting: Waiting | None = None
        """What waits for the next turn of a conversation that nothing can be sent to by itself; set when there can be any."""

    async def find(self, token: str) -> WebSession | None:
        """The session of a verified cookie's token, or ``None``."""
        return await asyncio.to_thread(self._store.find, token)

    async def create(self) -> tuple[WebSession, str]:
        """A new session and its token."""
        return await asyncio.to_thread(self._store.create)

    async def open(self, session: WebSession) -> Exchange:
        """The whole history. A session that was never greeted is greeted first; a failed greeting is tried again."""
        async with self._lock(session):
            await asyncio.to_thread(self._store.seen, session)
            turn = await asyncio.to_thread(self._store.last_turn, session)
            if turn is None:
                turn = (await asyncio.to_thread(self._store.begin, session, GREETING, None, None)).turn
            if turn.payload == GREETING and turn.state != ANSWERED:
                await self._ask(session, turn)
        return await self.history(session)

    async def history(self, session: WebSession) -> Exchange:
        """The whole history as it is now, without waiting for a turn under way."""
        messages = await asyncio.to_thread(self._store.history, session)
        turn = await asyncio.to_thread(self._store.last_turn, session)
        under_way = self._lock(session).locked()
        unanswered = turn is not None and (turn.state == FAILED or (turn.state == OPEN and not under_way))
        return Exchange(tuple(messages), unanswered, await asyncio.to_thread(self._store.progress, session))

    async def latest(self, session: WebSession) -> int:
        """The number of the last message; 0 before there is one."""
        return await asyncio.to_thread(self._store.latest, session)

    async def say(self, session: WebSession, raw: str, key: str | None, author: str = USER) -> Exchange:
        """A typed message, kept as typed and sent so that Rasa cannot take it for a payload. ``author``: who typed it.

        Raises:
            Refusal: it is empty or too long, too many came in a short time, or ``key`` stands for another message.
        """
        text = typed.clean(raw)
        short = len(text) <= _SHORT
        if short and (told := await asyncio.to_thread(self._store.answers_told, session, text)) is not None:
            return await self.tap(session, told, key, author)
        self._slow_down(session)
        async with self._lock(session):
            return await self._turn(session, typed.for_rasa(text), contract.text(text), key, author)

    async def tap(self, session: WebSession, choice_id: str, key: str | None, author: str = USER) -> Exchange:
        """A tap on a choice; the history shows its label as the person's message.

        Raises:
            Refusal: the choice was never issued to this session or is disabled, or as for ``say``.
        """
        self._slow_down(session)
        async with self._lock(session):
            choice = await asyncio.to_thread(self._store.issued, session, choice_id) if _may_be_id(choice_id) else None
            if choice is None or choice.disabled:
                raise refusals.unknown_choice()
            return await self._turn(session, choice.payload, contract.text(choice.label), key, author)

    async def jump(self, session: WebSession, choice_id: str, label: str, author: str) -> Exchange:
        """A tap on a choice that may not have been shown: a counsellor leads the conversation to another place.

        Raises:
            Refusal: too many came in a short time.
        """
        self._slow_down(session)
        async with self._lock(session):
            return await self._turn(session, choose(choice_id), contract.text(label), None, author)

    async def tell(self, session: WebSession, key: str, replies: Sequence[Reply]) -> tuple[Message, ...]:
        """Something that the person did not ask for, after the turn under way; only once for each ``key``."""
        payloads = {c["id"]: choose(c["id"]) for reply in replies for c in reply.get("choices", [])}
        async with self._lock(session):
            return tuple(await asyncio.to_thread(self._store.tell, session, key, Answer(tuple(replies), payloads)))

    async def since(self, session: WebSession, seq: int) -> Exchange:
        """What came after the message with this number, without waiting for a turn under way."""
        messages = await asyncio.to_thread(self._store.messages_after, session, seq)
        return Exchange(tuple(messages), False, await asyncio.to_thread(self._store.progress, session))

    async def answer(self, session: WebSession, raw: str, key: str | None) -> Exchange:
        """A message of a messenger whose buttons come back as their text: a tap if it is a label just shown.

        Raises:
            Refusal: as for ``say``.
        """
        label = raw.strip()
        choice_id = await asyncio.to_thread(self._store.labelled, session, label)
        if choice_id is not None:
            return await self.tap(session, choice_id, key)
        return await self.say(session, raw, key)

    async def last_answer(self, session: WebSession) -> tuple[Turn | None, tuple[Message, ...]]:
        """The session's last turn and the messages it added so far (the person's own first)."""
        turn = await asyncio.to_thread(self._store.last_turn, session)
        if turn is None:
            return None, ()
        return turn, tuple(await asyncio.to_thread(self._store.messages_of, turn))

    async def at_address(self, channel: str, address: str) -> WebSession:
        """The session of a messenger's chat (see ``SessionStore.at_address``)."""
        return await asyncio.to_thread(self._store.at_address, channel, address)

    async def of_sender(self, sender: str) -> WebSession | None:
        """The session that Rasa knows by this name."""
        return await asyncio.to_thread(self._store.of_sender, sender)

    async def offers(self, session: WebSession, choice_id: str) -> bool:
        """Whether a tap on this choice would be taken."""
        choice = await asyncio.to_thread(self._store.issued, session, choice_id) if _may_be_id(choice_id) else None
        return choice is not None and not choice.disabled

    async def send_file(
        self, session: WebSession, name: str, content: bytes, key: str | None, author: str = USER
    ) -> Exchange:
        """A file that a person sends: kept until its turn is answered, shown in the history by its name only.

        Rasa gets ``/choose`` with the choice ``file:<id>``; actions read ``<var>/uploads/<sender>/<id>``.

        Raises:
            Refusal: it is empty, or as for ``say``.
        """
        if not content:
            raise refusals.empty_file()
        self._slow_down(session)
        async with self._lock(session):
            if key is not None and (earlier := await asyncio.to_thread(self._store.turn_of, session, key)):
                return await self._turn(session, earlier.payload, contract.text(name), key, author)
            upload_id = await asyncio.to_thread(files.keep_upload, self._var, session.sender, content)
            return await self._turn(session, choose(_UPLOAD + upload_id), contract.text(f"[파일] {name}"), key, author)

    async def again(self, session: WebSession) -> Exchange:
        """Ask Rasa once more for the session's last turn, which it did not answer.

        Raises:
            Refusal: the last turn was answered, or too many came in a short time.
        """
        self._slow_down(session)
        async with self._lock(session):
            turn = await asyncio.to_thread(self._store.last_turn, session)
            if turn is None or turn.state == ANSWERED:
                raise refusals.nothing_unanswered()
            return await self._finish(session, turn, await asyncio.to_thread(self._store.messages_of, turn))

    async def _turn(
        self, session: WebSession, payload: str, said: Reply, key: str | None, author: str = USER
    ) -> Exchange:
        begun = await asyncio.to_thread(self._store.begin, session, payload, said, key, author)
        if begun.turn.payload != payload:
            raise refusals.key_reused()
        if begun.turn.state == ANSWERED:
            return Exchange(begun.messages, False, await asyncio.to_thread(self._store.progress, session))
        return await self._finish(session, begun.turn, begun.messages)

    async def _finish(self, session: WebSession, turn: Turn, before: Sequence[Message]) -> Exchange:
        exchange = await self._ask(session, turn)
        progress = exchange.progress or await asyncio.to_thread(self._store.progress, session)
        return Exchange((*before, *exchange.messages), exchange.unanswered, progress)

    async def _ask(self, session: WebSession, turn: Turn) -> Exchange:
        """What came of asking Rasa."""
        started = time.perf_counter()
        answer, state = Answer((_SORRY,)), FAILED
        try:
            answer, state = await self._rasa.send(session.sender, turn.payload, session.channel), ANSWERED
        except RasaUnavailable as cause:
            _log.warning("rasa_unavailable session=%s cause=%s", _short(session), cause)
            if turn.state == FAILED:
                answer = Answer(())
        waiting = await self.waiting.take(session) if self.waiting and state == ANSWERED else {}
        if waiting:
            first = tuple(reply for replies in waiting.values() for reply in replies)
            answer = replace(answer, replies=first + answer.replies)
        added = await asyncio.to_thread(self._store.end, turn, answer, state)
        if waiting and self.waiting:
            await self.waiting.shown(waiting)
        if state == ANSWERED and (upload_id := _upload_of(turn.payload)):
            await asyncio.to_thread(files.drop_upload, self._var, session.sender, upload_id)
        if answer.forgets:
            await self._erase(session.sender)
            for sender in answer.forgets_also:
                # Not within this turn: two that forget each other would wait for one another.
                task = asyncio.create_task(self._empty(sender))
                self._emptying.add(task)
                task.add_done_callback(self._emptying.discard)
        spent = round((time.perf_counter() - started) * 1000)
        _log.info("turn session=%s ms=%d replies=%d state=%s", _short(session), spent, len(answer.replies), state)
        return Exchange(tuple(added), state != ANSWERED, answer.progress)

    async def close(self) -> None:
        """Finish what was begun."""
        await asyncio.gather(*self._emptying)

    async def _empty(self, sender: str) -> None:
        """Delete everything of a conversation that was joined with one in which the person's data was deleted."""
        session = await asyncio.to_thread(self._store.of_sender, sender)
        if session is None:
            await self._erase(sender)
            return
        async with self._lock(session):
            await asyncio.to_thread(self._store.clear, session, _EMPTIED)
            await self._erase(sender)

    async def _erase(self, sender: str) -> None:
        """Delete the files of a conversation and what Rasa keeps of it."""
        await asyncio.to_thread(files.drop_all, self._var, sender)
        if self._tracker_db is not None:
            await asyncio.to_thread(tracker.erase, self._tracker_db, sender)

    def _lock(self, session: WebSession) -> asyncio.Lock:
        return self._locks.setdefault(session.id, asyncio.Lock())

    def _slow_down(self, session: WebSession) -> None:
        if seconds := self._pace.wait(session.sender):
            raise refusals.too_many_turns(seconds)


def _upload_of(payload: str) -> str | None:
    """The id of the file that a turn is about."""
    start, end = choose(_UPLOAD)[:-2], choose("")[-2:]
    return payload[len(start) : -len(end)] if payload.startswith(start) else None


def _may_be_id(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _short(session: WebSession) -> str:
    return hashlib.sha256(session.sender.encode()).hexdigest()[:10]
