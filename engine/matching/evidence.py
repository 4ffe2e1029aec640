"""The evidence of all units in columns: which texts a unit has, of which kind, how often, and which words stand in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.matching.sparse import Floats, Ints, Postings, SparseVector, WordStatistics
from engine.matching.texts import FIELD_OF, FIELDS, WHOLE_KINDS, Evidence

_KINDS = (*(kind for field in FIELDS for kind in FIELD_OF if FIELD_OF[kind] == field), *WHOLE_KINDS)
_KIND_NUMBER = {kind: number for number, kind in enumerate(_KINDS)}
_KINDS_OF_FIELD = {field: [kind for kind in _KINDS if FIELD_OF.get(kind) == field] for field in FIELDS}
"""The kinds of a field are next to each other, so that a unit's rows of a field are too."""


@dataclass(frozen=True)
class EvidenceTable:
    """Each different text stands once; a row says that a unit has a text as a kind of evidence, and how often.

    texts: all of them. starts: where the rows of each unit and kind begin (units × kinds and the end). text_of_row,
    counts: for each row. words: in which texts each word stands, every time as one; only texts that feed a field have
    words.
    """

    texts: tuple[str, ...]
    starts: Ints
    text_of_row: Ints
    counts: Floats
    words: WordStatistics

    @classmethod
    def of(
        cls, units: Sequence[str], evidence: Iterable[Evidence], terms_of: Callable[[str], Sequence[str]]
    ) -> EvidenceTable:
        """The table of evidence of these units. terms_of: a text → its words, as they are searched for."""
        unit_number = {unit: number for number, unit in enumerate(units)}
        rows = sorted((unit_number[item.unit], _KIND_NUMBER[item.kind], item.text, item.count) for item in evidence)
        texts = sorted({text for _, _, text, _ in rows})
        text_number = {text: number for number, text in enumerate(texts)}
        blocks = np.array([unit * len(_KINDS) + kind for unit, kind, _, _ in rows], dtype=np.int64)
        in_field = {text for _, kind, text, _ in rows if _KINDS[kind] in FIELD_OF}
        words_of = [sorted(set(terms_of(text))) if text in in_field else [] for text in texts]
        words = {word: number for number, word in enumerate(sorted({word for found in words_of for word in found}))}
        vectors = (
            SparseVector(
                np.array([words[word] for word in found], dtype=np.int32), np.ones(len(found), dtype=np.float32)
            )
            for found in words_of
        )
        return cls(
            tuple(texts),
            np.searchsorted(blocks, np.arange(len(units) * len(_KINDS) + 1)).astype(np.int32),
            np.array([text_number[text] for _, _, text, _ in rows], dtype=np.int32),
            np.array([count for _, _, _, count in rows], dtype=np.float32),
            WordStatistics(words, Postings.of(vectors, len(words))),
        )

    def rows(self, unit: int, first: str, last: str = "") -> slice:
        """The rows of a unit that are of a kind, or of all kinds from a first to a last."""
        block = unit * len(_KINDS)
        after = block + _KIND_NUMBER[last or first] + 1
        return slice(int(self.starts[block + _KIND_NUMBER[first]]), int(self.starts[after]))

    def sharing(self, words: Iterable[str]) -> Floats:
        """For each text how many of the words stand in it."""
        return self.words.scores(words)

    def met(self, unit: int, field: str, shared: Floats, is_own: Callable[[str, str], bool]) -> tuple[str, str] | None:
        """Kind and text of the unit's evidence that shares most words with a query, or None when none shares any.

        Of those that share as many an occupation's own goes first, then the most frequent. shared: see `sharing`.
        """
        kinds = _KINDS_OF_FIELD[field]
        rows = self.rows(unit, kinds[0], kinds[-1])
        near = shared[self.text_of_row[rows]]
        most = near.max(initial=0)
        if not most:
            return None
        met = np.flatnonzero(near == most) + rows.start
        met = met[np.argsort(-self.counts[met], kind="stable")]
        first = self._told(unit, int(met[0]))
        return next((told for row in met.tolist() if is_own(*(told := self._told(unit, row)))), first)

    def _told(self, unit: int, row: int) -> tuple[str, str]:
        """Kind and text of a row of the unit."""
        block = bisect_right(self._starts, row, unit * len(_KINDS), (unit + 1) * len(_KINDS)) - 1
        return _KINDS[block % len(_KINDS)], self.texts[self.text_of_row[row]]

    @cached_property
    def _starts(self) -> list[int]:
        return self.starts.tolist()

    def texts_of(self, unit: int, kind: str) -> list[tuple[str, float]]:
        """Texts of a kind that a unit has, with their counts."""
        rows = self.rows(unit, kind)
        counts = self.counts[rows].tolist()
        return [(self.texts[number], count) for number, count in zip(self.text_of_row[rows], counts, strict=True)]
