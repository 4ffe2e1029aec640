"""Joining two conversations of one person by a code, undoing it, and separating them again.

A code of six digits is made in the first conversation and entered in the second. Entering it uses it up and says only where
it was made; after a yes both sides are shown, and `join` puts them together under the member of the first. What the second
had stays, unreachable, for UNDO_FOR, so that the join can be undone; then it is deleted.

Guessing: of a million codes at most WRONG_AT_MOST can be tried in any TRIES_WITHIN by all conversations together, and
WRONG_IN_A_DAY in a day. A code lives for ten minutes, so it is guessed with a chance of 20 in a million whatever anybody does.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, cast

from sqlalchemy import Engine, delete, func, or_, select, text
from sqlalchemy.orm import Session

from engine.codes import draw_code
from engine.members.conversations import member_of
from engine.members.erasing import end, erase
from engine.members.key import join_key
from engine.members.limits import REPORTS_AT_MOST, TooManyReports
from engine.members.merging import Keep, SectionPair, pairs
from engine.members.models import (
    Consent,
    ConversationRow,
    Draft,
    JoinCode,
    JoinNotice,
    JoinRecord,
    JoinTry,
    Member,
    ProfileEntry,
    ProfileSection,
    Report,
    UnitDecision,
)
from engine.members.profiles import new_row, profile_in
from engine.moments import now
from engine.profile.json_form import entry_values
from engine.profile.model import Entry

CODE_DIGITS = 6
CODE_HOLDS = timedelta(minutes=10)
ANSWER_WITHIN = timedelta(minutes=30)
"""How long the second side may take to look and answer once the code was entered."""

UNDO_FOR = timedelta(days=1)

TRIES_WITHIN = timedelta(minutes=10)
WRONG_OF_ONE = 5
WRONG_AT_MOST = 20
WRONG_IN_A_DAY = 100
"""Wrong codes: of one conversation and of all within TRIES_WITHIN, and of all within a day."""

LIVE_CODES_AT_MOST = 100
"""More codes at one time are not made: each makes a lucky guess likelier."""

_LOCK = 7_305_182_111
NoticeKind = Literal["joined", "undone", "separated", "left", "forgotten"]
"""What another conversation did: joined this one, took the join back, separated this one, left or separated a third, or
deleted everything."""


class Reason(StrEnum):
    """Why a code cannot be made or used."""

    WRONG = "wrong"
    """Not made by anybody, used, replaced, or older than ten minutes: which of these is not said."""
    TOO_MANY_TRIES = "tries"
    OWN = "own"
    JOINED_ALREADY = "joined"
    BUSY = "busy"
    OVER = "over"
    """The time to answer is over, or the first side is gone."""


class JoinRefused(Exception):
    """Nothing was changed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Claim:
    """A code that was entered and is now this conversation's to go on with; `channel`: where it was made; `senders`: the
    conversations of the first side, by which can be found what it shares with counsellors."""

    id: int
    channel: str
    senders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report as far as it is needed to choose among several; `first`: it is the first side's."""

    id: str
    name: str
    created_at: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class JoinPlan:
    """What a join would put together: each section, the reports (newest first), how many of them are too many, and whether
    both have a search that can be gone on with."""

    channel: str
    sections: tuple[SectionPair, ...]
    reports: tuple[ReportHead, ...]
    too_many: int
    both_search: bool

    @property
    def questions(self) -> tuple[SectionPair, ...]:
        """The sections about which must be asked."""
        return tuple(pair for pair in self.sections if pair.must_be_asked)


@dataclass(frozen=True, slots=True)
class Joined:
    """What a join did: ids of the member and of what the second side was, entries and reports that came along, entries and
    reports that were given up."""

    member_id: str
    former: str
    channel: str
    entries: int
    reports: int
    given_up: int


