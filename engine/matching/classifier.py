"""A linear classifier from the characters of a name to its unit, trained when the index is built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.matching.sparse import Floats, Ints, NgramSpace, SparseVector


@dataclass(frozen=True)
class NameClassifier:
    """One-versus-rest linear margins over character n-grams. weights: n-grams × units, half precision."""

    space: NgramSpace
    weights: NDArray[np.float16]
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
        weights = np.zeros((len(space.numbers), unit_count), dtype=np.float16)
        intercepts = np.full(unit_count, -1.0, dtype=np.float32)
        weights[:, model.classes_] = model.coef_.T.astype(np.float16)
        intercepts[model.classes_] = model.intercept_.astype(np.float32)
        return cls(space, weights, intercepts)

    def margins(self, text: str) -> Floats:
        """Per unit how clearly the compact text looks like one of its names (about -1: not at all, above 0: yes)."""
        vector = self.space.vector(text)
        if not len(vector.features):
            return np.full(len(self.intercepts), -1.0, dtype=np.float32)
        return vector.values @ self.weights[vector.features].astype(np.float32) + self.intercepts
