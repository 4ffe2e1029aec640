"""What the commands that show one entry tell about training: outcomes of past rounds by 직무, and open courses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from jobcare.lookup import shortened

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase, OpenCourse, Source

_LINES_SHOWN = 5


def training_object(kb: KnowledgeBase, duties: Iterable[str]) -> dict[str, Any]:
    """Training for 직무 codes, most central first:

    {"outcomes": [{"duty": "20010105", "name": "…", "rounds": 900, "completed": 17000, "counted_completed": 15000
                   (of rounds whose employment after six months is known), "employed": 8000,
                   "employment_rate": 53.3 (percent) | null (too few to tell)}] (only 직무 with rounds),
     "outcomes_source": "kdigital",
     "open_courses": [{"title": "…", "institution": "…" | null, "region": "…" | null, "hours": 39 | null,
                       "start": "2026-04-23" | null, "end": "…" | null, "capacity": 500 | null,
                       "registered": 0 | null, "duty": "20010105", "url": "…"}],
     "open_courses_source": "work24-courses"}
    """
    from engine.market.training import add_up

    outcomes, courses = [], []
    for duty in dict.fromkeys(duties):
        courses += [_course(course) for course in kb.courses_of(duty)]
        if rounds := kb.rounds_of(duty):
            outcome = add_up(rounds)
            rate = outcome.employment_rate
            outcomes.append(
                {
                    "duty": duty,
                    "name": kb.duties[duty].shown_name,
                    "rounds": outcome.rounds,
                    "completed": outcome.completed,
                    "counted_completed": outcome.counted_completed,
                    "employed": outcome.employed,
                    "employment_rate": None if rate is None else round(rate, 1),
                }
            )
    return {
        "outcomes": outcomes,
        "outcomes_source": kb.source("training_rounds").id,
        "open_courses": courses,
        "open_courses_source": kb.source("open_courses").id,
    }


def training_sources(kb: KnowledgeBase) -> list[Source]:
    """The sources that `training_object` names."""
    return [kb.source("training_rounds"), kb.source("open_courses")]


def training_lines(found: dict[str, Any], sources: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Titles with lines for a person, from the object of `training_object` and the sources by id."""
    outcomes = [_outcome_line(one) for one in found["outcomes"]]
    courses = [_course_line(one) for one in found["open_courses"]]
    period = sources[found["outcomes_source"]]["period"]
    listed = sources[found["open_courses_source"]]["period"]
    return [
        (f"직업훈련 성과(K-디지털, {period})", shortened(outcomes, _LINES_SHOWN) or ["이 직무의 훈련 기록이 없어요."]),
        (f"모집 중인 훈련과정({listed} 목록)", shortened(courses, _LINES_SHOWN) or ["목록에 이 직무의 과정이 없어요."]),
    ]


def _course(course: OpenCourse) -> dict[str, Any]:
    return {
        "title": course.title,
        "institution": course.institution,
        "region": course.region,
        "hours": course.hours,
        "start": course.start.isoformat() if course.start else None,
        "end": course.end.isoformat() if course.end else None,
        "capacity": course.capacity,
        "registered": course.registered,
        "duty": course.duty,
        "url": course.url,
    }


def _outcome_line(one: dict[str, Any]) -> str:
    told = f"{one['name']}: {one['rounds']:,}회차, 수료 {one['completed']:,}명"
    if one["employment_rate"] is None:
        return f"{told} (취업률을 말하기에는 수가 적거나 아직 집계 전)"
    return (
        f"{told}, 6개월 뒤 취업 {one['employed']:,}명"
        f"(집계가 끝난 수료 {one['counted_completed']:,}명의 {one['employment_rate']:g}%)"
    )


def _course_line(one: dict[str, Any]) -> str:
    hours = f"{one['hours']:,}시간" if one["hours"] else None
    dates = f"{one['start']}~{one['end']}" if one["start"] and one["end"] else one["start"]
    details = [part for part in (one["institution"], one["region"], hours, dates) if part]
    told = f" ({', '.join(details)})" if details else ""
    return f"{one['title']}{told} {one['url']}"
