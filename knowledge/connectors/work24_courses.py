"""고용24 훈련과정 (HRD-Net, service 310L01): the courses that begin in the next months."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree.ElementTree import Element

from sqlalchemy import true

from knowledge.connectors.collect import Page, Paged, Row
from knowledge.connectors.replies import all_named, decimal_in, number_in, text_of
from knowledge.connectors.transport import Caller
from knowledge.connectors.work24 import RETURN_XML, read_root, service_path
from knowledge.live.courses import COURSES_JOB
from knowledge.live.schema import CourseRow

PATH = service_path("hr", "310L01")
PAGE_ROWS = 100
AREAS = ("11", "26", "27", "28", "29", "30", "31", "36", "41", "43", "44", "45", "46", "47", "48", "50", "51")
"""시도 codes of this service (전북 is still 45 here)."""


def courses(today: date, days: int, areas: tuple[str, ...] = AREAS) -> Paged:
    """Courses that begin within so many days from today, area by area."""

    def fetch(caller: Caller, area: str, page: int) -> Page:
        parameters = RETURN_XML | {
            "outType": "1",
            "pageNum": str(page),
            "pageSize": str(PAGE_ROWS),
            "srchTraStDt": f"{today:%Y%m%d}",
            "srchTraEndDt": f"{today + timedelta(days=days):%Y%m%d}",
            "srchTraArea1": area,
            "sort": "ASC",
            "sortCol": "2",
        }
        return caller.fetch(PATH, parameters, read_page).value

    return Paged(
        job=COURSES_JOB,
        title="훈련과정",
        groups=areas,
        page_rows=PAGE_ROWS,
        fetch=fetch,
        table=CourseRow,
        replaced=[true()],
        row=lambda row: row | {"start": date.fromisoformat(row["start"]), "end": date.fromisoformat(row["end"])},
        key=lambda row: (row["course_id"], row["round"]),
    )


def read_page(body: bytes) -> Page:
    """Courses of a reply. Those without id, dates or a link to an official page are left out."""
    root = read_root(body, "HRDNet")
    total = next((number_in(element.text or "") for element in all_named(root, "scn_cnt")), None)
    courses = [_course(element) for element in all_named(root, "scn_list")]
    return Page(tuple(course for course in courses if course), total, courses.count(None))


def _course(element: Element) -> Row | None:
    start, end = _day(text_of(element, "traStartDate")), _day(text_of(element, "traEndDate"))
    number, link = number_in(text_of(element, "trprDegr")), text_of(element, "titleLink")
    if not (text_of(element, "trprId") and text_of(element, "title") and number and start and end):
        return None
    if not link.startswith(("https://", "http://")):
        return None
    duty = text_of(element, "ncsCd")
    return {
        "course_id": text_of(element, "trprId"),
        "round": number,
        "title": " ".join(text_of(element, "title").split()),
        "institution": " ".join(text_of(element, "subTitle").split()),
        "address": text_of(element, "address"),
        "area_code": text_of(element, "trngAreaCd")[:5],
        "duty": duty[:8] if duty[:8].isdigit() and len(duty) >= 8 else None,
        "start": start,
        "end": end,
        "full_cost_krw": number_in(text_of(element, "courseMan")),
        "actual_cost_krw": number_in(text_of(element, "realMan")),
        "capacity": number_in(text_of(element, "yardMan")),
        "registered": number_in(text_of(element, "regCourseMan")),
        "employment_rate_3": decimal_in(text_of(element, "eiEmplRate3")),
        "employment_rate_6": decimal_in(text_of(element, "eiEmplRate6")),
        "satisfaction": decimal_in(text_of(element, "stdgScor")),
        "certificate": text_of(element, "certificate"),
        "url": link,
    }


def _day(text: str) -> str:
    """ISO day of `2026-12-01` or `20261201`, empty if it is none."""
    digits = text.replace("-", "").replace(".", "").strip()
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat() if len(digits) == 8 else ""
    except ValueError:
        return ""
