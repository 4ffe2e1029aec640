"""Statistical tables that were synced from KOSIS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from knowledge.base import Source
from knowledge.live.moments import as_utc
from knowledge.live.schema import PublishedJob, StatisticRow


@dataclass(frozen=True, slots=True)
class LiveStatistic:
    """One figure. `classes`: names of its classifications (종목, 성별 …); `value` is None where the table has a blank."""

    table: str
    classes: tuple[str, ...]
    item: str
    period: str
    value: float | None
    unit: str
    source: Source
    fetched_at: datetime


class LiveStatistics:
    """Reads published tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def figures(self, table: str, classes: tuple[str, ...] = (), item: str = "") -> tuple[LiveStatistic, ...]:
        """Figures of a table (`orgId/tblId`) by period, those of given classes and item if they are given."""
        query = select(StatisticRow).where(StatisticRow.table_id == table).order_by(StatisticRow.period)
        if classes:
            query = query.where(StatisticRow.classes == "|".join(classes))
        if item:
            query = query.where(StatisticRow.item == item)
        with self._engine.connect() as connection:
            fetched = connection.scalar(
                select(PublishedJob.published_at).where(PublishedJob.source == "kosis", PublishedJob.job == table)
            )
            rows = connection.execute(query).mappings().all()
        if fetched is None:
            return ()
        return tuple(
            LiveStatistic(
                table,
                tuple(row["classes"].split("|")),
                row["item"],
                row["period"],
                row["value"],
                row["unit"],
                Source(
                    "kosis-live",
                    row["table_name"],
                    "통계청 KOSIS",
                    row["period"],
                    "출처 표시",
                    "https://kosis.kr",
                ),
                as_utc(fetched),
            )
            for row in rows
        )