@dataclass(frozen=True, slots=True)
class Undoable:
    """A join that can still be undone: the conversation that came, and whether that is the one that asks."""

    id: int
    sender: str
    channel: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """A join taken back: both members as they are again."""

    member_id: str
    former: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that another conversation of the same person did; `channel` says where."""

    kind: NoticeKind
    channel: str
    at: datetime


class JoinStore:
    """Codes and joins. Made by `MemberStore`; every call is one transaction, and one at a time.

    Attributes:
        clock: the present moment in UTC.
    """

    def __init__(self, engine: Engine, writing_engine: Engine, key: Callable[[], bytes] = join_key) -> None:
        self._engine = engine
        self._writing_engine = writing_engine
        self._key = key
        self.clock: Callable[[], datetime] = now

    # Codes

    def offer(self, sender: str, channel: str) -> str:
        """A new code of the conversation, six digits, for CODE_HOLDS. Earlier codes of the same member end.

        Raises:
            JoinRefused: BUSY.
        """
        with self._alone() as session:
            self._sweep(session)
            mine = {sender, *_senders(session, member_of(session, sender))}
            session.execute(delete(JoinCode).where(JoinCode.sender.in_(mine), JoinCode.claimed_by.is_(None)))
            live = session.scalar(select(func.count()).select_from(JoinCode).where(JoinCode.code_hash.is_not(None)))
            if (live or 0) >= LIVE_CODES_AT_MOST:
                raise JoinRefused(Reason.BUSY)
            code = draw_code(CODE_DIGITS, lambda drawn: self._is_taken(session, drawn))
            until = self.clock() + CODE_HOLDS
            session.add(
                JoinCode(code_hash=self._hash(code), sender=sender, channel=channel, valid_until=until, agreed=False)
            )
            return code

    def claim(self, sender: str, code: str) -> Claim:
        """Takes a code that was entered; from now on only this conversation can go on with it.

        Raises:
            JoinRefused: WRONG, TOO_MANY_TRIES, OWN (made by the same person's conversation; it can still be used elsewhere)
                or JOINED_ALREADY (this conversation is joined with another one: codes are to be made here).
        """
        digits = "".join(sign for sign in code if sign.isdecimal())
        refused: Reason | None = None
        claimed: Claim | None = None
        with self._alone() as session:
            self._sweep(session)
            owner = member_of(session, sender)
            row = session.scalar(select(JoinCode).where(JoinCode.code_hash == self._hash(digits)))
            if len(_senders(session, owner)) > 1:
                refused = Reason.JOINED_ALREADY
            elif self._tried_too_often(session, sender):
                refused = Reason.TOO_MANY_TRIES
            elif row is None:
                session.add(JoinTry(sender=sender, tried_at=self.clock()))
                refused = Reason.WRONG
            elif member_of(session, row.sender) == owner:
                refused = Reason.OWN
            else:
                row.code_hash, row.claimed_by = None, sender
                row.valid_until = self.clock() + ANSWER_WITHIN
                claimed = Claim(row.id, row.channel, _senders(session, member_of(session, row.sender)))
        if claimed is None:  # raised after the try was stored
            raise JoinRefused(refused or Reason.WRONG)
        return claimed

    def decline(self, sender: str, claim_id: int) -> None:
        """Ends a claim: the code cannot be used any more."""
        with self._alone() as session:
            session.execute(delete(JoinCode).where(JoinCode.id == claim_id, JoinCode.claimed_by == sender))

    def agree(self, sender: str, claim_id: int) -> JoinPlan:
        """The yes of the second side: from now on it sees what the first has.

        Raises:
            JoinRefused: OVER.
        """
        with self._alone() as session:
            row = self._claimed(session, sender, claim_id)
            row.agreed, row.valid_until = True, self.clock() + ANSWER_WITHIN
            return _plan(session, row, sender)

    def plan(self, sender: str, claim_id: int) -> JoinPlan:
        """What a join would put together as of now.

        Raises:
            JoinRefused: OVER, or nobody said yes yet.
        """
        with Session(self._engine) as session:
            return _plan(session, self._agreed(session, sender, claim_id), sender)

    def join(
        self,
        sender: str,
        channel: str,
        claim_id: int,
        keep: Mapping[str, Keep] | None = None,
        give_up: Collection[str] = (),
    ) -> Joined:
        """Joins the two conversations under the first side's member.

        Args:
            channel: where `sender` is.
            keep: what goes on of a section that both have; both, where nothing is said.
            give_up: ids of reports of either side that are not kept.

        Raises:
            JoinRefused: OVER, or nobody said yes yet.
            TooManyReports: more than ten would be kept; nothing is changed.
        """
        with self._alone() as session:
            claim = self._agreed(session, sender, claim_id)
            into, former = member_of(session, claim.sender), member_of(session, sender)
            moment = self.clock()
            _ensure(session, into, moment)
            _ensure(session, former, moment)
            others = _senders(session, into)
            changed: dict[str, Any] = {}
            compared = pairs(profile_in(session, into), profile_in(session, former))
            given_up = _join_entries(session, into, former, compared, keep or {}, moment, changed)
            _join_answers(session, into, former, changed)
            given_up += _join_reports(session, into, former, set(give_up), changed)
            _join_consents(session, into, former, changed)
            _join_units(session, into, former, changed)
            _join_draft(session, into, former, changed)
            _assign(session, claim.sender, into, claim.channel, moment)
            _assign(session, sender, into, channel, moment)
            session.add(JoinRecord(member_id=into, sender=sender, former=former, joined_at=moment, changed=changed))
            for other in others:
                self._notify(session, other, "joined", channel)
            both = (claim.sender, sender)
            session.execute(delete(JoinCode).where(JoinCode.sender.in_(both)))
            return Joined(into, former, claim.channel, len(changed["entries"]), len(changed["reports"]), given_up)

    # Undoing and separating

    def undoable(self, sender: str) -> tuple[Undoable, ...]:
        """The joins of this conversation's member that can be undone, newest first."""
        with Session(self._engine) as session:
            owner = member_of(session, sender)
            rows = session.scalars(
                select(JoinRecord)
                .where(JoinRecord.member_id == owner, JoinRecord.joined_at > self.clock() - UNDO_FOR)
                .order_by(JoinRecord.id.desc())
            )
            return tuple(
                Undoable(row.id, row.sender, _channel(session, row.sender), row.sender == sender) for row in rows
            )

    def undo(self, sender: str, record_id: int) -> Undone:
        """Takes a join back: each side has again what it had; what was entered since then stays with the first side.

        Raises:
            JoinRefused: OVER.
            TooManyReports: the first side made so many reports since that those given up find no room; nothing is changed.
        """
        with self._alone() as session:
            record = session.get(JoinRecord, record_id)
            owner = member_of(session, sender)
            if record is None or record.member_id != owner or record.joined_at <= self.clock() - UNDO_FOR:
                raise JoinRefused(Reason.OVER)
            moment = self.clock()
            channel = _channel(session, sender)
            for other in _senders(session, owner):
                if other != sender:
                    self._notify(session, other, "undone", channel)
            _take_back(session, record, moment)
            _assign(session, record.sender, record.former, _channel(session, record.sender), moment)
            session.delete(record)
            return Undone(owner, record.former)

    def separate(self, sender: str, leaving: str) -> bool:
        """Takes a conversation out of the member's: it starts anew, everything stays with the others, and no join of theirs can
        be undone any more. False when it is none of this member's, or the only one."""
        with self._alone() as session:
            owner = member_of(session, sender)
            together = _senders(session, owner)
            if leaving not in together or len(together) < 2:
                return False
            for other in together:
                if other != sender:
                    kind: NoticeKind = "separated" if other == leaving else "left"
                    self._notify(session, other, kind, _channel(session, leaving if kind == "left" else sender))
            _assign(session, leaving, uuid.uuid4().hex, _channel(session, leaving), self.clock())
            for record in session.scalars(select(JoinRecord).where(JoinRecord.member_id == owner)):
                end(session, record.former)
                session.delete(record)
            return True

    # Notices

    def take_notices(self, sender: str) -> tuple[Notice, ...]:
        """What is to be told in a conversation about what others did, oldest first; each is told once."""
        wanted = select(JoinNotice).where(JoinNotice.sender == sender).order_by(JoinNotice.id)
        with Session(self._engine) as session:
            if session.scalar(wanted.with_only_columns(JoinNotice.id).limit(1)) is None:
                return ()
        with self._alone() as session:
            rows = session.scalars(wanted).all()
            told = tuple(Notice(cast(NoticeKind, row.kind), row.channel, row.at) for row in rows)
            for row in rows:
                session.delete(row)
            return told

    def untold(self) -> tuple[tuple[int, str, Notice], ...]:
        """What can be told at once, without a turn: number, sender id, notice. What gave a conversation to another member is
        not among it: that is told by the turn that begins anew."""
        with Session(self._engine) as session:
            wanted = select(JoinNotice).where(JoinNotice.kind.in_(("joined", "left"))).order_by(JoinNotice.id)
            return tuple(
                (row.id, row.sender, Notice(cast(NoticeKind, row.kind), row.channel, row.at))
                for row in session.scalars(wanted)
            )

    def told(self, number: int) -> None:
        """A notice was told."""
        with self._alone() as session:
            session.execute(delete(JoinNotice).where(JoinNotice.id == number))

    # Tidying

    def forget(self, member_id: str, by: str | None = None) -> tuple[str, ...]:
        """Deletes everything of a member in all conversations that were joined; each starts anew, and all but the one that
        asked (`by`) are told.

        Returns:
            The sender ids of the conversations.
        """
        with self._alone() as session:
            together = _senders(session, member_id)
            concerned = or_(JoinRecord.member_id == member_id, JoinRecord.former == member_id)
            formers = []
            for record in session.scalars(select(JoinRecord).where(concerned)):
                formers.append(record.former)
                session.delete(record)
            mine = list(together)
            session.execute(delete(JoinCode).where(or_(JoinCode.sender.in_(mine), JoinCode.claimed_by.in_(mine))))
            session.execute(delete(JoinNotice).where(JoinNotice.sender.in_(mine)))
            rows = session.scalars(select(ConversationRow).where(ConversationRow.member_id == member_id)).all()
            channel = next((row.channel for row in rows if row.sender == by), "web")
            for former in formers:
                end(session, former)
            if not rows:
                erase(session, member_id)
                return together
            end(session, member_id)
            for row in rows:
                row.member_id, row.since = uuid.uuid4().hex, self.clock()
                if row.sender != by:
                    self._notify(session, row.sender, "forgotten", channel)
            return together

    def purge(self) -> None:
        """Deletes what is kept no longer: ended codes, old tries, and what was kept to undo joins."""
        with self._alone() as session:
            self._sweep(session)

    def drop(self, senders: Iterable[str]) -> None:
        """Forgets conversations that are gone for good."""
        with self._alone() as session:
            gone = list(senders)
            session.execute(delete(ConversationRow).where(ConversationRow.sender.in_(gone)))
            session.execute(delete(JoinNotice).where(JoinNotice.sender.in_(gone)))

    def _sweep(self, session: Session) -> None:
        moment = self.clock()
        session.execute(delete(JoinCode).where(JoinCode.valid_until <= moment))
        session.execute(delete(JoinTry).where(JoinTry.tried_at <= moment - timedelta(days=1)))
        for record in session.scalars(select(JoinRecord).where(JoinRecord.joined_at <= moment - UNDO_FOR)):
            end(session, record.former)
            session.delete(record)
        session.flush()

    def _tried_too_often(self, session: Session, sender: str) -> bool:
        moment = self.clock()
        counted = select(func.count()).select_from(JoinTry)
        lately = counted.where(JoinTry.tried_at > moment - TRIES_WITHIN)
        limits = (
            (lately.where(JoinTry.sender == sender), WRONG_OF_ONE),
            (lately, WRONG_AT_MOST),
            (counted.where(JoinTry.tried_at > moment - timedelta(days=1)), WRONG_IN_A_DAY),
        )
        return any((session.scalar(count) or 0) >= limit for count, limit in limits)

    def _claimed(self, session: Session, sender: str, claim_id: int) -> JoinCode:
        row = session.get(JoinCode, claim_id)
        if row is None or row.claimed_by != sender or row.valid_until <= self.clock():
            raise JoinRefused(Reason.OVER)
        if len(_senders(session, member_of(session, sender))) > 1:
            raise JoinRefused(Reason.JOINED_ALREADY)
        return row

    def _agreed(self, session: Session, sender: str, claim_id: int) -> JoinCode:
        row = self._claimed(session, sender, claim_id)
        if not row.agreed:
            raise JoinRefused(Reason.OVER)
        return row

    def _notify(self, session: Session, sender: str, kind: NoticeKind, channel: str) -> None:
        session.add(JoinNotice(sender=sender, kind=kind, channel=channel, at=self.clock()))

    def _is_taken(self, session: Session, code: str) -> bool:
        return session.scalar(select(JoinCode.id).where(JoinCode.code_hash == self._hash(code))) is not None

    def _hash(self, code: str) -> str:
        return hmac.new(self._key(), code.encode(), hashlib.sha256).hexdigest()

    @contextmanager
    def _alone(self) -> Iterator[Session]:
        """A transaction that no other of this store runs beside."""
        with Session(self._writing_engine, expire_on_commit=False) as session, session.begin():
            if self._engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield session


def _senders(session: Session, member_id: str) -> tuple[str, ...]:
    wanted = select(ConversationRow.sender).where(ConversationRow.member_id == member_id)
    return tuple(session.scalars(wanted.order_by(ConversationRow.since, ConversationRow.sender))) or (member_id,)


def _channel(session: Session, sender: str) -> str:
    row = session.get(ConversationRow, sender)
    return row.channel if row else "web"


def _assign(session: Session, sender: str, member_id: str, channel: str, moment: datetime) -> None:
    row = session.get(ConversationRow, sender)
    if row is None:
        session.add(ConversationRow(sender=sender, member_id=member_id, channel=channel, since=moment))
    elif row.member_id != member_id:
        row.member_id, row.channel, row.since = member_id, channel, moment
    session.flush()


def _ensure(session: Session, member_id: str, moment: datetime) -> None:
    """The member's row, locked for this transaction."""
    if session.get(Member, member_id, with_for_update=True) is None:
        session.add(Member(id=member_id, created_at=moment))
        session.flush()


def _plan(session: Session, claim: JoinCode, sender: str) -> JoinPlan:
    into, former = member_of(session, claim.sender), member_of(session, sender)
    reports = [(row, True) for row in _reports(session, into)] + [(row, False) for row in _reports(session, former)]
    heads = [ReportHead(row.id, row.name, row.created_at, first) for row, first in reports]
    heads.sort(key=lambda head: (head.created_at, head.id), reverse=True)
    searches = [_keywords(session.get(Draft, each)) for each in (into, former)]
    return JoinPlan(
        claim.channel,
        pairs(profile_in(session, into), profile_in(session, former)),
        tuple(heads),
        max(0, len(heads) - REPORTS_AT_MOST),
        all(searches) and searches[0] != searches[1],
    )


def _reports(session: Session, member_id: str) -> list[Report]:
    return list(session.scalars(select(Report).where(Report.member_id == member_id, Report.deleted_at.is_(None))))


def _keywords(draft: Draft | None) -> list[str]:
    return list(draft.content.get("keywords") or []) if draft else []


def _join_entries(
    session: Session,
    into: str,
    former: str,
    compared: Iterable[SectionPair],
    keep: Mapping[str, Keep],
    moment: datetime,
    changed: dict[str, Any],
) -> int:
    """Copies the second side's entries; those given up for them are kept in the record. Returns how many were given up."""
    added: list[str] = []
    removed: list[dict[str, Any]] = []
    position = session.scalar(select(func.max(ProfileEntry.position)).where(ProfileEntry.member_id == into)) or 0
    given_up = 0
    for pair in compared:
        wanted = keep.get(pair.section, Keep.BOTH) if pair.must_be_asked else Keep.BOTH
        leaving: list[Entry] = [less for less, _ in pair.fuller]
        coming: list[Entry] = [more for _, more in pair.fuller]
        if wanted is Keep.SECOND:
            leaving += pair.first
            given_up += len(pair.first)
        if wanted is Keep.FIRST:
            given_up += len(pair.second)
        else:
            coming += pair.second
        for entry in leaving:
            row = session.get_one(ProfileEntry, entry.id)
            removed.append(
                {"id": row.id, "section": row.section, "position": row.position, "content": dict(row.content)}
            )
            session.delete(row)
        for entry in coming:
            position += 1
            made = new_row(into, uuid.uuid4().hex[:12], pair.section, position, entry_values(entry), moment)
            added.append(made.id)
            session.add(made)
    session.flush()
    changed |= {"entries": added, "gave_up": removed}
    return given_up


def _join_answers(session: Session, into: str, former: str, changed: dict[str, Any]) -> None:
    """What was answered about empty sections: the first side's answer goes before."""
    taken = []
    for row in session.scalars(select(ProfileSection).where(ProfileSection.member_id == former)).all():
        if session.get(ProfileSection, (into, row.section)) is None:
            session.add(
                ProfileSection(member_id=into, section=row.section, answer=row.answer, answered_at=row.answered_at)
            )
            taken.append(row.section)
    changed["answers"] = taken


def _join_reports(session: Session, into: str, former: str, give_up: set[str], changed: dict[str, Any]) -> int:
    """Moves the second side's reports, so that their addresses stay; those of the first that are given up wait with what the
    second was. Returns how many were given up."""
    first, second = _reports(session, into), _reports(session, former)
    kept = [row for row in first if row.id not in give_up]
    coming = [row for row in second if row.id not in give_up]
    if len(kept) + len(coming) > REPORTS_AT_MOST:
        raise TooManyReports
    leaving = [row for row in first if row.id in give_up]
    changed["main_of_first"] = [row.id for row in first if row.main]
    changed["main_of_second"] = [row.id for row in second if row.main]
    for row in leaving:
        row.member_id, row.main = former, False
    for row in coming:
        row.member_id = into
    main = next((row.id for row in kept if row.main), None) or next((row.id for row in coming if row.main), None)
    newest = max([*kept, *coming], key=lambda row: row.created_at, default=None)
    for row in (*kept, *coming):
        row.main = row.id == (main or (newest.id if newest else None))
    session.flush()
    changed |= {"reports": [row.id for row in coming], "reports_given_up": [row.id for row in leaving]}
    return len(first) + len(second) - len(kept) - len(coming)


def _join_consents(session: Session, into: str, former: str, changed: dict[str, Any]) -> None:
    """Every answer to a consent is kept with its moment; the newest of either side counts."""
    copied = [
        Consent(
            member_id=into, kind=row.kind, given=row.given, text_version=row.text_version, decided_at=row.decided_at
        )
        for row in session.scalars(select(Consent).where(Consent.member_id == former).order_by(Consent.id))
    ]
    session.add_all(copied)
    session.flush()
    changed["consents"] = [row.id for row in copied]


def _join_units(session: Session, into: str, former: str, changed: dict[str, Any]) -> None:
    """Decisions about 능력단위: of two about the same one the newer counts."""
    before: list[list[str | None]] = []
    for row in session.scalars(select(UnitDecision).where(UnitDecision.member_id == former)).all():
        mine = session.get(UnitDecision, (into, row.unit))
        if mine is not None and mine.decided_at >= row.decided_at:
            continue
        before.append([row.unit, mine.decision if mine else None])
        if mine is None:
            session.add(UnitDecision(member_id=into, unit=row.unit, decision=row.decision, decided_at=row.decided_at))
        else:
            mine.decision, mine.decided_at = row.decision, row.decided_at
    changed["units"] = before


def _join_draft(session: Session, into: str, former: str, changed: dict[str, Any]) -> None:
    """The search that can be gone on with: the first side's, unless it has none."""
    mine, other = session.get(Draft, into), session.get(Draft, former)
    taken = other is not None and bool(_keywords(other)) and not _keywords(mine)
    if taken and other is not None:
        session.merge(Draft(member_id=into, content=dict(other.content), updated_at=other.updated_at))
    changed["draft"] = dict(other.content) if taken and other else None


def _take_back(session: Session, record: JoinRecord, moment: datetime) -> None:
    into, former, changed = record.member_id, record.former, record.changed
    given_up = [row for row_id in changed["reports_given_up"] if (row := session.get(Report, row_id)) is not None]
    returning = [row for row_id in changed["reports"] if (row := session.get(Report, row_id)) is not None]
    returning = [row for row in returning if row.member_id == into]
    for row in returning:
        row.member_id, row.main = former, row.id in changed["main_of_second"]
    for row in given_up:
        row.member_id = into
    session.flush()
    kept = _reports(session, into)
    if len(kept) > REPORTS_AT_MOST:
        raise TooManyReports
    main = next((row for row in kept if row.main), None)
    former_main = next((row for row in kept if row.id in changed["main_of_first"]), None)
    newest = max(kept, key=lambda row: row.created_at, default=None)
    chosen = main or former_main or newest
    for row in kept:
        row.main = chosen is not None and row.id == chosen.id
    theirs = _reports(session, former)
    if theirs and not any(row.main for row in theirs):
        max(theirs, key=lambda row: row.created_at).main = True

    session.execute(delete(ProfileEntry).where(ProfileEntry.member_id == into, ProfileEntry.id.in_(changed["entries"])))
    for gone in changed["gave_up"]:
        session.add(new_row(into, gone["id"], gone["section"], gone["position"], gone["content"], moment))
    session.execute(
        delete(ProfileSection).where(ProfileSection.member_id == into, ProfileSection.section.in_(changed["answers"]))
    )
    session.execute(delete(Consent).where(Consent.member_id == into, Consent.id.in_(changed["consents"])))
    for unit, decision in changed["units"]:
        mine = session.get(UnitDecision, (into, unit))
        if mine is not None and decision is None:
            session.delete(mine)
        elif mine is not None:
            mine.decision = decision
    draft = session.get(Draft, into)
    if draft is not None and changed["draft"] is not None and dict(draft.content) == changed["draft"]:
        session.delete(draft)
    session.flush()
