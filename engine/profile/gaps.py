"""What is missing in a profile and matters for the analysis; everything else is left to the person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from engine.language.byte_count import guide_bytes
from engine.profile.model import Education, Entry, Experience, ExperienceKind, Profile, SchoolLevel, Training
from knowledge.base import KnowledgeBase

SHORT_DESCRIPTION = 12
"""Bytes; a shorter description of work rarely says what somebody can do."""

_LASTS = (
    ExperienceKind.CAREER,
    ExperienceKind.INTERNSHIP,
    ExperienceKind.PART_TIME,
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A missing field: `field` is its name, or "period" for start and end together."""

    entry: Entry
    field: str

    @property
    def key(self) -> str:
        """By which it is remembered that it was asked."""
        return f"{self.entry.id}:{self.field}"


def gaps_of(profile: Profile, kb: KnowledgeBase) -> tuple[Gap, ...]:
    """What is missing, entry by entry in the order in which it is asked."""
    return tuple(gap for entry in profile.entries() for gap in _of_entry(entry, kb))


def next_gap(profile: Profile, kb: KnowledgeBase, asked: Collection[str]) -> Gap | None:
    """The first gap that was not asked about yet."""
    return next((gap for gap in gaps_of(profile, kb) if gap.key not in asked), None)


def _of_entry(entry: Entry, kb: KnowledgeBase) -> list[Gap]:
    if isinstance(entry, Education):
        return _of_education(entry, kb)
    if isinstance(entry, Training):
        return [] if entry.course else [Gap(entry, "course")]
    if isinstance(entry, Experience):
        found = []
        if entry.kind in _LASTS and not entry.start:
            found.append(Gap(entry, "period"))
        if guide_bytes(entry.content) < SHORT_DESCRIPTION and not entry.role:
            found.append(Gap(entry, "content"))
        return found
    return []


def _of_education(entry: Education, kb: KnowledgeBase) -> list[Gap]:
    found = [Gap(entry, "level")] if entry.level is None else []
    if not entry.major:
        return found if entry.level in (None, SchoolLevel.HIGH_SCHOOL) else [*found, Gap(entry, "major")]
    if not entry.courses and kb.major_named(entry.major) is not None:
        found.append(Gap(entry, "courses"))
    return found
