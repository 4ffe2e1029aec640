"""The store of web conversations: sessions, turns, messages and the choices issued in them.

Tables are the gateway's own (prefix ``gateway_``) in the members' database. All methods block; callers run them in a
thread. Only a hash of a session's token is kept: whoever reads the database cannot take over a conversation.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    ForeignKey,
    Insert,
    String,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bot.channels.rasa_client import Answer
from bot.replies.contract import Reply

SESSION_DAYS = 30
"""A conversation that nobody opened for this long is deleted, and its cookie ends."""

_BUSY_SECONDS = 5
_LABELS_LOOKED_AT = 20  # the last answer's messages: no answer has more

WEB = "web"
"""The channel of a conversation in a browser or terminal; messengers have names of their own."""

OPEN, ANSWERED, FAILED = "open", "answered", "failed"

USER, BOT, DESK = "user", "bot", "desk"
"""Who a message is from: the person, the bot, or a counsellor who typed for the person."""
TOLD = "told"
"""Payload of a turn that nobody asked for: what reached the person from elsewhere, such as a counsellor's answer."""


class _Base(DeclarativeBase):
    pass


class _SessionRow(_Base):
    __tablename__ = "gateway_session"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sender: Mapped[str] = mapped_column(String(64), unique=True)
    seen_ms: Mapped[int] = mapped_column(BigInteger, index=True)


class _AddressRow(_Base):
    __tablename__ = "gateway_address"
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    address: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("gateway_session.id", ondelete="CASCADE"), index=True)


class _TurnRow(_Base):
    __tablename__ = "gateway_turn"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("gateway_session.id", ondelete="CASCADE"), index=True)
    key: Mapped[str | None] = mapped_column(String(64))
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8))


