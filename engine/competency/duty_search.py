"""Text → 직무 (NCS 세분류): which of them a training title or a description of work is about, with the words that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np

from engine.competency.duty_index import Course, DutyIndex, best_of, known_courses
from engine.competency.mentions import Mention
from engine.language.morphemes import Morpheme, morphemes
from engine.language.normalise import clean, compact, respell
from engine.matching import Matcher
from engine.matching.encoder import Encoder
from engine.matching.sparse import Floats, WordStatistics
from knowledge.base import KnowledgeBase
from knowledge.paths import var_folder

Kind = Literal["course", "work"]

WEIGHTS: Mapping[Kind, Mapping[str, float]] = {
    "course": {
        "unit": 0.98,
        "names": 0.58,
        "terms": 0.60,
        "path": 0.26,
        "skill": 0.64,
        "certificate": 2.89,
        "term": 0.50,
        "duty": 0.66,
        "centre": 5.37,
        "occupation": 2.19,
        "course": 5.32,
        "course_meaning": 7.14,
    },
    "work": {
        "unit": 0.86,
        "names": 0.37,
        "terms": 0.73,
        "path": 0.56,
        "skill": 1.71,
        "certificate": 4.60,
        "term": 1.00,
        "centre": 9.76,
        "occupation": 4.62,
    },
}
"""Weights of the signals for course titles and for descriptions of work (there known course titles say nothing).

Origin: `python -m tests.evaluation.course_titles --fit` (a conditional logit, no weight below zero).
"""

_WORDS_SCALE = 10.0
_OCCUPATIONS = 30
_MOST_LETTERS = 600
_MOST_WORDS = 4
_CACHED = 2048
_ENOUGH_OCCUPATIONS = 1 / 3


@dataclass(frozen=True, slots=True)
class DutyMatch:
    """A 직무 (code) that a text is about. chance: 0 to 1, over all 직무 together 1. words: of the text, what says so."""

    duty: str
    chance: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What one text says, per 직무 in the order of the index.

    terms: content morphemes in the form in which words are compared, surfaces: how they stand in the text (by term).
    occupations: (KECO unit, chance) of the work that the text may be about, best first. needed: how much the 직무 is
    needed in those occupations together, by their chances (0 to 1). signals: see WEIGHTS.
    """

    text: str
    terms: tuple[str, ...]
    surfaces: Mapping[str, str]
    mentions: tuple[Mention, ...]
    occupations: tuple[tuple[str, float], ...]
    needed: Floats
    signals: Mapping[str, Floats]

    def chances(self, kind: Kind) -> Floats:
        """The chance of each 직무."""
        total = sum(np.float32(weight) * self.signals[name] for name, weight in WEIGHTS[kind].items())
        raised = np.exp(total - np.max(total))
        return np.asarray(raised / raised.sum(), dtype=np.float32)


