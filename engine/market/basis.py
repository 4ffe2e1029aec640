"""What a figure rests on, and shares of counted answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from knowledge.base import Source

ENOUGH_FOR_PERCENT = 30
"""Below this many answers a share is told as a count: a percentage would pretend a precision that is not there."""

INCUMBENTS = "재직자"
POSTS = "구인공고"
INSURED = "고용보험"
REGISTERED = "고용24에 등록된 구인·구직"
EXAMINEES = "국가기술자격 응시자"
TRAINEES = "K-디지털 훈련생"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure rests on.

    `period`: what the figures are of, e.g. "2026-07". `population`: who or what was counted (one of the constants
    above). `unit`: 명, 건, 배. `wider_group`: name of the wider group that was counted; empty if it is the occupation.
    """

    source: Source
    period: str
    population: str
    unit: str
    wider_group: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """An answer, how many gave it, out of how many."""

    value: str
    count: int
    total: int

    @property
    def percent(self) -> float | None:
        """Share in percent, or None when too few answered."""
        return 100 * self.count / self.total if self.total >= ENOUGH_FOR_PERCENT else None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How `total` answers are spread. The shares are all of them: their counts add up to the total."""

    shares: tuple[Share, ...]
    total: int

    @property
    def few(self) -> bool:
        """Whether there are too few answers for percentages."""
        return self.total < ENOUGH_FOR_PERCENT

    def largest(self, leaving_out: Collection[str] = ()) -> Share:
        """The most frequent answer, other than those left out unless there are no others."""
        told = [share for share in self.shares if share.value not in leaving_out]
        return max(told or self.shares, key=lambda share: share.count)

    def leaders(self, leaving_out: Collection[str] = ()) -> tuple[Share, ...]:
        """The most frequent answer, and those that are just as frequent."""
        top = self.largest(leaving_out)
        return tuple(s for s in self.shares if s.count == top.count and (s == top or s.value not in leaving_out))

    def whole_percent(self, share: Share) -> int:
        """One of `whole_percents`. Raises ValueError for a share of something else."""
        return self.whole_percents()[self.shares.index(share)]

    def whole_percents(self) -> tuple[int, ...]:
        """Percentages as whole numbers that add up to 100 (largest remainders are rounded up)."""
        return whole_percents([share.count for share in self.shares])


def distribution(counts: Iterable[tuple[str, int]]) -> Distribution | None:
    """The spread of counted answers in the order given, or None if there are none."""
    pairs = [(value, count) for value, count in counts if count > 0]
    total = sum(count for _, count in pairs)
    return Distribution(tuple(Share(value, count, total) for value, count in pairs), total) if total else None


def whole_percents(counts: Sequence[int]) -> tuple[int, ...]:
    """Counts as whole percentages that add up to 100; all zero if nothing was counted."""
    total = sum(counts)
    if not total:
        return tuple(0 for _ in counts)
    floors = [100 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(100 * counts[i] % total), i))
    for position in by_remainder[: 100 - sum(floors)]:
        floors[position] += 1
    return tuple(floors)
