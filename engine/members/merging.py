"""Two profiles of one person side by side: what both say, what only one says, and what must be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from engine.language.normalise import compact
from engine.profile.fields import SECTIONS
from engine.profile.json_form import entry_values
from engine.profile.model import Entry, Profile


class Keep(StrEnum):
    """Which entries of a section go on: those of the first conversation, of the second, or all."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section in both profiles.

    Attributes:
        section: its name.
        shared: entries that both hold, each once, in its fuller form.
        fuller: (entry of the first, entry of the second) where the second says the same and more.
        first, second: entries that only one of them holds.
    """

    section: str
    shared: tuple[Entry, ...]
    fuller: tuple[tuple[Entry, Entry], ...]
    first: tuple[Entry, ...]
    second: tuple[Entry, ...]

    @property
    def must_be_asked(self) -> bool:
        """Both hold something that the other lacks."""
        return bool(self.first and self.second)


def pairs(first: Profile, second: Profile) -> tuple[SectionPair, ...]:
    """Every section of two profiles compared, in the order of the guide."""
    return tuple(_pair(name, getattr(first, name), getattr(second, name)) for name in SECTIONS)


def _pair(section: str, first: Sequence[Entry], second: Sequence[Entry]) -> SectionPair:
    shared: list[Entry] = []
    fuller: list[tuple[Entry, Entry]] = []
    only_first = list(first)
    only_second: list[Entry] = []
    for entry in second:
        said = _said(entry)
        same = next((other for other in only_first if said.items() <= _said(other).items()), None)
        less = next((other for other in only_first if _said(other).items() <= said.items()), None)
        if same is not None:
            only_first.remove(same)
            shared.append(same)
        elif less is not None:
            only_first.remove(less)
            shared.append(entry)
            fuller.append((less, entry))
        elif not any(said.items() <= _said(other).items() for other in shared):
            only_second.append(entry)
    return SectionPair(section, tuple(shared), tuple(fuller), tuple(only_first), tuple(only_second))


def _said(entry: Entry) -> dict[str, Any]:
    """The filled fields in the form in which they are compared: spaces, case and signs do not matter."""
    return {name: _compared(value) for name, value in entry_values(entry).items()}


def _compared(value: Any) -> Any:
    if isinstance(value, list):
        return frozenset(_compared(each) for each in value)
    return (compact(value) or value) if isinstance(value, str) else value
