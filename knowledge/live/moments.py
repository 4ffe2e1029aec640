"""Moments and days: stored in UTC, counted and shown in Korean time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

KOREA = timezone(timedelta(hours=9), "KST")
"""Korea has no summer time."""


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def as_utc(moment: datetime) -> datetime:
    """A moment as stored (SQLite forgets the zone)."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def korean_day(moment: datetime) -> str:
    """The day in Korea, `YYYY-MM-DD`."""
    return moment.astimezone(KOREA).date().isoformat()
