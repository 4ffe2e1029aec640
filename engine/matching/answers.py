"""What incumbents studied, hold and use: how much one such answer speaks for each unit.

The counts are the survey's, with a few people more for what the base itself relates (a certificate or major that is said
to lead to an occupation). `own` reads the answer as it stands, `field` the same for the wider fields of units, `like` all
answers that are written like it, the nearer the more, since most answers are rare and written in many ways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from engine.language.normalise import compact
from engine.matching.sparse import Floats, Ints, NgramSpace, Postings, SparseVector
from engine.matching.texts import WHOLE_KINDS, Evidence

ANSWER_KINDS = ("major", "certificate", "tool")
RELATED_KINDS = {"related_major": "major", "related_certificate": "certificate"}
RELATED_PEOPLE = 3.0
_ANSWER_ENDING = re.compile(r"(?<=..)(?:학과|학부|전공|과|학|자격증|자격|면허증|면허)$")
_TOOL_SEPARATOR = re.compile(r"[,./·;:|\n]|\s및\s|\s외\s")
_GRAMS = (1, 3)
_OWN_SMOOTHING = 30.0
_GROUP_SMOOTHING = 30.0
_LEAST_LIKENESS = 0.35
_LIKENESS_POWER = 4
_UNSEEN_PEOPLE = 2.0
_COMMON = 30.0
_UNCERTAIN_PEOPLE = 3.0
_GROUP_DIGITS = 3
_FIELD_DIGITS = (1, 2)
_FIELD_SMOOTHING = 10.0


def answer_key(text: str) -> str:
    """The form in which majors, certificates and tools are compared: 컴퓨터공학과 and 컴퓨터공학 are the same."""
    return _ANSWER_ENDING.sub("", compact(text))


@lru_cache(maxsize=20_000)
def answer_keys(kind: str, text: str) -> tuple[str, ...]:
    """The keys of what one person wrote; tools are often several in one text."""
    parts = _TOOL_SEPARATOR.split(text) if kind == "tool" else [text]
    return tuple(key for key in map(answer_key, parts) if key)


@dataclass(frozen=True)
class AnswerTable:
    """The answers of one kind. numbers: key → row of `people`, which has for each key its units and their people.

    groups: number of the unit's minor group (three digits), for smoothing. fields: the same for one and two digits.
    """

    numbers: Mapping[str, int]
    space: NgramSpace
    written: Postings
    people: Postings
    groups: Ints
    fields: tuple[Ints, ...]
    unit_totals: Floats
    key_totals: Floats

    @classmethod
    def of(cls, kind: str, units: Sequence[str], evidence: Sequence[Evidence]) -> AnswerTable:
        """The table of a kind from the evidence of that kind and of what is related to it."""
        number = {unit: position for position, unit in enumerate(units)}
        said: dict[str, dict[int, float]] = {}
        related: dict[str, dict[int, float]] = {}
        for item in evidence:
            rows = said if item.kind == kind else related if RELATED_KINDS.get(item.kind) == kind else None
            if rows is not None:
                for key in answer_keys(kind, item.text):
                    row = rows.setdefault(key, {})
                    row[number[item.unit]] = row.get(number[item.unit], 0.0) + item.count
        for key, row in related.items():
            scale = RELATED_PEOPLE / sum(row.values())
            counts = said.setdefault(key, {})
            for unit, weight in row.items():
                counts[unit] = counts.get(unit, 0.0) + scale * weight
        keys = sorted(said)
        space = NgramSpace.of(keys, *_GRAMS)
        people = Postings.of_features([_vector(said[key]) for key in keys], len(units))
        return cls.from_parts(
            keys, units, space, Postings.of((space.vector(key) for key in keys), len(space.numbers)), people
        )

    @classmethod
    def from_parts(
        cls, keys: Sequence[str], units: Sequence[str], space: NgramSpace, written: Postings, people: Postings
    ) -> AnswerTable:
        """The table from what is stored of it."""
        totals = np.bincount(people.documents, weights=people.values, minlength=len(units)).astype(np.float32)
        sums = np.concatenate([[0.0], np.cumsum(people.values, dtype=np.float64)])
        return cls(
            {key: row for row, key in enumerate(keys)},
            space,
            written,
            people,
            _groups(units, _GROUP_DIGITS),
            tuple(_groups(units, digits) for digits in _FIELD_DIGITS),
            totals,
            np.asarray(sums[people.starts[1:]] - sums[people.starts[:-1]], dtype=np.float32),
        )

    def nearest(self, near: SparseVector, unit: int) -> str | None:
        """Of the keys that are near (see `near`) the likest that somebody of the unit gave, or None."""
        for row in near.features.tolist():
            if unit in self.people.documents[self.people.starts[row] : self.people.starts[row + 1]]:
                return self.keys[row]
        return None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The key of each row."""
        return tuple(self.numbers)

    def own(self, key: str) -> Floats | None:
        """Log of how much likelier the answer is in each unit than anywhere; None for an answer that nobody gave.

        A unit with few people leans on its minor group, the group on all units.
        """
        row = self.numbers.get(key)
        if row is None:
            return None
        said = self.people.scores(_only(row))
        anywhere = self._anywhere(row)
        in_group = self._within(self.groups, said, anywhere, _GROUP_SMOOTHING)
        in_unit = (said + _OWN_SMOOTHING * in_group) / (self.unit_totals + _OWN_SMOOTHING)
        return np.asarray(np.log(in_unit / anywhere), dtype=np.float32)

    def field(self, key: str) -> Floats | None:
        """As `own`, for the major and sub-major group (one and two digits) that the unit belongs to, added up."""
        row = self.numbers.get(key)
        if row is None:
            return None
        said = self.people.scores(_only(row))
        anywhere = self._anywhere(row)
        levels = [np.log(self._within(groups, said, anywhere, _FIELD_SMOOTHING) / anywhere) for groups in self.fields]
        return np.asarray(np.sum(levels, axis=0), dtype=np.float32)

    def _anywhere(self, row: int) -> float:
        """The share of one answer among all answers, smoothed."""
        return float((self.key_totals[row] + 0.5) / (self.key_totals.sum() + 0.5 * len(self.numbers) + 50))

    def _within(self, groups: Ints, said: Floats, anywhere: float, smoothing: float) -> Floats:
        """For each unit the share of an answer within its group, leaning on its share anywhere."""
        people = np.bincount(groups, weights=self.unit_totals)
        share = (np.bincount(groups, weights=said) + smoothing * anywhere) / (people + smoothing)
        return np.asarray(share[groups], dtype=np.float32)

    def near(self, key: str) -> SparseVector:
        """Rows of the keys that are written like this one, the likest first, and how like they are (up to 1)."""
        likeness = self.written.scores(self.space.vector(key))
        rows = np.flatnonzero(likeness > _LEAST_LIKENESS).astype(np.int32)
        rows = rows[np.argsort(-likeness[rows], kind="stable")]
        return SparseVector(rows, likeness[rows])

    def like(self, near: SparseVector) -> Floats:
        """Log of how much likelier each unit is for people who answered like this than for anybody. near: see `near`."""
        weights = near.values**_LIKENESS_POWER
        said = self.people.scores(SparseVector(near.features, weights.astype(np.float32)))
        anybody = (self.unit_totals + _COMMON) / (self.unit_totals + _COMMON).sum()
        chance = (said + _UNSEEN_PEOPLE * anybody) / (said.sum() + _UNSEEN_PEOPLE)
        return np.asarray(np.log(chance / anybody), dtype=np.float32)


