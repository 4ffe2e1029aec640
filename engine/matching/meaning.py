"""The names of the base as directions of meaning, in as few dimensions as keep them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.matching.sparse import Floats, Ints


@dataclass(frozen=True)
class Meaning:
    """axes: encoder dimensions × kept ones. rows: one for each different text. row_of_name: the row of each name.

    centres: the mean direction of each unit's names, in the encoder's own dimensions.
    """

    axes: Floats
    rows: Floats
    row_of_name: Ints
    centres: Floats

    @classmethod
    def of(cls, texts: Sequence[str], vectors: Floats, unit_starts: Ints, dimensions: int) -> Meaning:
        """texts, vectors: of the names, sorted by unit. The axes are those along which the texts differ most."""
        number: dict[str, int] = {}
        row_of_name = np.array([number.setdefault(text, len(number)) for text in texts], dtype=np.int32)
        first = np.unique(row_of_name, return_index=True)[1]
        distinct = vectors[first]
        _, axes = np.linalg.eigh(distinct.T @ distinct)
        axes = np.ascontiguousarray(axes[:, ::-1][:, :dimensions], dtype=np.float32)
        sums = np.add.reduceat(vectors, unit_starts, axis=0)
        centres = np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)
        return cls(axes, np.ascontiguousarray(distinct @ axes, dtype=np.float32), row_of_name, centres)

    def likeness(self, vector: Floats) -> Floats:
        """How close (up to 1) the vector's direction is to each name."""
        return np.asarray((self.rows @ (vector @ self.axes))[self.row_of_name], dtype=np.float32)
