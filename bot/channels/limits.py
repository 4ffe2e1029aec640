"""What one person may send, and how often. Every number has its reason here."""

import time
from collections.abc import Callable
from dataclasses import dataclass

TEXT_MAX_CHARACTERS = 2_000
"""A long free description has about 500 characters; four times that leaves room and keeps a turn of Rasa short."""

BODY_MAX_BYTES = 256 * 1024
"""A pasted 10,000-character text written in JSON escapes (12 bytes for an emoji) still fits, so it gets the friendly
answer that counts its characters; anything larger is not read to its end."""

FILE_MAX_BYTES = 10 * 1024 * 1024
"""Largest file that a person may send: the limit of a résumé."""

FILE_NAME_MAX_CHARACTERS = 120
"""Characters of a file's name that are shown; longer names are cut."""

KEY_MAX_CHARACTERS = 64
"""An idempotency key: a UUID (36) or a hash in hex (64) fits."""

TURNS_PER_MINUTE = 30
"""A turn every two seconds for good: faster than anyone reads and taps."""

TURNS_AT_ONCE = 120
"""A scripted walk through a whole report takes fewer turns than this; only a flood takes more without a pause."""

IDLE_BUCKETS_MAX = 10_000
"""Rate records kept in memory (about 200 bytes each) before full ones are dropped."""


@dataclass
class _Bucket:
    tokens: float
    at: float


class Pace:
    """A token bucket per sender: ``TURNS_AT_ONCE`` turns in a burst, refilled with ``TURNS_PER_MINUTE``."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def wait(self, sender: str) -> float:
        """Take one turn. Seconds to wait before it is allowed; 0.0 when it is taken now."""
        now = self._clock()
        self._drop_full(now)
        bucket = self._buckets.setdefault(sender, _Bucket(TURNS_AT_ONCE, now))
        bucket.tokens, bucket.at = self._filled(bucket, now), now
        if bucket.tokens < 1:
            return (1 - bucket.tokens) * 60 / TURNS_PER_MINUTE
        bucket.tokens -= 1
        return 0.0

    def _filled(self, bucket: _Bucket, now: float) -> float:
        return min(TURNS_AT_ONCE, bucket.tokens + (now - bucket.at) * TURNS_PER_MINUTE / 60)

    def _drop_full(self, now: float) -> None:
        if len(self._buckets) > IDLE_BUCKETS_MAX:
            self._buckets = {s: b for s, b in self._buckets.items() if self._filled(b, now) < TURNS_AT_ONCE}
