"""What one query says about every unit: one row of numbers for each signal, before they are weighed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from engine.language.hangul import decompose
from engine.language.morphemes import content_terms
from engine.language.normalise import compact
from engine.matching.encoder import Encoder
from engine.matching.index import Index
from engine.matching.sparse import Floats, Ints, WordStatistics

LEXICAL = ("name", "exact", "classifier", "words", "duties", "survey", "texts", "terms", "answers", "jamo", "people")
WITH_MEANING = (*LEXICAL, "meaning", "meaning_centre")
_WORDS_SCALE = 10.0
_LOG_SCALE = 5.0


@dataclass(frozen=True)
class Signals:
    """signals: signal → one value for each unit. names: likeness in letters (0 to 1) to each name of the index.

    direction: of the query's sentence vector (see `Meaning.along_axes`), None without an encoder. sentence: 0 for a keyword,
    1 for a whole sentence, in between by the number of words. shared: for each text of the evidence how many of the
    query's words stand in it; verbs and single syllables, which stand in so many, do not count.
    """

    terms: tuple[str, ...]
    shared: Floats
    signals: dict[str, Floats]
    names: Floats
    direction: Floats | None
    coverage: float
    sentence: float

    def meaning(self, index: Index, names: Ints) -> Floats | None:
        """Likeness in meaning (up to 1) to some names, by their numbers; None without an encoder."""
        known = index.meaning is not None and self.direction is not None
        return index.meaning.of_names(self.direction, names) if known else None  # type: ignore[union-attr, arg-type]


def read_signals(
    index: Index,
    encoder: Encoder | None,
    query: str,
    vector: Floats | None = None,
    wanted: Collection[str] = WITH_MEANING,
) -> Signals:
    """The wanted signals of a query against the index. vector: the query's sentence vector if it is known already."""
    text = compact(query)
    terms = tuple(content_terms(query))
    names = index.name_postings.scores(index.ngrams.vector(text))
    readers: dict[str, Callable[[], Floats]] = {
        "name": lambda: index.best_of_unit(names),
        "exact": lambda: _exact(index, text),
        "classifier": lambda: index.classifier.margins(text),
        "words": lambda: _words(index.name_words, terms),
        **{field: partial(_words, words, terms) for field, words in index.field_words.items()},
        "answers": lambda: np.sqrt(index.shares.of_units(query)),
        "jamo": lambda: index.best_of_unit(index.jamo_postings.scores(index.jamo.vector(decompose(text)))),
        "people": lambda: how_common(index),
    }
    direction = None
    if encoder is not None and (meaning := index.meaning) is not None:
        moved = meaning.moved(encoder.encode([query])[0] if vector is None else vector)
        direction = along = meaning.along_axes(moved)
        readers["meaning"] = lambda: index.best_of_unit(meaning.of_names(along))
        readers["meaning_centre"] = lambda: meaning.of_units(moved)
    signals = {name: read() for name, read in readers.items() if name in wanted}
    sentence = float(np.clip((len(terms) - 4) / 6, 0, 1))
    shared = index.evidence.sharing(term for term in terms if len(term) > 1 and not term.endswith("/v"))
    return Signals(terms, shared, signals, names, direction, index.ngrams.coverage(text), sentence)


def _exact(index: Index, text: str) -> Floats:
    exact = np.zeros(len(index.units), dtype=np.float32)
    same = index.by_compact.get(text)
    if same is not None:
        units = np.unique(index.name_units[same])
        exact[units] = 1 / len(units)
    return exact


def _words(statistics: WordStatistics, terms: Sequence[str]) -> Floats:
    return statistics.scores(terms) / np.float32(_WORDS_SCALE)


def how_common(index: Index) -> Floats:
    """How many incumbents the survey reached in each unit, on a logarithmic scale of about 0 to 1."""
    return np.asarray(np.log1p(index.people) / _LOG_SCALE, dtype=np.float32)
