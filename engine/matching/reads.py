"""A keyword as it was read: what each signal says about every unit, and the chance of each that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.matching.profile import EntrySignals
from engine.matching.readings import Reading
from engine.matching.signals import Signals
from engine.matching.sparse import Floats

_FIRST = 5


@dataclass(frozen=True, eq=False)
class Read:
    """One reading of a keyword, or an entry of a profile, scored: chance of each unit and what each signal added.

    found: what is read as a major, certificate or tool that somebody has; None for what is searched as words.
    """

    keyword: str
    reading: Reading
    signals: Signals
    parts: Mapping[str, Floats]
    chances: Floats
    found: EntrySignals | None = None


def by_keyword(reads: Sequence[Read]) -> dict[str, Floats]:
    """Keyword → chance of each unit, over all its readings."""
    parts: dict[str, Floats] = {}
    for read in reads:
        part = read.chances * np.float32(read.reading.weight)
        parts[read.keyword] = parts[read.keyword] + part if read.keyword in parts else part
    return parts


def sure(chance: Floats) -> float:
    """The chance that one of the first few units is meant."""
    return float(np.sort(chance)[-_FIRST:].sum())


def as_typed(text: str) -> Reading:
    return Reading("typed", text, 1.0, np.zeros(0, dtype=np.int32))


def weakened(read: Read, share: float) -> Read:
    return replace(read, reading=replace(read.reading, weight=share * read.reading.weight))
