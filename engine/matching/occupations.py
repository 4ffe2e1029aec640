"""Which occupations of the likeliest units are shown, and in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from engine.language.normalise import compact
from engine.matching.index import Index
from engine.matching.reads import Read
from engine.matching.sparse import Floats
from knowledge.base import KnowledgeBase

_HEAD_BONUS = 0.05
_SIBLING_LIKENESS = 0.35
_SIBLING_SHARE = 0.6
_MOST_SIBLINGS = 2
_MOST_UNITS = 24
_UNITS_AT_LEAST = 5
_FAR_BELOW_THE_BEST = 0.02


class OccupationOrder:
    """Ranks the occupations of units by how well the words fit them. Safe to share between threads."""

    def __init__(self, kb: KnowledgeBase, index: Index) -> None:
        self._kb = kb
        self._index = index
        self._occupations = {unit: kb.occupation_units[unit].occupation_codes for unit in index.units}
        self._compact_names = {code: compact(occupation.name) for code, occupation in kb.occupations.items()}
        self._titles = {code: _titles(occupation.name) for code, occupation in kb.occupations.items()}

    def rank(
        self, reads: Sequence[Read], scores: Floats, excluded: Sequence[str], limit: int
    ) -> list[tuple[str, str, float]]:
        """Occupation, unit and score, best first; none whose name holds a refused word."""
        stems = [stem for stem in map(compact, excluded) if len(stem) > 1]
        best = np.argsort(-scores, kind="stable")[: max(_MOST_UNITS, limit)]
        units = [self._index.units[number] for number in best]
        fits = self._fits(reads, [code for unit in units for code in self._occupations[unit]])
        said = {word for read in reads if len(word := compact(read.keyword)) > 1}
        ranked: list[tuple[str, str, float]] = []
        for number, unit in zip(best, units, strict=True):
            for code, score in self._within_unit(fits, said, unit, float(scores[number])):
                if score > 0 and not any(stem in self._compact_names[code] for stem in stems):
                    ranked.append((code, unit, score))
        ranked.sort(key=lambda entry: (-entry[2], entry[0]))
        return ranked

    def _within_unit(
        self, fits: Mapping[str, float], said: set[str], unit: str, score: float
    ) -> list[tuple[str, float]]:
        """The unit's best fitting occupation with the unit's score, and siblings that the words really name, below it.

        fits: see `_fits`. said: the keywords, compact.
        """
        codes = self._occupations[unit]
        named = {code for code in codes if any(word in title for word in said for title in self._titles[code])}
        best = max(
            codes,
            key=lambda code: (
                bool(said & self._titles[code]),
                code in named,
                fits[code] + _HEAD_BONUS * self._kb.occupations[code].is_unit_head,
                code,
            ),
        )
        siblings = [
            (code, score * 0.9 * fits[code] / max(fits[best], fits[code]))
            for code in codes
            if code != best and fits[code] >= max(_SIBLING_LIKENESS, _SIBLING_SHARE * fits[best])
        ]
        siblings.sort(key=lambda sibling: (-sibling[1], sibling[0]))
        return [(best, score), *siblings[:_MOST_SIBLINGS]]

    def _fits(self, reads: Sequence[Read], occupations: Sequence[str]) -> dict[str, float]:
        """How well any of the keywords fits each occupation's own names: likeness in letters, a little in meaning."""
        places = self._index.names_of_occupation
        named = [code for code in occupations if code in places]
        fits = dict.fromkeys(occupations, 0.0)
        if not named:
            return fits
        names = np.concatenate([np.arange(places[code].start, places[code].stop) for code in named])
        starts = np.cumsum([0, *(places[code].stop - places[code].start for code in named[:-1])])
        for read in reads:
            fit = np.maximum.reduceat(read.signals.names[names], starts)
            if (meaning := read.signals.meaning(self._index, names)) is not None:
                fit = 0.8 * fit + 0.2 * np.maximum.reduceat(meaning, starts)
            for code, value in zip(named, fit.tolist(), strict=True):
                fits[code] = max(fits[code], value)
        return fits


def _titles(name: str) -> set[str]:
    """An occupation's name, whole, without its bracket, and what the bracket holds."""
    outside = re.sub(r"\([^)]*\)", "", name)
    return {compact(part) for part in (name, outside, *re.findall(r"\(([^)]*)\)", name))}


def worth_showing(ranked: list[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    """The ranked occupations without the tail that fits far worse than the best; the first few units always stay."""
    enough = ranked[0][2] * _FAR_BELOW_THE_BEST if ranked else 0.0
    first_units = list(dict.fromkeys(unit for _, unit, _ in ranked))[:_UNITS_AT_LEAST]
    return [entry for entry in ranked if entry[2] >= enough or entry[1] in first_units]
