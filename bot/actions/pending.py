"""Entries that were told but not yet accepted, kept in the conversation's state until the person says yes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from engine.profile import Certificate, Education, Entry, Experience, Profile, Skill, Training
from engine.profile.checks import problems_of
from engine.profile.fields import SECTIONS, fields_of, section_of
from engine.profile.json_form import entry_from_values, entry_values
from engine.profile.told import Proposal, Question, Told


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposed entry with what is still open about it. `replaces` is the id of a stored entry that it would change."""

    entry: Entry
    questions: tuple[Question, ...] = ()
    replaces: str | None = None

    def to_slot(self) -> dict[str, Any]:
        return {
            "section": section_of(self.entry).name,
            "values": entry_values(self.entry),
            "questions": [[q.field, q.reason, q.words, list(q.options)] for q in self.questions],
            "replaces": self.replaces,
        }

    @classmethod
    def from_slot(cls, kept: dict[str, Any]) -> Pending:
        questions = tuple(Question(q[0], q[1], q[2], tuple(q[3])) for q in kept["questions"])
        return cls(entry_from_values(SECTIONS[kept["section"]], "", dict(kept["values"])), questions, kept["replaces"])


def pending(turn: Turn) -> list[Pending]:
    return [Pending.from_slot(kept) for kept in turn.state.profile.get("pending", [])]


def keep_pending(turn: Turn, items: list[Pending]) -> None:
    turn.state.profile = {**turn.state.profile, "pending": [item.to_slot() for item in items]}


def add_told(turn: Turn, told: Told) -> bool:
    """Adds proposals to those that wait for a yes. What the profile has already is not proposed again; what says
    something else about a stored entry is asked about. False when nothing new came of it."""
    profile = turn.engine.members.profiles.profile(turn.member)
    items, known = pending(turn), []
    for proposal in told.proposals:
        if _stored_twin(profile, proposal.entry) or any(item.entry == proposal.entry for item in items):
            known.append(proposal.entry)
            continue
        items.append(_pending(profile, proposal))
    if known:
        turn.say("utter_profile_known", names=", ".join(f"‘{_name(entry)}’" for entry in known))
    keep_pending(turn, items)
    return len(items) > 0


def open_question(item: Pending, today: date) -> Question | None:
    """The first thing to be asked about a proposal before it can be accepted."""
    if item.questions:
        return item.questions[0]
    problem = next(iter(problems_of(item.entry, today)), None)
    return Question(problem.field, "problem", problem.message) if problem else None


def filled(entry: Entry, values: Entry) -> Entry:
    """The entry with the filled fields of another of the same kind of entry."""
    names = {field.name for field in fields_of(entry)} & {field.name for field in fields_of(values)} - {"kind"}
    changes = {name: getattr(values, name) for name in names if getattr(values, name)}
    if isinstance(entry, Experience) and isinstance(values, Experience):
        if values.end:
            changes["current"] = False
        elif values.current:
            changes["end"] = None
    return replace(entry, **changes)


def _pending(profile: Profile, proposal: Proposal) -> Pending:
    entry = proposal.entry
    former = _about_the_same(profile, entry)
    if former is None:
        return Pending(entry, proposal.questions)
    same = Question("", "same", former.id)
    return Pending(entry, (*proposal.questions, same))


def _stored_twin(profile: Profile, entry: Entry) -> bool:
    """Whether the profile holds everything that the entry says."""
    for stored in getattr(profile, section_of(entry).name):
        if isinstance(entry, Certificate | Skill) and squeeze(stored.name) == squeeze(entry.name):
            if isinstance(entry, Skill) or entry.acquired in (None, stored.acquired):
                return True
        elif entry_values(entry).items() <= entry_values(stored).items():
            return True
    return False


def _about_the_same(profile: Profile, entry: Entry) -> Entry | None:
    """The stored entry that may be meant: the same certificate, company, school level or course."""
    for stored in getattr(profile, section_of(entry).name):
        if _identity(stored) and _identity(stored) == _identity(entry):
            return stored
    return None


def _identity(entry: Entry) -> str:
    if isinstance(entry, Certificate | Skill):
        return squeeze(entry.name)
    if isinstance(entry, Training):
        return squeeze(entry.course)
    if isinstance(entry, Education):
        return f"{entry.level}{squeeze(entry.school)}" if entry.level else ""
    if not entry.organisation:
        return ""
    return f"{entry.kind}{squeeze(entry.organisation)}"


def _name(entry: Entry) -> str:
    from bot.replies.profile import short_title

    return short_title(entry)
