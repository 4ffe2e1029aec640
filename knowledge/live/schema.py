"""Tables of the live store (SQLAlchemy 2). Times are UTC; months are `YYYY-MM`; days are `YYYY-MM-DD` in Korea.

Adding a table or a nullable column is all right: what is missing is created when the store is opened.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class LiveBase(DeclarativeBase):
    """Base of all tables of the live store."""


class CachedReply(LiveBase):
    """A reply as it came. `key` is a hash of source, path and parameters without the access key."""

    __tablename__ = "live_cache"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(String(32))
    fetched_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class QuotaDay(LiveBase):
    """How many calls went to a source on one day."""

    __tablename__ = "live_quota"
    source: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    used: Mapped[int]


class StagedPart(LiveBase):
    """One fetched part of a sync that is not whole yet (a district, a page, an entry): what lets it be taken up again."""

    __tablename__ = "live_staged"
    source: Mapped[str] = mapped_column(String(32), primary_key=True)
    job: Mapped[str] = mapped_column(String(64), primary_key=True)
    part: Mapped[str] = mapped_column(String(64), primary_key=True)
    payload: Mapped[Any] = mapped_column(JSON)
    fetched_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PublishedJob(LiveBase):
    """A whole, checked body of data that readers see, for example the month of a province. `rows`: number of rows."""

    __tablename__ = "live_published"
    source: Mapped[str] = mapped_column(String(32), primary_key=True)
    job: Mapped[str] = mapped_column(String(64), primary_key=True)
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    rows: Mapped[int]


class MarketRow(LiveBase):
    """New openings and new seekers of one month by 시군구 and KECO 대분류 (`major`: one digit)."""

    __tablename__ = "live_market"
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    district_code: Mapped[str] = mapped_column(String(5), primary_key=True)
    major: Mapped[str] = mapped_column(String(1), primary_key=True)
    province: Mapped[str] = mapped_column(String(16), index=True)
    district: Mapped[str] = mapped_column(String(32))
    openings: Mapped[int]
    seekers: Mapped[int]


class TextRow(LiveBase):
    """An official text as its publisher wrote it. `kind`: occupation, dictionary, major, certificate or unit.

    `content` keeps the parts under plain names; `units` are KECO unit codes joined by `|` (empty: not given).
    """

    __tablename__ = "live_texts"
    source: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(Text, index=True)
    units: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[Any] = mapped_column(JSON)
    fetched_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class CourseRow(LiveBase):
    """A training course that 고용24 listed when it was synced. Money in KRW; rates in percent as the source gives them."""

    __tablename__ = "live_courses"
    course_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    institution: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    area_code: Mapped[str] = mapped_column(String(5), index=True)
    duty: Mapped[str | None] = mapped_column(String(8), index=True)
    start: Mapped[date]
    end: Mapped[date]
    full_cost_krw: Mapped[int | None]
    actual_cost_krw: Mapped[int | None]
    capacity: Mapped[int | None]
    registered: Mapped[int | None]
    employment_rate_3: Mapped[float | None]
    employment_rate_6: Mapped[float | None]
    satisfaction: Mapped[float | None]
    certificate: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(Text)


class StatisticRow(LiveBase):
    """One figure of a KOSIS table (`table_id`: `orgId/tblId`); `classes` are the names of its classifications joined by `|`."""

    __tablename__ = "live_statistics"
    table_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    classes: Mapped[str] = mapped_column(String(400), primary_key=True)
    item: Mapped[str] = mapped_column(String(100), primary_key=True)
    period: Mapped[str] = mapped_column(String(16), primary_key=True)
    table_name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    value: Mapped[float | None]
    changed: Mapped[str] = mapped_column(String(16))
