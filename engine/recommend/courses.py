"""직업훈련 추천: courses in the 직무 of an occupation, by area, with the outcome of earlier rounds.

A course is open only if it starts today or later. Courses that have begun or ended are never offered as open: they are
told apart, as what was held before, so that their page can be watched for a next round.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from engine.market.areas import COUNTRY, Area
from engine.market.training import Outcome, add_up, rounds_by_duty
from knowledge.base import Duty, KnowledgeBase, Occupation, OpenCourse, Source, TrainingRound
from knowledge.live.courses import LiveCourse

PAST_KEPT = 20
_SEARCH_PAGE = "https://www.work24.go.kr/hr/a/a/1100/trnnCrsInf.do"


@dataclass(frozen=True, slots=True)
class Course:
    """A course. What the tables do not know is None or empty. `cost_krw`: the full price of the course; what a person
    pays of it depends on their support and is on the course's page. `outcome`: earlier rounds of the same course.
    """

    course_id: str
    title: str
    institution: str
    region: str
    duty: Duty | None
    start: datetime.date | None
    end: datetime.date | None
    hours: int | None
    cost_krw: int | None
    outcome: Outcome | None
    url: str
    source: Source


@dataclass(frozen=True, slots=True)
class CourseAdvice:
    """`outcome`: "open" (there are open courses), "past_only", or "none".

    `open`: soonest start first. `past`: the last round of courses that were held, best employment first. `duties`: the
    직무 looked in, those of the occupation by weight. `search_url`: the official search, which knows what is open today.
    """

    outcome: str
    occupation: Occupation
    area: Area
    today: datetime.date
    duties: tuple[Duty, ...]
    open: tuple[Course, ...]
    past: tuple[Course, ...]
    search_url: str


def recommend_courses(
    kb: KnowledgeBase,
    occupation_code: str,
    today: datetime.date,
    area: Area = COUNTRY,
    duty_codes: Collection[str] = (),
) -> CourseAdvice:
    """Courses for an occupation, in all of its 직무 or in the chosen ones.

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    occupation = kb.occupations[occupation_code]
    duties = tuple(
        kb.duties[link.duty]
        for link in kb.duty_links.get(occupation_code, ())
        if not duty_codes or link.duty in duty_codes
    )
    wanted = {duty.code for duty in duties}
    rounds: dict[str, list[TrainingRound]] = defaultdict(list)
    for duty in duties:
        for each in rounds_by_duty(kb).get(duty.code, ()):
            if area.holds(each.region):
                rounds[each.course_id].append(each)
    synced = kb.live.courses.open(today, tuple(wanted)) if kb.live and wanted else ()
    # What was fetched from 고용24 stands in place of the older list of the tables.
    listed = [_from_live(kb, course) for course in synced if _in_area(course.address, area)] or [
        _from_list(kb, course)
        for course in kb.open_courses
        if course.duty in wanted and course.start and course.start >= today and _in_area(course.region, area)
    ]
    known = {(course.course_id, course.start) for course in listed}
    upcoming = [
        _from_round(kb, last, held[:-1])
        for held in rounds.values()
        if (last := max(held, key=lambda each: each.start)).start >= today and (last.course_id, last.start) not in known
    ]
    past = [
        _from_round(kb, max(held, key=lambda each: each.start), held)
        for held in rounds.values()
        if max(each.start for each in held) < today
    ]
    found_open = sorted([*listed, *upcoming], key=lambda course: (course.start or today, course.title))
    return CourseAdvice(
        outcome="open" if found_open else "past_only" if past else "none",
        occupation=occupation,
        area=area,
        today=today,
        duties=duties,
        open=tuple(found_open),
        past=tuple(sorted(past, key=_best_first)[:PAST_KEPT]),
        search_url=course_search_url(duties[0].shown_name if duties else occupation.name),
    )


def course_search_url(words: str) -> str:
    """고용24's search of training courses, opened with words."""
    return f"{_SEARCH_PAGE}?{urlencode({'keyword': words})}"


def _in_area(region: str | None, area: Area) -> bool:
    return area.kind == "country" or bool(region and area.holds(region))


def _from_list(kb: KnowledgeBase, course: OpenCourse) -> Course:
    held = [each for each in rounds_by_duty(kb).get(course.duty or "", ()) if each.course_id == course.course_id]
    return Course(
        course.course_id,
        course.title,
        held[-1].institution if held else "",
        course.region or "",
        kb.duties[course.duty] if course.duty else None,
        course.start,
        course.end,
        course.hours,
        None,
        add_up(held) if held else None,
        course.url,
        kb.source("open_courses"),
    )


def _from_live(kb: KnowledgeBase, course: LiveCourse) -> Course:
    held = [each for each in rounds_by_duty(kb).get(course.duty or "", ()) if each.course_id == course.course_id]
    return Course(
        course.course_id,
        course.title,
        course.institution,
        course.address,
        kb.duties.get(course.duty or ""),
        course.start,
        course.end,
        None,
        course.full_cost_krw or None,
        add_up(held) if held else None,
        course.url,
        course.source,
    )


def _from_round(kb: KnowledgeBase, last: TrainingRound, held: list[TrainingRound]) -> Course:
    return Course(
        last.course_id,
        last.title,
        last.institution,
        last.region,
        kb.duties[last.duty],
        last.start,
        last.end,
        last.hours,
        last.cost_krw or None,
        add_up(held) if held else None,
        last.url,
        kb.source("training_rounds"),
    )


def _best_first(course: Course) -> tuple[bool, float, int, str]:
    outcome = course.outcome
    rate = outcome.employment_rate if outcome else None
    return (rate is None, -(rate or 0), -(outcome.completed if outcome else 0), course.title)
