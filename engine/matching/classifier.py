"""A linear classifier from the characters of a name to its unit, trained when the index is built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.matching.sparse import Floats, Ints, NgramSpace, Postings, SparseVector


@dataclass(frozen=True)
class NameClassifier:
    """One-versus-rest linear margins over character n-grams. weights: for each n-gram the units that it speaks for or against."""

    space: NgramSpace
    weights: Postings
    intercepts: Floats

    @classmethod
    def train(
        cls, texts: Sequence[str], units: Ints, unit_count: int, shortest: int, longest: int, c: float
    ) -> NameClassifier:
        """Trains on compact names and the numbers of their units (a few seconds on one core, deterministic)."""
        from scipy.sparse import csr_matrix
        from sklearn.svm import LinearSVC

        space = NgramSpace.of(texts, shortest, longest, min_texts=2)
        vectors: list[SparseVector] = [space.vector(text) for text in texts]
        starts = np.cumsum([0, *(len(vector.features) for vector in vectors)])
        matrix = csr_matrix(
            (
                np.concatenate([vector.values for vector in vectors]),
                np.concatenate([vector.features for vector in vectors]),
                starts,
            ),
            shape=(len(texts), len(space.numbers)),
        )
        model = LinearSVC(C=c, random_state=0).fit(matrix, units)
        coefficients, offsets = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # of two classes only the second's are given
            coefficients, offsets = np.vstack([-coefficients, coefficients]), np.append(-offsets, offsets)
        speaks, classes = np.nonzero(coefficients.T)
        weights = Postings(
            np.searchsorted(speaks, np.arange(len(space.numbers) + 1)).astype(np.int64),
            model.classes_[classes].astype(np.int32),
            coefficients.T[speaks, classes].astype(np.float32),
            unit_count,
        )
        intercepts = np.full(unit_count, -1.0, dtype=np.float32)
        intercepts[model.classes_] = offsets.astype(np.float32)
        return cls(space, weights, intercepts)

    def margins(self, text: str) -> Floats:
        """Per unit how clearly the compact text looks like one of its names (about -1: not at all, above 0: yes)."""
        vector = self.space.vector(text)
        if not len(vector.features):
            return np.full(len(self.intercepts), -1.0, dtype=np.float32)
        return self.weights.scores(vector) + self.intercepts
