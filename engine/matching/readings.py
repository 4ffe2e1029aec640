"""How a keyword may have been meant: as typed, on the other keyboard layout, as initials (초성), or with a typo.

Readings serve the search only; the person's own words stay as they were typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.language.hangul import decompose, is_consonant, is_initials_only
from engine.language.keyboard import to_hangul, to_latin
from engine.language.normalise import clean, compact
from engine.language.typos import edit_distance
from engine.matching.index import Index
from engine.matching.sparse import Ints

Kind = Literal["typed", "layout", "initials", "typo"]
_LETTERS_PER_EDIT = 6
_MOST_EDITS = 2
_TYPO_CANDIDATES = 40
_FEWEST_LETTERS = 5
_MOST_LETTERS = 90


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a keyword. text: what to search; weight: how much it counts (all readings add up to 1).

    names: for initials the numbers of the names that have them; empty for every other kind.
    """

    kind: Kind
    text: str
    weight: float
    names: Ints


_NO_NAMES: Ints = np.zeros(0, dtype=np.int32)


def read_keyword(index: Index, keyword: str) -> tuple[Reading, ...]:
    """The readings of a keyword, the likeliest first; empty when nothing in it can be searched (ㅋㅋㅋ, emoji)."""
    typed = clean(keyword)
    text = compact(typed)
    if text in index.by_compact:
        return (Reading("typed", typed, 1.0, _NO_NAMES),)
    if is_initials_only(text):
        names = index.by_initials.get(text)
        return () if names is None else (Reading("initials", typed, 1.0, names),)
    other = _other_layout(index, typed, text)
    if other is not None:
        return (Reading("layout", other, 1.0, _NO_NAMES),)
    if not any(char.isalnum() and not _is_lone_jamo(char) for char in text):
        return ()
    corrected = _without_typo(index, text)
    if corrected is None:
        return (Reading("typed", typed, 1.0, _NO_NAMES),)
    return (Reading("typed", typed, 0.5, _NO_NAMES), Reading("typo", corrected, 0.5, _NO_NAMES))


def _other_layout(index: Index, typed: str, text: str) -> str | None:
    """The text on the other layout, when that reads like the base's words and the typed form does not."""
    hangul = to_hangul(typed)
    if hangul is not None and index.ngrams.coverage(compact(hangul)) > index.ngrams.coverage(text, length=3):
        return hangul
    if any(_is_lone_jamo(char) for char in text):
        latin = to_latin(typed)
        if latin is not None and index.ngrams.coverage(compact(latin), length=3) > 0.99:
            return latin
    return None


def _without_typo(index: Index, text: str) -> str | None:
    """The name nearest in letters, when the keyword is within a typo of it and not itself written inside some name."""
    letters = decompose(text)
    if not _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS or index.ngrams.coverage(text, length=3) == 1:
        return None
    allowed = max(1, min(_MOST_EDITS, len(letters) // _LETTERS_PER_EDIT))
    likeness = index.jamo_postings.scores(index.jamo.vector(letters))
    best: tuple[int, float, str] | None = None
    for number in np.argpartition(-likeness, min(_TYPO_CANDIDATES, len(likeness) - 1))[:_TYPO_CANDIDATES]:
        if likeness[number] <= 0:
            continue
        distance = edit_distance(letters, decompose(index.compacts[number]), allowed)
        if distance is not None:
            candidate = (distance, -float(likeness[number]), index.names[number].text)
            best = candidate if best is None else min(best, candidate)
    return best[2] if best else None


def _is_lone_jamo(char: str) -> bool:
    return is_consonant(char) or "ㅏ" <= char <= "ㅣ"
