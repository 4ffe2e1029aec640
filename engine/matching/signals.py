"""What one query says about every unit: one row of numbers for each signal, before they are weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.language.hangul import decompose
from engine.language.morphemes import content_terms
from engine.language.normalise import compact
from engine.matching.answers import answer_key
from engine.matching.encoder import Encoder
from engine.matching.index import Index
from engine.matching.sparse import Floats

LEXICAL = ("name", "exact", "classifier", "words", "duties", "survey", "texts", "terms", "answers", "jamo", "people")
WITH_MEANING = (*LEXICAL, "meaning", "meaning_centre")
_WORDS_SCALE = 10.0
_LOG_SCALE = 5.0


@dataclass(frozen=True)
class Signals:
    """signals: signal → one value for each unit. names, meaning: likeness (0 to 1) to each name of the index.

    sentence: 0 for a keyword, 1 for a whole sentence, in between by the number of words.
    """

    terms: tuple[str, ...]
    signals: dict[str, Floats]
    names: Floats
    meaning: Floats | None
    coverage: float
    sentence: float


def read_signals(index: Index, encoder: Encoder | None, query: str, vector: Floats | None = None) -> Signals:
    """All signals of a query against the index. vector: the query's sentence vector if it is known already."""
    text = compact(query)
    terms = tuple(content_terms(query))
    names = index.name_postings.scores(index.ngrams.vector(text))
    jamo = index.jamo_postings.scores(index.jamo.vector(decompose(text)))
    exact = np.zeros(len(index.units), dtype=np.float32)
    same = index.by_compact.get(text)
    if same is not None:
        units = np.unique(index.name_units[same])
        exact[units] = 1 / len(units)
    answers = np.zeros(len(index.units), dtype=np.float32)
    if (said := index.by_answer.get(answer_key(query))) is not None:
        answers[said[0]] = np.sqrt(said[1])
    signals: dict[str, Floats] = {
        "name": index.best_of_unit(names),
        "exact": exact,
        "classifier": index.classifier.margins(text),
        "words": index.name_words.scores(terms) / np.float32(_WORDS_SCALE),
        **{field: words.scores(terms) / np.float32(_WORDS_SCALE) for field, words in index.field_words.items()},
        "answers": answers,
        "jamo": index.best_of_unit(jamo),
        "people": how_common(index),
    }
    meaning = None
    if encoder is not None and index.meaning is not None:
        vector = encoder.encode([query])[0] if vector is None else vector
        meaning, signals["meaning_centre"] = index.meaning.likeness(vector)
        signals["meaning"] = index.best_of_unit(meaning)
    sentence = float(np.clip((len(terms) - 4) / 6, 0, 1))
    return Signals(terms, signals, names, meaning, index.ngrams.coverage(text), sentence)


def how_common(index: Index) -> Floats:
    """How many incumbents the survey reached in each unit, on a logarithmic scale of about 0 to 1."""
    return np.asarray(np.log1p(index.people) / _LOG_SCALE, dtype=np.float32)
