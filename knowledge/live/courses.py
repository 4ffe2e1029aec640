"""Training courses that were synced from 고용24."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, or_, select

from knowledge.base import Source
from knowledge.live.moments import as_utc, korean_day
from knowledge.live.schema import CourseRow, PublishedJob

COURSES_JOB = "courses"


@dataclass(frozen=True, slots=True)
class LiveCourse:
    """A round of a course as 고용24 listed it when it was synced (`fetched_at`).

    Money in won: `full_cost_krw` before support, `actual_cost_krw` 실제 훈련비 as the source calls it (not said to be what a person pays). Rates in percent,
    recomputed from nothing: as the source gives them, None where it gives none. `duty`: 8-digit NCS code or None.
    """

    course_id: str
    round: int
    title: str
    institution: str
    address: str
    area_code: str
    duty: str | None
    start: date
    end: date
    full_cost_krw: int | None
    actual_cost_krw: int | None
    capacity: int | None
    registered: int | None
    employment_rate_3: float | None
    employment_rate_6: float | None
    satisfaction: float | None
    certificate: str
    url: str
    source: Source
    fetched_at: datetime


class LiveCourses:
    """Reads published courses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(
        self, today: date, duties: tuple[str, ...] = (), area_prefix: str = "", limit: int = 2000
    ) -> tuple[LiveCourse, ...]:
        """Courses that have not begun, the next first. `duties`: 8-digit NCS codes; `area_prefix`: 2 or 5 digits."""
        query = select(CourseRow).where(CourseRow.start >= today).order_by(CourseRow.start, CourseRow.course_id)
        if duties:
            query = query.where(or_(*(CourseRow.duty == duty for duty in duties)))
        if area_prefix:
            query = query.where(CourseRow.area_code.startswith(area_prefix))
        with self._engine.connect() as connection:
            fetched = connection.scalar(
                select(PublishedJob.published_at).where(
                    PublishedJob.source == "work24", PublishedJob.job == COURSES_JOB
                )
            )
            rows = connection.execute(query.limit(limit)).mappings().all()
        if fetched is None:
            return ()
        moment = as_utc(fetched)
        source = Source(
            "work24-courses-live",
            "고용24 훈련과정",
            "한국고용정보원 고용24",
            f"{korean_day(moment)} 받음",
            "공공누리 제4유형(출처 표시, 비영리, 변경 금지)",
            "https://www.work24.go.kr",
        )
        return tuple(LiveCourse(**row, source=source, fetched_at=moment) for row in rows)
