"""What telling yields: proposed entries, open questions about them, and statements that there is nothing."""

from __future__ import annotations

from dataclasses import dataclass

from engine.profile.model import Entry


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the words leave open. `field` is the field asked about.

    reason: "which" (one of `options` is meant), "year" (a month without its year), "impossible" (no such date).
    words: what the person wrote there.
    """

    field: str
    reason: str
    words: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One entry read from a text; its id is empty until it is stored. `words` are the words it was read from,
    `months` how long it lasted where the words tell no dates."""

    entry: Entry
    words: str
    questions: tuple[Question, ...] = ()
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Everything read from one text, in its order. `nothing` are sections that the person says to have nothing in."""

    proposals: tuple[Proposal, ...]
    nothing: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.proposals or self.nothing)