class DutySearch:
    """Finds 직무 for texts. Load one and share it: it is safe to use from several threads."""

    def __init__(self, kb: KnowledgeBase, index: DutyIndex, matcher: Matcher) -> None:
        self.kb = kb
        self.index = index
        self.number = {duty: position for position, duty in enumerate(index.duties)}
        self._matcher = matcher
        self._unit_rows = {unit: row for row, unit in enumerate(_occupation_units(kb))}
        self._read = lru_cache(maxsize=_CACHED)(self._read_anew)
        self._terms = lru_cache(maxsize=_CACHED)(lambda text: frozenset(_content(text)[0]))
        self._needed_units = lru_cache(maxsize=None)(self._needed_of)

    @classmethod
    def load(
        cls, kb: KnowledgeBase, matcher: Matcher, var: Path | None = None, courses: Sequence[Course] | None = None
    ) -> DutySearch:
        """The search for this knowledge base; what takes long to compute is kept below `<var>/duties`.

        courses: known titles to learn from, by default all that the base holds.
        """
        known = known_courses(kb) if courses is None else tuple(courses)
        folder = (var or var_folder()) / "duties"
        return cls(kb, DutyIndex.build(kb, _occupation_units(kb), matcher.encoder, folder, known), matcher)

    @property
    def encoder(self) -> Encoder | None:
        """The sentence encoder in use, or None."""
        return self._matcher.encoder

    def prepare(self, texts: Sequence[str]) -> None:
        """Makes the next `read` of these texts quicker: their sentence vectors are made together."""
        if self.encoder is not None:
            self.encoder.prepare([clean(text[:_MOST_LETTERS]) for text in texts])

    def read(self, text: str) -> Reading:
        """What the text says about every 직무. The first 600 letters count."""
        return self._read(clean(text[:_MOST_LETTERS]))

    def rank(self, text: str, kind: Kind, limit: int = 5) -> tuple[DutyMatch, ...]:
        """The likeliest 직무, best first; empty when the text has nothing to compare."""
        if not compact(text):
            return ()
        reading = self.read(text)
        chances = reading.chances(kind)
        order = np.argsort(-chances, kind="stable")[:limit]
        return tuple(
            DutyMatch(self.index.duties[place], round(float(chances[place]), 4), self.words(reading, int(place)))
            for place in order
        )

    def words(self, reading: Reading, place: int) -> tuple[str, ...]:
        """The words of the text that lead to a 직무 (by its number): names that it knows, then words of its own texts."""
        duty = self.index.duties[place]
        named = [m.words for m in reading.mentions if any(link.duty == duty for link in m.links)]
        scores: dict[str, float] = {}
        for field in ("names", "terms"):
            words = self.index.words[field]
            for term in reading.terms:
                value = _value(words, term, place)
                scores[reading.surfaces[term]] = max(scores.get(reading.surfaces[term], 0.0), value)
        told = [word for word, value in sorted(scores.items(), key=lambda item: -item[1]) if value > 0]
        new = [word for word in told if not any(word in name for name in named)]
        return tuple(dict.fromkeys([*named, *new]))[:_MOST_WORDS]

    def terms(self, text: str) -> frozenset[str]:
        """The content terms of a short text."""
        return self._terms(clean(text))

    def needed_units(self, occupation_unit: str) -> frozenset[str]:
        """Codes of the 능력단위 that a KECO unit needs: its head occupation, or at least a third of its occupations."""
        return self._needed_units(occupation_unit)

    def _needed_of(self, occupation_unit: str) -> frozenset[str]:
        occupations = self.kb.occupation_units[occupation_unit].occupation_codes
        needed: Counter[str] = Counter()
        of_head: frozenset[str] = frozenset()
        for occupation in occupations:
            codes = frozenset(
                code
                for link in self.kb.duty_links.get(occupation, ())
                for code in self.kb.duties[link.duty].unit_codes
                if link.covers(code)
            )
            needed.update(codes)
            if self.kb.occupations[occupation].is_unit_head:
                of_head = codes
        return of_head | {code for code, count in needed.items() if count >= _ENOUGH_OCCUPATIONS * len(occupations)}

    def _read_anew(self, text: str) -> Reading:
        index = self.index
        letters = compact(text)
        terms, surfaces = _content(text)
        mentions = index.mentions.find(text)
        chances = self._matcher.rank_units([text], _OCCUPATIONS) if letters else []
        needed = np.zeros(len(index.duties), dtype=np.float32)
        expected = np.zeros(len(index.duties), dtype=np.float32)
        for unit, chance in chances:
            of_unit = np.float32(chance) * index.occupation_links[self._unit_rows[unit]]
            needed = np.maximum(needed, of_unit)
            expected += of_unit
        direction = None if self._matcher.encoder is None else self._matcher.encoder.encode([text])[0]
        course, course_meaning = index.courses.likeness(letters, direction, len(needed))
        signals = {
            "unit": best_of(index.unit_postings.scores(index.ngrams.vector(letters)), index.unit_duties, len(needed)),
            **{field: words.scores(terms) / np.float32(_WORDS_SCALE) for field, words in index.words.items()},
            **self._mentioned(mentions),
            "occupation": needed,
            "centre": np.zeros_like(needed)
            if direction is None or index.centres is None
            else index.centres @ direction,
            "course": course,
            "course_meaning": course_meaning,
        }
        return Reading(text, terms, surfaces, mentions, tuple(chances), np.minimum(expected, 1), signals)

    def _mentioned(self, mentions: Sequence[Mention]) -> dict[str, Floats]:
        values = {
            kind: np.zeros(len(self.index.duties), dtype=np.float32)
            for kind in ("skill", "certificate", "term", "duty")
        }
        for mention in mentions:
            for link in mention.links:
                if link.kind in values:
                    place = self.number[link.duty]
                    values[link.kind][place] = max(values[link.kind][place], link.weight)
        return values


def _occupation_units(kb: KnowledgeBase) -> list[str]:
    return [unit for unit, entry in kb.occupation_units.items() if entry.occupation_codes]


def _content(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The content terms of a text in order, each once, and how each stands in it."""
    spelled = respell(text)
    surfaces: dict[str, str] = {}
    for morpheme in morphemes(spelled):
        if morpheme.is_content:
            surfaces.setdefault(_term(morpheme), spelled[morpheme.start : morpheme.end])
    return tuple(surfaces), surfaces


def _term(morpheme: Morpheme) -> str:
    return f"{morpheme.form.lower()}/v" if morpheme.is_predicate else morpheme.form.lower()


def _value(words: WordStatistics, term: str, place: int) -> float:
    """How much a word says for one 직무; 0 if its texts do not have it."""
    number = words.numbers.get(term)
    if number is None:
        return 0.0
    start, end = words.postings.starts[number], words.postings.starts[number + 1]
    documents = words.postings.documents[start:end]
    found = np.searchsorted(documents, place)
    return float(words.postings.values[start + found]) if found < len(documents) and documents[found] == place else 0.0
