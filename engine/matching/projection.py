"""A projection of the sentence vectors, learned from the base: names of one unit, and sentences about it, move together.

The encoder knows the language, not which work is the same work. A linear map, started as no change at all, is trained so
that of a batch of names each is nearest to another name of its own unit; every third batch are sentences about the work
instead of names. Nothing but the base's own pairs is used.
"""

from __future__ import annotations

import numpy as np

from engine.matching.sparse import Floats, Ints

_ROUNDS = 15
_BATCH = 512
_SCALE = 20.0
_RATE = 1e-3
_SENTENCES_EVERY = 3
_SEED = 0


def learn(names: Floats, name_units: Ints, sentences: Floats, sentence_units: Ints) -> Floats:
    """The map as a matrix for `projected`.

    Args:
        names, sentences: one vector of length 1 in each row.
        name_units, sentence_units: the unit number of each row; every unit of a sentence has a name.
    """
    import torch

    dice = np.random.default_rng(_SEED)
    order = np.argsort(name_units, kind="stable")
    unit_count = int(name_units.max()) + 1
    starts = np.searchsorted(name_units[order], np.arange(unit_count))
    counts = np.bincount(name_units, minlength=unit_count)
    rows = {"name": torch.from_numpy(names), "sentence": torch.from_numpy(sentences)}
    units_of = {"name": name_units, "sentence": sentence_units}
    matrix = torch.eye(names.shape[1], requires_grad=True)
    optimiser = torch.optim.Adam([matrix], lr=_RATE)
    steps = _ROUNDS * len(names) // _BATCH
    right = torch.arange(_BATCH)
    for step in range(steps):
        kind = "sentence" if len(sentences) and step % _SENTENCES_EVERY == 0 else "name"
        chosen = dice.integers(0, len(rows[kind]), _BATCH)
        units = units_of[kind][chosen]
        partners = order[starts[units] + (dice.random(_BATCH) * counts[units]).astype(np.int64)]
        said = torch.nn.functional.normalize(rows[kind][chosen] @ matrix, dim=1)
        meant = torch.nn.functional.normalize(rows["name"][partners] @ matrix, dim=1)
        same = torch.from_numpy(units[:, None] == units[None, :]) & ~torch.eye(_BATCH, dtype=torch.bool)
        likeness = (_SCALE * said @ meant.T).masked_fill(same, -torch.inf)
        for group in optimiser.param_groups:
            group["lr"] = _RATE * (1 - step / steps)
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(likeness, right).backward()
        optimiser.step()
    return np.ascontiguousarray(matrix.detach().numpy(), dtype=np.float32)


def projected(vectors: Floats, matrix: Floats) -> Floats:
    """The vectors (one, or one in each row) under the map, of length 1 again."""
    moved = vectors @ matrix
    lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
    return np.asarray(moved / np.where(lengths == 0, 1, lengths), dtype=np.float32)
