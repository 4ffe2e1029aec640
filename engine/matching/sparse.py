"""Sparse vectors of character n-grams and words, and the inverted lists that score them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
_EDGE_LEFT, _EDGE_RIGHT = "^", "$"


def ngrams_of(text: str, shortest: int, longest: int) -> Counter[str]:
    """Character n-grams of a compact text with its edges marked, and how often each occurs; lone edges do not count."""
    marked = f"{_EDGE_LEFT}{text}{_EDGE_RIGHT}"
    counts: Counter[str] = Counter()
    for length in range(shortest, longest + 1):
        counts.update(marked[start : start + length] for start in range(len(marked) - length + 1))
    counts.pop(_EDGE_LEFT, None)
    counts.pop(_EDGE_RIGHT, None)
    return counts


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Feature numbers and their values; of a text the vector as a whole has length 1 (or is empty)."""

    features: Ints
    values: Floats


@dataclass(frozen=True)
class NgramSpace:
    """Character n-grams weighted by how rare they are (sublinear tf-idf, unit length)."""

    shortest: int
    longest: int
    numbers: Mapping[str, int]
    idf: Floats

    @classmethod
    def of(cls, texts: Sequence[str], shortest: int, longest: int, min_texts: int = 1) -> NgramSpace:
        """The space of all n-grams that occur in at least `min_texts` of the texts."""
        occurs: Counter[str] = Counter()
        for text in texts:
            occurs.update(ngrams_of(text, shortest, longest).keys())
        kept = sorted(gram for gram, count in occurs.items() if count >= min_texts)
        idf = np.array([math.log((1 + len(texts)) / (1 + occurs[gram])) + 1 for gram in kept], dtype=np.float32)
        return cls(shortest, longest, {gram: number for number, gram in enumerate(kept)}, idf)

    def vector(self, text: str) -> SparseVector:
        """The text's vector; n-grams outside the space lengthen nothing."""
        pairs = [
            (self.numbers[gram], 1 + math.log(count))
            for gram, count in ngrams_of(text, self.shortest, self.longest).items()
            if gram in self.numbers
        ]
        features = np.array([number for number, _ in pairs], dtype=np.int32)
        values = np.array([value for _, value in pairs], dtype=np.float32) * self.idf[features]
        length = float(np.linalg.norm(values))
        return SparseVector(features, values / length if length else values)

    def coverage(self, text: str, length: int = 2) -> float:
        """Share (0 to 1) of the text's inner n-grams of this length that the space knows; short texts by their letters."""
        size = min(length, len(text))
        grams = [text[start : start + size] for start in range(len(text) - size + 1)] if text else []
        return sum(gram in self.numbers for gram in grams) / len(grams) if grams else 0.0


@dataclass(frozen=True)
class Postings:
    """For each feature the documents that have it, with the value it has there."""

    starts: NDArray[np.int64]
    documents: Ints
    values: Floats
    size: int

    @classmethod
    def of(cls, vectors: Iterable[SparseVector], features: int) -> Postings:
        """The inverted lists of the documents' vectors."""
        rows, columns, values, size = [], [], [], 0
        for vector in vectors:
            rows.append(np.full(len(vector.features), size, dtype=np.int32))
            columns.append(vector.features)
            values.append(vector.values)
            size += 1
        column = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int32)
        order = np.argsort(column, kind="stable")
        starts = np.zeros(features + 1, dtype=np.int64)
        np.cumsum(np.bincount(column, minlength=features), out=starts[1:])
        row = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)
        value = np.concatenate(values) if values else np.zeros(0, dtype=np.float32)
        return cls(starts, row[order], value[order].astype(np.float32), size)

    @classmethod
    def of_features(cls, features: Sequence[SparseVector], documents: int) -> Postings:
        """The inverted lists as they are: for each feature its documents (as the vector's features) and their values."""
        starts = np.cumsum([0, *(len(feature.features) for feature in features)]).astype(np.int64)
        return cls(
            starts,
            np.concatenate([np.zeros(0, dtype=np.int32), *(feature.features for feature in features)]),
            np.concatenate([np.zeros(0, dtype=np.float32), *(feature.values for feature in features)]),
            documents,
        )

    def scores(self, query: SparseVector) -> Floats:
        """For each document the inner product with the query."""
        if not len(query.features):
            return np.zeros(self.size, dtype=np.float32)
        slices = [slice(self.starts[feature], self.starts[feature + 1]) for feature in query.features]
        documents = np.concatenate([self.documents[part] for part in slices])
        values = np.concatenate([self.values[part] * value for part, value in zip(slices, query.values, strict=True)])
        return np.bincount(documents, weights=values, minlength=self.size).astype(np.float32)


@dataclass(frozen=True)
class WordStatistics:
    """BM25 over documents of words: which words a document has, weighted by rarity and length (Okapi)."""

    numbers: Mapping[str, int]
    postings: Postings

    @classmethod
    def of(cls, documents: Sequence[Mapping[str, float]], k1: float, b: float) -> WordStatistics:
        """documents: word → how often (may be fractional); k1, b: the usual saturation and length parameters."""
        holding: Counter[str] = Counter()
        for document in documents:
            holding.update(document.keys())
        numbers = {word: number for number, word in enumerate(sorted(holding))}
        lengths = [sum(document.values()) for document in documents]
        average = sum(lengths) / max(1, len(lengths)) or 1.0
        total = len(documents)
        vectors = []
        for document, length in zip(documents, lengths, strict=True):
            words = sorted(document)
            values = [
                math.log(1 + (total - holding[word] + 0.5) / (holding[word] + 0.5))
                * document[word]
                * (k1 + 1)
                / (document[word] + k1 * (1 - b + b * length / average))
                for word in words
            ]
            features = np.array([numbers[word] for word in words], dtype=np.int32)
            vectors.append(SparseVector(features, np.array(values, dtype=np.float32)))
        return cls(numbers, Postings.of(vectors, len(numbers)))

    def scores(self, words: Iterable[str]) -> Floats:
        """For each document the sum of its values for the distinct words of the query."""
        known = [self.numbers[word] for word in dict.fromkeys(words) if word in self.numbers]
        return self.postings.scores(
            SparseVector(np.array(known, dtype=np.int32), np.ones(len(known), dtype=np.float32))
        )
