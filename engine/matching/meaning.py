"""The names of the base as directions of meaning, in as few dimensions as keep them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.matching.projection import learn, projected
from engine.matching.sparse import Floats, Ints


@dataclass(frozen=True)
class Meaning:
    """Names and units in the space of the learned projection.

    projection: see `projection.learn`. axes: dimensions × kept ones. rows: one for each different text. row_of_name: the
    row of each name. places: the mean direction of each unit's names. centres: the same in the encoder's own space.
    """

    projection: Floats
    axes: Floats
    rows: Floats
    row_of_name: Ints
    places: Floats
    centres: Floats

    @classmethod
    def of(
        cls,
        texts: Sequence[str],
        vectors: Floats,
        unit_starts: Ints,
        dimensions: int,
        sentences: tuple[Floats, Ints] | None = None,
    ) -> Meaning:
        """texts, vectors: of the names, sorted by unit. sentences: vectors of sentences about units' work, and their units.

        The axes are those along which the texts differ most.
        """
        number: dict[str, int] = {}
        row_of_name = np.array([number.setdefault(text, len(number)) for text in texts], dtype=np.int32)
        first = np.unique(row_of_name, return_index=True)[1]
        units = np.repeat(np.arange(len(unit_starts), dtype=np.int32), np.diff(np.append(unit_starts, len(texts))))
        about, about_units = sentences or (vectors[:0], units[:0])
        projection = learn(vectors, units, about, about_units)
        moved = projected(vectors, projection)
        distinct = moved[first]
        _, axes = np.linalg.eigh(distinct.T @ distinct)
        axes = np.ascontiguousarray(axes[:, ::-1][:, :dimensions], dtype=np.float32)
        rows = np.ascontiguousarray(distinct @ axes, dtype=np.float32)
        return cls(projection, axes, rows, row_of_name, _means(moved, unit_starts), _means(vectors, unit_starts))

    def moved(self, vector: Floats) -> Floats:
        """A sentence vector in the space of the projection."""
        return projected(vector, self.projection)

    def along_axes(self, moved: Floats) -> Floats:
        """A moved vector in the dimensions in which names are kept."""
        return np.asarray(moved @ self.axes, dtype=np.float32)

    def of_names(self, along_axes: Floats, names: Ints | None = None) -> Floats:
        """How close (up to 1) the direction is to these names (by their numbers), or to every name."""
        if names is None:
            return np.asarray((self.rows @ along_axes)[self.row_of_name], dtype=np.float32)
        return np.asarray(self.rows[self.row_of_name[names]] @ along_axes, dtype=np.float32)

    def of_units(self, moved: Floats) -> Floats:
        """How close the direction is to the mean of each unit's names."""
        return np.asarray(self.places @ moved, dtype=np.float32)


def _means(vectors: Floats, unit_starts: Ints) -> Floats:
    sums = np.add.reduceat(vectors, unit_starts, axis=0)
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)
