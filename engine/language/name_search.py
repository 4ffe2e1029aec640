"""Finds the names of a gazetteer in one text: by compact form, from word edge to word edge, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from engine.language.aligned import Aligned
from engine.language.gazetteer import UNKNOWN_DEPARTMENT, Gazetteer
from engine.language.typing_errors import NearNames
from engine.language.word_edges import WordEdges

_MOST_WORDS_MISTYPED = 3


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name of this compact form at text[start:end]."""

    start: int
    end: int
    form: str
    mistyped: bool = False

    def overlaps(self, other: FoundName) -> bool:
        return self.start < other.end and other.start < self.end


class NameSearch:
    """The search in one text."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, near: NearNames) -> None:
        self._gazetteer = gazetteer
        self._near = near
        self._aligned = Aligned.of(doc.text)
        self._edges = WordEdges(doc)
        self._from: dict[int, list[FoundName]] = {}

    def names(self) -> list[FoundName]:
        """The names written rightly, none overlapping: the longest wins, then the first."""
        candidates = [name for start in self._edges.starts for name in self._names_from(start)]
        return _longest(candidates)

    def mistyped(self, found: Sequence[FoundName]) -> list[FoundName]:
        """Names with a wrong letter in the words where no name was found."""
        candidates = []
        for number, start in enumerate(self._edges.starts):
            for last in self._edges.starts[number : number + _MOST_WORDS_MISTYPED]:
                for end in self._edges.ends_in_word(last):
                    window = FoundName(start, end, self._compact(start, end), mistyped=True)
                    if any(window.overlaps(name) for name in found) or self._edges.is_after_stem(end):
                        continue
                    form = self._near.nearest(window.form)
                    if form is not None:
                        candidates.append(FoundName(start, end, form, mistyped=True))
        return _longest(candidates)

    def _names_from(self, start: int) -> list[FoundName]:
        """Names that may begin here; one that another name follows in the same word counts when that one does."""
        if start in self._from:
            return self._from[start]
        found = self._from[start] = []
        first = self._aligned.compact_starts.get(start)
        if first is None:
            return found
        department = UNKNOWN_DEPARTMENT.match(self._aligned.text, start, self._edges.word_end(start))
        if department and self._edges.closes(department.end()):
            found.append(FoundName(start, department.end(), department.group()))
        followed: list[FoundName] = []
        text = self._aligned.compact
        for last in range(min(first + self._gazetteer.longest, len(text)), first, -1):
            form = text[first:last]
            if form not in self._gazetteer or not self._is_one_name(first, last):
                continue
            _, end = self._aligned.place(last - 1, last)
            if self._is_lone_letter(form, start):
                continue
            if self._edges.closes(end):
                found.append(FoundName(start, end, form))
                continue
            following = [name for place in self._edges.restarts(end) for name in self._names_from(place)]
            if following:
                followed += [FoundName(start, end, form), *following]
        found += followed
        return found

    def _is_one_name(self, first: int, last: int) -> bool:
        return self._edges.is_one_name([self._aligned.place(number, number + 1) for number in range(first, last)])

    def _is_lone_letter(self, form: str, start: int) -> bool:
        """A small letter that stands alone: only C and R, written large, are names of languages."""
        return len(form) == 1 and not self._aligned.text[start].isupper()

    def _compact(self, start: int, end: int) -> str:
        return Aligned.of(self._aligned.text[start:end]).compact


def _longest(candidates: Iterable[FoundName]) -> list[FoundName]:
    kept: list[FoundName] = []
    for name in sorted(set(candidates), key=lambda name: (-len(name.form), name.start)):
        if not any(name.overlaps(other) for other in kept):
            kept.append(name)
    return kept
