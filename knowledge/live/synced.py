"""The synced figures in the form of the committed ones, so that both are read alike."""

from __future__ import annotations

from collections import defaultdict
from threading import Lock

from sqlalchemy import Engine, func, select

from knowledge.base import MarketFigure
from knowledge.live.market import EIS, NATION, LiveMarket
from knowledge.live.moments import KOREA
from knowledge.live.schema import MarketRow, PublishedJob

ALL_GROUPS = "00"

WHOLE_OF_8 = "80"
"""The whole 대분류 8, which the tables of the repository have in the four groups 09 to 12."""

GROUP_OF_MAJOR = {str(major): f"{major + 1:02}" for major in range(8)} | {"8": WHOLE_OF_8, "9": "13"}
"""KECO 대분류 → group of `market_groups`."""


class SyncedMarket:
    """Reads all published months once, and anew when something was published. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._market = LiveMarket(engine)
        self._lock = Lock()
        self._seen: object = None
        self._figures: tuple[MarketFigure, ...] = ()

    def figures(self) -> tuple[MarketFigure, ...]:
        """By province (`district` empty, 전국 where every province is there) and by district; the very same tuple as long
        as nothing was published."""
        with self._lock:
            seen = self._stamp()
            if seen != self._seen:
                self._figures, self._seen = self._read(), seen
            return self._figures

    def _stamp(self) -> object:
        query = select(func.count(), func.max(PublishedJob.published_at)).where(PublishedJob.source == EIS)
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).one())

    def _read(self) -> tuple[MarketFigure, ...]:
        days = {job: moment.astimezone(KOREA).date() for job, moment in self._market.published_areas().items()}
        whole_country = set(self._market.months())
        sums: dict[tuple[str, str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
        with self._engine.connect() as connection:
            for row in connection.execute(select(MarketRow)):
                if (row.month, row.province) not in days or row.major not in GROUP_OF_MAJOR:
                    continue
                places = [(row.province, row.district, row.district_code), (row.province, "", "")]
                if row.month in whole_country:
                    places.append((NATION, "", ""))
                for place in places:
                    for group in (GROUP_OF_MAJOR[row.major], ALL_GROUPS):
                        counts = sums[(*place, group, row.month)]
                        counts[0] += row.openings
                        counts[1] += row.seekers
        fetched = {month: min(days[key] for key in days if key[0] == month) for month in whole_country}
        return tuple(
            MarketFigure(
                province,
                district,
                group,
                month,
                openings,
                seekers,
                code,
                days.get((month, province)) or fetched[month],
            )
            for (province, district, code, group, month), (openings, seekers) in sorted(sums.items())
        )
