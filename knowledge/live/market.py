"""Openings and seekers that were synced from the EIS: by month, province, district and KECO 대분류.

A month of a province is there as a whole or not at all: it was checked before it was published. The OpenAPI knows the
ten KECO 대분류 (`major`, the first digit of a KECO code), not the 13 groups of the tables in `knowledge/tables`: groups
01–08 are majors 0–7 and group 13 is major 9, but groups 09–12 are together major 8. A figure of major 8 therefore
belongs to a wider group than 09–12 and has to be marked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select

from knowledge.base import Source
from knowledge.live.moments import as_utc
from knowledge.live.schema import MarketRow, PublishedJob

EIS = "eis"
"""Name of the source in the live store."""

NATION = "전국"

PROVINCES = (
    *("서울", "부산", "대구", "인천", "대전", "울산", "세종", "경기", "강원"),
    *("충북", "충남", "전북", "전남광주", "경북", "경남", "제주"),
)
"""The areas that together are the whole country, named as in `knowledge/tables/market_by_province.csv`."""


@dataclass(frozen=True, slots=True)
class LiveMarketFigure:
    """New openings (신규구인인원, people) and new seekers (신규구직건수, applications) of one month.

    `province` is `전국` for the whole country; `district` is empty for a whole province; `major` is a KECO 대분류 digit,
    or empty for all together. `source.period` is the month, `fetched_at` when it was fetched (UTC).
    """

    month: str
    province: str
    district: str
    major: str
    openings: int
    seekers: int
    source: Source
    fetched_at: datetime

    @property
    def ratio(self) -> float | None:
        """구인배수 = openings ÷ seekers; None where nobody sought."""
        return self.openings / self.seekers if self.seekers else None


def job_name(month: str, province: str) -> str:
    """Name of the publishing job of one province and month."""
    return f"{month}/{province}"


class LiveMarket:
    """Reads published figures. Everything unknown is an empty tuple, never an error."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def months(self, province: str = NATION) -> tuple[str, ...]:
        """Months published for a province, newest first; of the country only those with every province."""
        return tuple(sorted(self._published(province), reverse=True))

    def districts(self, province: str, month: str) -> tuple[str, ...]:
        """Names of the districts of a province with figures in a month."""
        if month not in self._published(province):
            return ()
        query = select(MarketRow.district).where(MarketRow.month == month, MarketRow.province == province).distinct()
        with self._engine.connect() as connection:
            return tuple(sorted(connection.scalars(query)))

    def figures(
        self,
        province: str = NATION,
        district: str = "",
        major: str = "",
        months: Sequence[str] | None = None,
    ) -> tuple[LiveMarketFigure, ...]:
        """One figure for each published month (oldest first): of a province, of a district of it, or of 전국.

        `major`: first digit of a KECO code, empty for all occupations. `months`: only these (`YYYY-MM`).
        """
        published = self._published(province)
        wanted = [month for month in published if months is None or month in months]
        if not wanted:
            return ()
        query = (
            select(MarketRow.month, func.sum(MarketRow.openings), func.sum(MarketRow.seekers))
            .where(MarketRow.month.in_(wanted))
            .group_by(MarketRow.month)
            .order_by(MarketRow.month)
        )
        if province != NATION:
            query = query.where(MarketRow.province == province)
        if district:
            query = query.where(MarketRow.district == district)
        if major:
            query = query.where(MarketRow.major == major)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(
            LiveMarketFigure(
                month, province, district, major, int(openings), int(seekers), market_source(month), published[month]
            )
            for month, openings, seekers in rows
        )

    def published_areas(self) -> dict[tuple[str, str], datetime]:
        """(month, province) → when it was fetched (UTC)."""
        query = select(PublishedJob.job, PublishedJob.published_at).where(PublishedJob.source == EIS)
        with self._engine.connect() as connection:
            found = {tuple(job.split("/", 1)): as_utc(moment) for job, moment in connection.execute(query)}
        return {(month, province): moment for (month, province), moment in found.items()}

    def _published(self, province: str) -> dict[str, datetime]:
        """Month → when it was fetched (of the country: when its last province was)."""
        jobs = self.published_areas()
        areas = PROVINCES if province == NATION else (province,)
        return {
            month: max(jobs[month, area] for area in areas)
            for month in sorted({month for month, _ in jobs})
            if all((month, area) in jobs for area in areas)
        }


def market_source(month: str) -> Source:
    """Source of a synced month."""
    return Source(
        "eis-live",
        "고용행정통계 EIS OpenAPI 신규구인인원·신규구직건수",
        "한국고용정보원",
        month,
        "출처 표시, 비영리 이용, 수치 변경 금지",
        "https://eis.work24.go.kr",
    )