class _MessageRow(_Base):
    __tablename__ = "gateway_message"
    session_id: Mapped[int] = mapped_column(ForeignKey("gateway_session.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("gateway_turn.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(String(4))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    reply: Mapped[dict[str, Any]] = mapped_column(JSON)


class _ChoiceRow(_Base):
    __tablename__ = "gateway_choice"
    session_id: Mapped[int] = mapped_column(ForeignKey("gateway_session.id", ondelete="CASCADE"), primary_key=True)
    choice_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
    disabled: Mapped[bool]


class _ProgressRow(_Base):
    __tablename__ = "gateway_progress"
    session_id: Mapped[int] = mapped_column(ForeignKey("gateway_session.id", ondelete="CASCADE"), primary_key=True)
    reply: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True)
class WebSession:
    """A conversation: ``id`` in this store, ``sender`` as Rasa knows it (random, never the cookie's value), ``channel``
    where it takes place."""

    id: int
    sender: str
    channel: str = WEB


@dataclass(frozen=True)
class Message:
    """One message of a conversation; ``seq`` counts from 1, ``author`` is USER, BOT or DESK, ``at_ms`` is Unix time."""

    seq: int
    author: str
    at_ms: int
    reply: Reply

    def on_the_wire(self) -> dict[str, Any]:
        at = datetime.fromtimestamp(self.at_ms / 1000, UTC).isoformat(timespec="milliseconds")
        wire = {"seq": self.seq, "from": self.author, "at": at, "reply": self.reply}
        return wire | {"from": USER, "by": "counsellor"} if self.author == DESK else wire


@dataclass(frozen=True)
class Turn:
    """One message to Rasa (``payload``) and its ``state``: ``open`` (asked), ``answered`` or ``failed``."""

    id: int
    session_id: int
    payload: str
    state: str


@dataclass(frozen=True)
class Begun:
    """A turn that was begun, and the messages it has so far: the person's own (none for the greeting), or all of an earlier one."""

    turn: Turn
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class IssuedChoice:
    """A choice as last shown in a session, and what a tap on it sends to Rasa."""

    label: str
    payload: str
    disabled: bool


class SessionStore:
    """Web conversations in the database at ``url`` (SQLAlchemy URL); its tables are made if they are missing."""

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._engine = create_engine(
            url, hide_parameters=True, pool_pre_ping=True, json_serializer=lambda v: json.dumps(v, ensure_ascii=False)
        )
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)
        self._writing = self._engine.execution_options(jobcare_write=True)
        _Base.metadata.create_all(self._writing)
        self._issue = self._replacing(_ChoiceRow, ("session_id", "choice_id"), ("label", "payload", "disabled"))
        self._get_on = self._replacing(_ProgressRow, ("session_id",), ("reply",))

    def close(self) -> None:
        self._engine.dispose()

    def create(self) -> tuple[WebSession, str]:
        """A new, empty session and its secret token (for the cookie)."""
        token = secrets.token_urlsafe(32)
        row = _SessionRow(token_hash=_hash(token), sender=secrets.token_hex(16), seen_ms=self._now())
        with self._write() as db:
            db.add(row)
            db.flush()
            return WebSession(row.id, row.sender), token

    def find(self, token: str) -> WebSession | None:
        """The session of a token, if it is still kept."""
        with self._read() as db:
            row = db.scalar(select(_SessionRow).where(_SessionRow.token_hash == _hash(token)))
            return WebSession(row.id, row.sender) if row else None

    def of_sender(self, sender: str) -> WebSession | None:
        """The session that Rasa knows by this name."""
        with self._read() as db:
            row = db.scalar(select(_SessionRow).where(_SessionRow.sender == sender))
            if row is None:
                return None
            channel = db.scalar(select(_AddressRow.channel).where(_AddressRow.session_id == row.id))
            return WebSession(row.id, row.sender, channel or WEB)

    def at_address(self, channel: str, address: str) -> WebSession:
        """The session of a messenger's chat, made if there is none.

        Args:
            channel: name of the messenger, at most 16 characters.
            address: the chat as that messenger knows it, at most 64 characters.
        """
        with self._write() as db:
            known = db.get(_AddressRow, (channel, address))
            if known is not None:
                row = db.get_one(_SessionRow, known.session_id)
            else:
                row = _SessionRow(token_hash=secrets.token_hex(32), sender=secrets.token_hex(16), seen_ms=self._now())
                db.add(row)
                db.flush()
                db.add(_AddressRow(channel=channel, address=address, session_id=row.id))
            return WebSession(row.id, row.sender, channel)

    def address_of(self, sender: str) -> tuple[str, str] | None:
        """Channel and address at which the conversation ``sender`` can be reached; ``None`` on the web."""
        with self._read() as db:
            row = db.scalar(
                select(_AddressRow)
                .join(_SessionRow, _SessionRow.id == _AddressRow.session_id)
                .where(_SessionRow.sender == sender)
            )
            return (row.channel, row.address) if row else None

    def history(self, session: WebSession) -> list[Message]:
        """All messages of the session in order."""
        with self._engine.connect() as db:
            return _messages(db, _MessageRow.session_id == session.id)

    def latest(self, session: WebSession) -> int:
        """The number of the session's last message; 0 before there is one."""
        with self._read() as db:
            return db.scalar(select(func.max(_MessageRow.seq)).where(_MessageRow.session_id == session.id)) or 0

    def messages_of(self, turn: Turn) -> list[Message]:
        """The messages that a turn added, in order."""
        with self._engine.connect() as db:
            return _messages(db, _MessageRow.turn_id == turn.id)

    def progress(self, session: WebSession) -> Reply | None:
        """Where the person is, as the last answer that told it said."""
        with self._engine.connect() as db:
            return db.scalar(select(_ProgressRow.reply).where(_ProgressRow.session_id == session.id))

    def messages_after(self, session: WebSession, seq: int) -> list[Message]:
        """The messages of the session that come after a number, in order."""
        with self._engine.connect() as db:
            return _messages(db, (_MessageRow.session_id == session.id) & (_MessageRow.seq > seq))

    def last_turn(self, session: WebSession) -> Turn | None:
        """The last turn that the person began (or the greeting)."""
        with self._read() as db:
            begun = select(_TurnRow).where(_TurnRow.session_id == session.id, _TurnRow.payload != TOLD)
            return _turn(db.scalar(begun.order_by(_TurnRow.id.desc())))

    def tell(self, session: WebSession, key: str, answer: Answer) -> list[Message]:
        """Store what reached the person without being asked for, once for each ``key``; its messages."""
        with self._write_quickly() as db:
            if told := _turn_of(db, session, key):
                return _messages(db, _MessageRow.turn_id == told.id)
            stored = insert(_TurnRow).values(session_id=session.id, key=key, payload=TOLD, state=ANSWERED)
            turn_id = db.execute(stored.returning(_TurnRow.id)).scalar_one()
            return self._add(db, Turn(turn_id, session.id, TOLD, ANSWERED), answer)

    def answers_told(self, session: WebSession, text: str) -> str | None:
        """The id of the choice that a text means by its number or label, if the newest message is one that nobody asked for:
        the numbers of what Rasa offered last are not meant then."""
        with self._read() as db:
            newest = db.scalar(
                select(_MessageRow).where(_MessageRow.session_id == session.id).order_by(_MessageRow.seq.desc())
            )
            if newest is None or db.get_one(_TurnRow, newest.turn_id).payload != TOLD:
                return None
            offered = newest.reply.get("choices", [])
            by_number = enumerate(offered, start=1)
            return next((c["id"] for n, c in by_number if text in (str(n), f"{n}번", c["label"])), None)

    def last_seen(self, senders: Sequence[str]) -> WebSession | None:
        """The conversation among these that was used last; ``None`` if none of them is kept."""
        with self._read() as db:
            used = select(_SessionRow).where(_SessionRow.sender.in_(senders)).order_by(_SessionRow.seen_ms.desc())
            row = db.scalar(used)
            return WebSession(row.id, row.sender) if row else None

    def turn_of(self, session: WebSession, key: str) -> Turn | None:
        """The turn that was begun with an idempotency key."""
        with self._engine.connect() as db:
            return _turn_of(db, session, key)

    def labelled(self, session: WebSession, label: str) -> str | None:
        """The id of the choice that the session's last choices showed under exactly this label."""
        with self._read() as db:
            shown = db.scalars(
                select(_MessageRow.reply)
                .where(_MessageRow.session_id == session.id, _MessageRow.author == "bot")
                .order_by(_MessageRow.seq.desc())
                .limit(_LABELS_LOOKED_AT)
            )
            last: list[Any] = next((reply["choices"] for reply in shown if reply["type"] == "choices"), [])
            fitting = [c["id"] for c in last if c["label"] == label and not c["disabled"]]
            return fitting[0] if len(fitting) == 1 else None

    def issued(self, session: WebSession, choice_id: str) -> IssuedChoice | None:
        """The choice as this session saw it last; ``None`` if it was never issued to it."""
        with self._read() as db:
            row = db.get(_ChoiceRow, (session.id, choice_id))
            return IssuedChoice(row.label, row.payload, row.disabled) if row else None

    def begin(
        self, session: WebSession, payload: str, said: Reply | None, key: str | None, author: str = USER
    ) -> Begun:
        """Store a turn before Rasa is asked, with the message of the person (``None`` for the greeting) or, by
        ``author``, of a counsellor for them.

        A turn that was begun with the same key before is given back as it is, and nothing is stored.
        """
        with self._write_quickly() as db:
            if key is not None and (earlier := _turn_of(db, session, key)):
                return Begun(earlier, tuple(_messages(db, _MessageRow.turn_id == earlier.id)))
            stored = insert(_TurnRow).values(session_id=session.id, key=key, payload=payload, state=OPEN)
            turn = Turn(db.execute(stored.returning(_TurnRow.id)).scalar_one(), session.id, payload, OPEN)
            added = self._append(db, turn, author, [said]) if said is not None else []
            db.execute(update(_SessionRow).where(_SessionRow.id == session.id).values(seen_ms=self._now()))
            return Begun(turn, tuple(added))

    def end(self, turn: Turn, answer: Answer, state: str) -> list[Message]:
        """Store what came back: the bot's messages (returned), the choices they issue, and the turn's state.

        An answer that forgets deletes everything of the session before this turn.
        """
        with self._write_quickly() as db:
            db.execute(update(_TurnRow).where(_TurnRow.id == turn.id).values(state=state))
            if answer.forgets:
                db.execute(delete(_TurnRow).where(_TurnRow.session_id == turn.session_id, _TurnRow.id < turn.id))
                db.execute(delete(_ChoiceRow).where(_ChoiceRow.session_id == turn.session_id))
            return self._add(db, turn, answer)

    def _add(self, db: Connection, turn: Turn, answer: Answer) -> list[Message]:
        """The bot's messages and the choices that they issue."""
        issued = {
            choice["id"]: {
                "session_id": turn.session_id,
                "choice_id": choice["id"],
                "label": choice["label"],
                "payload": answer.payloads[choice["id"]],
                "disabled": choice["disabled"],
            }
            for reply in answer.replies
            if reply["type"] == "choices"
            for choice in reply["choices"]
        }
        added = self._append(db, turn, "bot", answer.replies)
        if issued:
            db.execute(self._issue, list(issued.values()))
        if answer.progress is not None:
            db.execute(self._get_on, {"session_id": turn.session_id, "reply": answer.progress})
        return added

    def clear(self, session: WebSession, told: Reply) -> None:
        """Delete everything that was said in the session and leave one message that tells so; its number follows the last,
        so that an open page shows it and what comes after."""
        with self._write_quickly() as db:
            last = db.scalar(select(func.max(_TurnRow.id)).where(_TurnRow.session_id == session.id)) or 0
            stored = insert(_TurnRow).values(session_id=session.id, key=None, payload="", state=ANSWERED)
            turn = Turn(db.execute(stored.returning(_TurnRow.id)).scalar_one(), session.id, "", ANSWERED)
            self._append(db, turn, BOT, [told])
            db.execute(delete(_TurnRow).where(_TurnRow.session_id == session.id, _TurnRow.id <= last))
            for table in (_ChoiceRow, _ProgressRow):
                db.execute(delete(table).where(table.session_id == session.id))

    def seen(self, session: WebSession) -> None:
        """Note that the session was opened now, which keeps it for another ``SESSION_DAYS``."""
        with self._write() as db:
            db.get_one(_SessionRow, session.id).seen_ms = self._now()

    def forget_old(self) -> list[str]:
        """Delete sessions that nobody opened for ``SESSION_DAYS``; the senders of those deleted."""
        oldest = self._now() - SESSION_DAYS * 24 * 3600 * 1000
        with self._write() as db:
            old = list(db.execute(select(_SessionRow.id, _SessionRow.sender).where(_SessionRow.seen_ms < oldest)))
            db.execute(delete(_SessionRow).where(_SessionRow.id.in_([session_id for session_id, _ in old])))
            return [sender for _, sender in old]

    def _append(self, db: Connection, turn: Turn, author: str, replies: Sequence[Reply]) -> list[Message]:
        last = db.scalar(select(func.max(_MessageRow.seq)).where(_MessageRow.session_id == turn.session_id)) or 0
        added = [Message(last + place, author, self._now(), reply) for place, reply in enumerate(replies, start=1)]
        if added:
            rows = [
                {
                    "session_id": turn.session_id,
                    "seq": m.seq,
                    "turn_id": turn.id,
                    "author": author,
                    "at_ms": m.at_ms,
                    "reply": m.reply,
                }
                for m in added
            ]
            db.execute(insert(_MessageRow), rows)
        return added

    def _replacing(self, table: type[_Base], key: Sequence[str], values: Sequence[str]) -> Insert:
        """Adds rows; of one that is there already the values are replaced."""
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        adding = dialect.insert(table)
        return adding.on_conflict_do_update(index_elements=key, set_={name: adding.excluded[name] for name in values})

    def _now(self) -> int:
        return int(self._clock() * 1000)

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with Session(self._engine) as db:
            yield db

    @contextmanager
    def _write_quickly(self) -> Iterator[Connection]:
        """A transaction of plain statements, for what every turn does: a unit of work costs several times as much."""
        with self._writing.begin() as db:
            yield db

    @contextmanager
    def _write(self) -> Iterator[Session]:
        with Session(self._writing, expire_on_commit=False) as db, db.begin():
            yield db


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite
    for pragma in (f"busy_timeout={_BUSY_SECONDS * 1000}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once and waits for it; a deferred one could fail at its first write without waiting.
    writes = connection.get_execution_options().get("jobcare_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _messages(db: Connection, condition: Any) -> list[Message]:
    columns = (_MessageRow.seq, _MessageRow.author, _MessageRow.at_ms, _MessageRow.reply)
    return [Message(*row) for row in db.execute(select(*columns).where(condition).order_by(_MessageRow.seq))]


def _turn_of(db: Connection, session: WebSession, key: str) -> Turn | None:
    columns = (_TurnRow.id, _TurnRow.session_id, _TurnRow.payload, _TurnRow.state)
    row = db.execute(select(*columns).where(_TurnRow.session_id == session.id, _TurnRow.key == key)).first()
    return Turn(*row) if row else None


def _turn(row: _TurnRow | None) -> Turn | None:
    return Turn(row.id, row.session_id, row.payload, row.state) if row else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
