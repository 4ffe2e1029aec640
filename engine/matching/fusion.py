"""The weighted sum of the signals, and the chance of every unit that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.matching.signals import Signals
from engine.matching.sparse import Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight of each signal for a keyword and for a whole sentence; what lies between is mixed in proportion."""

    keyword: Mapping[str, float]
    sentence: Mapping[str, float]

    def of(self, signal: str, sentence: float) -> float:
        """The weight of a signal for a query that is a sentence to this degree (0 to 1)."""
        return (1 - sentence) * self.keyword.get(signal, 0.0) + sentence * self.sentence.get(signal, 0.0)


def contributions(signals: Signals, weights: Weights) -> dict[str, Floats]:
    """What each signal adds for each unit above what it adds for the average unit."""
    parts = {}
    for signal, values in signals.signals.items():
        weight = weights.of(signal, signals.sentence)
        parts[signal] = np.asarray((values - values.mean()) * weight, dtype=np.float32)
    return parts


def chances(parts: Mapping[str, Floats]) -> Floats:
    """The chance of each unit (they add up to 1): the softmax of what the signals add."""
    total = sum(parts.values())
    raised = np.exp(total - np.max(total))
    return np.asarray(raised / raised.sum(), dtype=np.float32)
