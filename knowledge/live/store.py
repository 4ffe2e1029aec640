"""The live store: reply cache, daily quota, parts of unfinished syncs, and what was published for reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from knowledge.live.courses import LiveCourses
from knowledge.live.database import open_engine
from knowledge.live.market import LiveMarket
from knowledge.live.moments import as_utc, korean_day, now
from knowledge.live.schema import CachedReply, LiveBase, PublishedJob, QuotaDay, StagedPart
from knowledge.live.statistics import LiveStatistics
from knowledge.live.synced import SyncedMarket
from knowledge.live.texts import LiveTexts
from knowledge.paths import knowledge_url, live_url

CACHE_DAYS = 14
"""Replies older than this are dropped."""

CACHE_ROWS = 5_000
"""At most so many replies are kept."""

Clock = Callable[[], datetime]


class LiveStoreError(Exception):
    """The live store cannot be opened. The message is one Korean sentence for a person."""


@dataclass(frozen=True, slots=True)
class Cached:
    """A reply from the cache with the moment (UTC) at which it was fetched."""

    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A whole, checked body of data: its job name, when it was published (UTC) and how many rows it has."""

    source: str
    job: str
    published_at: datetime
    rows: int


class LiveStore:
    """Everything that was fetched. Safe to share between threads; other processes may write meanwhile."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writing=True)
        self._clock = clock
        self.market = LiveMarket(engine)
        self.texts = LiveTexts(engine)
        self.courses = LiveCourses(engine)
        self.statistics = LiveStatistics(engine)
        self.synced_market = SyncedMarket(engine)

    @classmethod
    def open(cls, url: str | None = None, clock: Clock = now) -> LiveStore:
        """Opens the store (by default the configured one) and makes the tables that it lacks. Raises LiveStoreError."""
        address = url or live_url()
        if address.startswith("sqlite") and address == knowledge_url():
            raise LiveStoreError(
                "JOBCARE_LIVE_URL은 JOBCARE_KNOWLEDGE_URL과 다른 파일이어야 해요. 지식 베이스는 새로 만들 때 파일째 바뀌어요."
            )
        try:
            engine = open_engine(address)
            LiveBase.metadata.create_all(engine.execution_options(writing=True))
        except (SQLAlchemyError, OSError, ValueError, ImportError) as error:
            raise LiveStoreError(
                "받아 둔 자료를 열 수 없어요. JOBCARE_LIVE_URL과 그 폴더를 쓸 수 있는지 확인해 주세요."
            ) from error
        return cls(engine, clock)

    @classmethod
    def open_existing(cls, url: str | None = None) -> LiveStore | None:
        """The store if there is one already, else None; makes nothing. Raises LiveStoreError."""
        address = url or live_url()
        if address.startswith("sqlite:///") and not Path(address.removeprefix("sqlite:///")).is_file():
            return None
        return cls.open(address)

    def close(self) -> None:
        """Gives the database connections back."""
        self._engine.dispose()

    def cached(self, key: str) -> Cached | None:
        """The reply kept under a key, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(CachedReply.body, CachedReply.fetched_at).where(CachedReply.key == key)
            ).first()
        return Cached(row[0], as_utc(row[1])) if row else None

    def keep_reply(self, key: str, source: str, body: bytes) -> datetime:
        """Keeps a good reply under a key and drops what is too old or too much. Returns the moment it is kept under."""
        moment = self._clock()
        with self._writing.begin() as connection:
            connection.execute(delete(CachedReply).where(CachedReply.key == key))
            connection.execute(insert(CachedReply).values(key=key, source=source, fetched_at=moment, body=body))
            connection.execute(delete(CachedReply).where(CachedReply.fetched_at < moment - timedelta(days=CACHE_DAYS)))
            if (connection.scalar(select(func.count()).select_from(CachedReply)) or 0) > CACHE_ROWS:
                oldest = select(CachedReply.key).order_by(CachedReply.fetched_at).limit(CACHE_ROWS // 10)
                connection.execute(delete(CachedReply).where(CachedReply.key.in_(oldest)))
        return moment

    def take_call(self, source: str, limit: int) -> bool:
        """Counts one call of today (in Korea); False, and nothing counted, when `limit` calls were made already."""
        day = korean_day(self._clock())
        with self._writing.begin() as connection:
            used = self._used(connection, source, day)
            if used >= limit:
                return False
            self._set_used(connection, source, day, used + 1)
        return True

    def use_up(self, source: str, limit: int) -> None:
        """Notes that the source itself says that today's calls are used up."""
        with self._writing.begin() as connection:
            self._set_used(connection, source, korean_day(self._clock()), limit)

    def calls_today(self, source: str) -> int:
        """Calls made today (in Korea)."""
        with self._engine.connect() as connection:
            return self._used(connection, source, korean_day(self._clock()))

    def stage(self, source: str, job: str, part: str, payload: Any) -> None:
        """Keeps a fetched part of a job that is not whole yet, replacing the part of this name."""
        key = (StagedPart.source == source, StagedPart.job == job, StagedPart.part == part)
        with self._writing.begin() as connection:
            connection.execute(delete(StagedPart).where(*key))
            connection.execute(
                insert(StagedPart).values(source=source, job=job, part=part, payload=payload, fetched_at=self._clock())
            )

    def staged(self, source: str, job: str) -> dict[str, Any]:
        """Part name → payload, of a job that is not whole yet."""
        query = select(StagedPart.part, StagedPart.payload).where(StagedPart.source == source, StagedPart.job == job)
        with self._engine.connect() as connection:
            return {row.part: row.payload for row in connection.execute(query)}

    def oldest_part(self, source: str, job: str) -> datetime | None:
        """When the first part of a job that is not whole yet was fetched (UTC), or None if it has none."""
        query = select(func.min(StagedPart.fetched_at)).where(StagedPart.source == source, StagedPart.job == job)
        with self._engine.connect() as connection:
            moment = connection.scalar(query)
        return as_utc(moment) if moment else None

    def now(self) -> datetime:
        """The present moment by the store's clock (UTC)."""
        return self._clock()

    def drop_staged(self, source: str, job: str) -> None:
        """Forgets the parts of a job."""
        with self._writing.begin() as connection:
            self._drop_staged(connection, source, job)

    def publish(
        self, source: str, job: str, table: type[LiveBase], replaced: Sequence[Any], rows: Sequence[dict[str, Any]]
    ) -> Published:
        """Puts the rows of a whole job in the place of those that `replaced` selects, in one transaction.

        The job's staged parts are dropped with it. Nothing changes if anything fails.
        """
        moment = self._clock()
        with self._writing.begin() as connection:
            connection.execute(delete(table).where(*replaced))
            if rows:
                connection.execute(insert(table), list(rows))
            connection.execute(delete(PublishedJob).where(PublishedJob.source == source, PublishedJob.job == job))
            connection.execute(insert(PublishedJob).values(source=source, job=job, published_at=moment, rows=len(rows)))
            self._drop_staged(connection, source, job)
        return Published(source, job, moment, len(rows))

    def published(self, source: str | None = None) -> tuple[Published, ...]:
        """Everything published, by source and job; of one source if it is given."""
        query = select(PublishedJob).order_by(PublishedJob.source, PublishedJob.job)
        if source:
            query = query.where(PublishedJob.source == source)
        with self._engine.connect() as connection:
            return tuple(
                Published(row.source, row.job, as_utc(row.published_at), row.rows) for row in connection.execute(query)
            )

    @staticmethod
    def _drop_staged(connection: Connection, source: str, job: str) -> None:
        connection.execute(delete(StagedPart).where(StagedPart.source == source, StagedPart.job == job))

    @staticmethod
    def _used(connection: Connection, source: str, day: str) -> int:
        query = select(QuotaDay.used).where(QuotaDay.source == source, QuotaDay.day == day)
        return connection.scalar(query) or 0

    @staticmethod
    def _set_used(connection: Connection, source: str, day: str, used: int) -> None:
        changed = connection.execute(
            update(QuotaDay).where(QuotaDay.source == source, QuotaDay.day == day).values(used=used)
        )
        if not changed.rowcount:
            connection.execute(insert(QuotaDay).values(source=source, day=day, used=used))
