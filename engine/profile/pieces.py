"""The pieces of a told text: clauses with the names and dates in them, joined where a clause alone says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.language.normalise import clean
from engine.profile import cues
from engine.profile.clauses import Clause, clauses_of
from engine.profile.dates import FoundPeriod, find_periods

if TYPE_CHECKING:
    from engine.language.recogniser import Mention, Recogniser

_PREDICATE = re.compile(
    r"(?:어요|아요|예요|에요|니다|했고|었고|았고|하고|이고|있고|었는데|했는데|는데|다가|었음|했음|있음|요)[\s.!?]*$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that was said: its words, and the names and periods in it with their places in the whole text.

    `fresh`: it begins a sentence, a line or an item of a list.
    """

    text: str
    begin: int
    end: int
    fresh: bool
    mentions: tuple[Mention, ...]
    periods: tuple[FoundPeriod, ...]

    def place(self, at: int) -> int:
        """A place of the whole text, counted from the beginning of the piece."""
        return at - self.begin

    def without_periods(self) -> str:
        """The words with dates blanked out, so that places stay the same."""
        letters = list(self.text)
        for period in self.periods:
            for at in range(self.place(period.begin), self.place(period.finish)):
                letters[at] = " "
        return "".join(letters)

    @property
    def period(self) -> FoundPeriod | None:
        """The first period, or the first date when there is no period."""
        return next((p for p in self.periods if p.start or p.end), None) or next(iter(self.periods), None)


def cleaned(text: str) -> str:
    """The text as it is read: each line cleaned, line breaks kept."""
    return "\n".join(line for line in map(clean, text.splitlines()) if line)


def pieces_of(text: str, names: Recogniser, today: date) -> tuple[Piece, ...]:
    """The pieces of a cleaned text."""
    mentions, periods = names.recognise(text), find_periods(text, today)
    return tuple(
        _piece(text, clause, mentions, periods) for clause in _joined(text, clauses_of(text), mentions, periods)
    )


def _piece(text: str, clause: Clause, mentions: Sequence[Mention], periods: Sequence[FoundPeriod]) -> Piece:
    return Piece(
        text[clause.begin : clause.end],
        clause.begin,
        clause.end,
        clause.fresh,
        tuple(m for m in mentions if clause.begin <= m.start < clause.end),
        tuple(p for p in periods if clause.begin <= p.begin < clause.end),
    )


def _joined(
    text: str, clauses: Sequence[Clause], mentions: Sequence[Mention], periods: Sequence[FoundPeriod]
) -> list[Clause]:
    """Clauses that say nothing by themselves (a date, a word of a list) go with the next of their line; one that cuts
    through a name or a date goes with it too."""
    found: list[Clause] = []
    for clause in clauses:
        before = found[-1] if found else None
        if before is not None and _belongs(text, before, clause, mentions, periods):
            found[-1] = Clause(before.begin, clause.end, before.fresh)
        else:
            found.append(clause)
    return found


def _belongs(
    text: str, before: Clause, clause: Clause, mentions: Sequence[Mention], periods: Sequence[FoundPeriod]
) -> bool:
    if "\n" in text[before.end : clause.begin]:
        return False
    if any(m.start < clause.begin < m.end for m in mentions) or any(p.begin < clause.begin < p.finish for p in periods):
        return True
    words = text[before.begin : before.end]
    return not (_PREDICATE.search(words) or _says_something(words))


def _says_something(words: str) -> bool:
    return any(
        pattern.search(words)
        for pattern in (
            cues.SCHOOL,
            cues.TRAINING,
            cues.HAS,
            cues.SKILL,
            cues.WORKED,
            *(kind for kind, _ in cues.KINDS),
        )
    )