@dataclass(frozen=True)
class AnswerShares:
    """Majors, certificates, tools and skills as they stand: of those who named one, the share that works in each unit.

    What the base says about where it leads counts as a few people more. Where it says nothing, rare answers give small
    shares: a few people say little about where such people work. numbers: key → row of `units`.
    """

    numbers: Mapping[str, int]
    units: Postings

    @classmethod
    def of(cls, units: Sequence[str], evidence: Sequence[Evidence]) -> AnswerShares:
        """The shares from all evidence that is compared whole."""
        number = {unit: position for position, unit in enumerate(units)}
        said: dict[str, dict[int, float]] = {}
        related: dict[str, dict[int, float]] = {}
        for item in evidence:
            rows = said if item.kind in ANSWER_KINDS else related if item.kind in WHOLE_KINDS else None
            if rows is not None and (key := answer_key(item.text)):
                row = rows.setdefault(key, {})
                row[number[item.unit]] = row.get(number[item.unit], 0.0) + item.count
        keys = sorted({*said, *related})
        shares = [_shares(said.get(key, {}), related.get(key, {})) for key in keys]
        return cls({key: row for row, key in enumerate(keys)}, Postings.of_features(shares, len(units)))

    def of_units(self, text: str) -> Floats:
        """Each unit's share for a text that is just such an answer; zeros for any other text."""
        row = self.numbers.get(answer_key(text))
        return np.zeros(self.units.size, dtype=np.float32) if row is None else self.units.scores(_only(row))


def _shares(said: Mapping[int, float], related: Mapping[int, float]) -> SparseVector:
    scale = RELATED_PEOPLE / sum(related.values()) if related else 0.0
    people = {unit: said.get(unit, 0.0) + scale * related.get(unit, 0.0) for unit in (*said, *related)}
    total = sum(people.values()) + (0.0 if related else _UNCERTAIN_PEOPLE)
    vector = _vector(people)
    return SparseVector(vector.features, vector.values / np.float32(total))


def _vector(of_units: Mapping[int, float]) -> SparseVector:
    return SparseVector(np.array([*of_units], dtype=np.int32), np.array([*of_units.values()], dtype=np.float32))


def _only(row: int) -> SparseVector:
    return SparseVector(np.array([row], dtype=np.int32), np.ones(1, dtype=np.float32))


def _groups(units: Sequence[str], digits: int) -> Ints:
    """For each unit the number of the group that its first digits name."""
    number: dict[str, int] = {}
    return np.array([number.setdefault(unit[:digits], len(number)) for unit in units], dtype=np.int32)
