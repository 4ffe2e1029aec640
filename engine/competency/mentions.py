"""Names of the base inside a running text: skills, certificates, and the terms that 직무 are described with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.language.normalise import clean

_SHORTEST = 2
_RANK_OF_HALF = 3.0
"""Links are listed with the most central first: the one after so many others counts half."""


@dataclass(frozen=True, slots=True)
class Link:
    """A name leads to a 직무. kind: `skill`, `certificate`, `term`, `training`, `duty` or `unit`; weight: 0 to 1."""

    kind: str
    target: str
    duty: str
    weight: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: its letters there, where they begin and end, and what it leads to."""

    words: str
    start: int
    end: int
    links: tuple[Link, ...]


class Mentions:
    """Finds names in texts, longest first, without overlap. Spaces and case do not matter."""

    def __init__(self, names: Iterable[tuple[str, Link]]) -> None:
        links: dict[str, dict[Link, None]] = {}
        for name, link in names:
            letters, _ = _letters(clean(name))
            if len(letters) >= _SHORTEST or letters in ("c", "r"):
                links.setdefault(letters, {})[link] = None
        self._links: Mapping[str, tuple[Link, ...]] = {name: tuple(found) for name, found in links.items()}
        self._longest = max(map(len, self._links), default=0)
        self._starts = frozenset(name[:_SHORTEST] for name in self._links)

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in the text, in order."""
        cleaned = clean(text)
        letters, places = _letters(cleaned)
        found = []
        start = 0
        while start < len(letters):
            mention = self._at(cleaned, letters, places, start)
            if mention is None:
                start += 1
                continue
            end, item = mention
            found.append(item)
            start = end
        return tuple(found)

    def links_of(self, name: str) -> tuple[Link, ...]:
        """What a name as a whole leads to."""
        return self._links.get(_letters(clean(name))[0], ())

    def _at(self, text: str, letters: str, places: list[int], start: int) -> tuple[int, Mention] | None:
        if letters[start : start + _SHORTEST] not in self._starts and letters[start] not in self._starts:
            return None
        for end in range(min(start + self._longest, len(letters)), start, -1):
            links = self._links.get(letters[start:end])
            if links is not None and _stands_alone(text, places[start], places[end - 1]):
                first, last = places[start], places[end - 1] + 1
                return end, Mention(text[first:last], first, last, links)
        return None


def by_rank(rank: int) -> float:
    """How much a link counts that stands behind `rank` others."""
    return 1 / (1 + rank / _RANK_OF_HALF)


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters that are compared, and the place of each in the text."""
    kept = [(char.lower(), place) for place, char in enumerate(text) if char.isalnum() or char in "+#"]
    return "".join(char for char, _ in kept), [place for _, place in kept]


def _stands_alone(text: str, first: int, last: int) -> bool:
    """Whether it is a word of its own: Latin letters do not go on on either side, and no short Hangul name begins inside
    a Hangul word (경리 is not in 풍경리조트)."""
    before = text[first - 1] if first else " "
    after = text[last + 1] if last + 1 < len(text) else " "
    if _is_latin(text[first]) and _is_latin(before):
        return False
    if last - first < _SHORTEST and _is_hangul(text[first]) and _is_hangul(before):
        return False
    return not (_is_latin(text[last]) and (_is_latin(after) or after in "+#"))


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalpha() or char in "+#")
