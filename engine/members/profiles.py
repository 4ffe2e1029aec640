"""Profiles in the member store: what was accepted is stored at once, and can be changed, removed and undone."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from engine.members.models import ProfileChange, ProfileEntry, ProfileSection
from engine.moments import now
from engine.profile.fields import SECTIONS, section_of
from engine.profile.json_form import entry_from_values, entry_values
from engine.profile.model import Entry, Profile

UNDO_AT_MOST = 30
"""How many accepted inputs can be undone one after the other."""

PROFILE_TABLES = (ProfileChange, ProfileSection, ProfileEntry)


class SectionState(StrEnum):
    """How far a section is: never asked, put off by the person, said to be empty, or with entries."""

    NOT_ASKED = "not_asked"
    SKIPPED = "skipped"
    NONE = "none"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: entries that are gone again, that are back, and that are as before."""

    removed: tuple[Entry, ...]
    restored: tuple[Entry, ...]
    changed_back: tuple[Entry, ...]


class ProfileStore:
    """Profiles by member id. Made by `MemberStore`; every call is one short transaction."""

    def __init__(self, engine: Engine, writing: Callable[[str], AbstractContextManager[Session]]) -> None:
        self._engine = engine
        self._writing = writing

    def profile(self, member_id: str) -> Profile:
        """The member's profile; an empty one when nothing was entered."""
        with Session(self._engine) as session:
            return profile_in(session, member_id)

    def add(self, member_id: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Stores new entries, which get ids of their own; they are undone together.

        Returns:
            The entries as stored.
        """
        batch = uuid.uuid4().hex
        stored: list[Entry] = []
        with self._writing(member_id) as session:
            last = session.scalar(select(func.max(ProfileEntry.position)).where(ProfileEntry.member_id == member_id))
            for position, entry in enumerate(entries, start=(last or 0) + 1):
                kept = replace(entry, id=uuid.uuid4().hex[:12])
                section, content = section_of(kept).name, entry_values(kept)
                session.add(new_row(member_id, kept.id, section, position, content, now()))
                session.add(_change(member_id, batch, kept.id, section, position, None, content))
                stored.append(kept)
            _forget_oldest(session, member_id)
        return tuple(stored)

    def change(self, member_id: str, entry: Entry) -> bool:
        """Replaces the stored entry of the same id; False when the member has none."""
        with self._writing(member_id) as session:
            row = session.get(ProfileEntry, entry.id)
            if row is None or row.member_id != member_id:
                return False
            content = entry_values(entry)
            if content == row.content:
                return True
            session.add(
                _change(member_id, uuid.uuid4().hex, row.id, row.section, row.position, dict(row.content), content)
            )
            row.content, row.updated_at = content, now()
            _forget_oldest(session, member_id)
            return True

    def remove(self, member_id: str, entry_id: str) -> Entry | None:
        """Removes an entry and returns it; None when the member has none with that id."""
        with self._writing(member_id) as session:
            row = session.get(ProfileEntry, entry_id)
            if row is None or row.member_id != member_id:
                return None
            session.add(
                _change(member_id, uuid.uuid4().hex, row.id, row.section, row.position, dict(row.content), None)
            )
            removed = _entry(row.section, row.id, row.content)
            session.delete(row)
            _forget_oldest(session, member_id)
            return removed

    def undo(self, member_id: str) -> Undone | None:
        """Takes the last accepted input back; None when there is nothing to undo."""
        removed: list[Entry] = []
        restored: list[Entry] = []
        changed: list[Entry] = []
        with self._writing(member_id) as session:
            batch = session.scalar(
                select(ProfileChange.batch)
                .where(ProfileChange.member_id == member_id)
                .order_by(ProfileChange.id.desc())
                .limit(1)
            )
            if batch is None:
                return None
            for change in session.scalars(select(ProfileChange).where(ProfileChange.batch == batch)).all():
                row = session.get(ProfileEntry, change.entry_id)
                if change.before is None:
                    removed.append(_entry(change.section, change.entry_id, change.after or {}))
                    if row is not None:
                        session.delete(row)
                elif row is None:
                    restored.append(_entry(change.section, change.entry_id, change.before))
                    row = new_row(member_id, change.entry_id, change.section, change.position, change.before, now())
                    session.add(row)
                else:
                    changed.append(_entry(change.section, change.entry_id, change.before))
                    row.content, row.updated_at = change.before, now()
                session.delete(change)
        return Undone(tuple(removed), tuple(restored), tuple(changed))

    def can_undo(self, member_id: str) -> bool:
        with Session(self._engine) as session:
            return (
                session.scalar(select(ProfileChange.id).where(ProfileChange.member_id == member_id).limit(1))
                is not None
            )

    def reset(self, member_id: str) -> int:
        """입력 초기화: deletes the whole profile, answers about sections and former states. Returns how many entries went."""
        with self._writing(member_id) as session:
            count = session.scalar(
                select(func.count()).select_from(ProfileEntry).where(ProfileEntry.member_id == member_id)
            )
            for table in PROFILE_TABLES:
                session.execute(delete(table).where(table.member_id == member_id))
            return count or 0

    def answer_section(self, member_id: str, section: str, state: SectionState) -> None:
        """Keeps that the member put a section off (SKIPPED), has nothing there (NONE), or wants to be asked again."""
        with self._writing(member_id) as session:
            if state in (SectionState.SKIPPED, SectionState.NONE):
                session.merge(
                    ProfileSection(member_id=member_id, section=section, answer=str(state), answered_at=now())
                )
            else:
                session.execute(
                    delete(ProfileSection).where(
                        ProfileSection.member_id == member_id, ProfileSection.section == section
                    )
                )

    def section_states(self, member_id: str) -> dict[str, SectionState]:
        """How far each section is, in the order of the guide. Entries count before any answer."""
        with Session(self._engine) as session:
            filled = set(
                session.scalars(select(ProfileEntry.section).where(ProfileEntry.member_id == member_id).distinct())
            )
            answers = {
                row.section: SectionState(row.answer)
                for row in session.scalars(select(ProfileSection).where(ProfileSection.member_id == member_id))
            }
        return {
            name: SectionState.FILLED if name in filled else answers.get(name, SectionState.NOT_ASKED)
            for name in SECTIONS
        }


def profile_in(session: Session, member_id: str) -> Profile:
    """As `ProfileStore.profile`, within a transaction."""
    rows = session.scalars(
        select(ProfileEntry)
        .where(ProfileEntry.member_id == member_id)
        .order_by(ProfileEntry.position, ProfileEntry.created_at, ProfileEntry.id)
    )
    entries: dict[str, list[Any]] = {name: [] for name in SECTIONS}
    for row in rows:
        entries[row.section].append(_entry(row.section, row.id, row.content))
    return Profile(**{name: tuple(listed) for name, listed in entries.items()})


def _entry(section: str, entry_id: str, content: dict[str, Any]) -> Entry:
    return entry_from_values(SECTIONS[section], entry_id, dict(content))


def new_row(
    member_id: str, entry_id: str, section: str, position: int, content: dict[str, Any], moment: datetime
) -> ProfileEntry:
    """An entry that is made at a moment, as its row."""
    return ProfileEntry(
        id=entry_id,
        member_id=member_id,
        section=section,
        position=position,
        content=content,
        created_at=moment,
        updated_at=moment,
    )


def _change(
    member_id: str,
    batch: str,
    entry_id: str,
    section: str,
    position: int,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> ProfileChange:
    return ProfileChange(
        member_id=member_id,
        batch=batch,
        entry_id=entry_id,
        section=section,
        position=position,
        before=before,
        after=after,
        changed_at=now(),
    )


def _forget_oldest(session: Session, member_id: str) -> None:
    """Keeps only the changes that can still be undone."""
    session.flush()
    kept = (
        select(ProfileChange.batch)
        .where(ProfileChange.member_id == member_id)
        .group_by(ProfileChange.batch)
        .order_by(func.max(ProfileChange.id).desc())
        .limit(UNDO_AT_MOST)
    )
    batches = session.scalars(kept).all()
    session.execute(
        delete(ProfileChange).where(ProfileChange.member_id == member_id, ProfileChange.batch.not_in(batches))
    )
