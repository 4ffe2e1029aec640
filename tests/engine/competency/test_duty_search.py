"""Text → 직무."""

from __future__ import annotations

import pytest

from engine.competency.duty_index import known_courses
from engine.competency.duty_search import DutySearch

WORK = {
    "반도체 식각 공정 조건을 정하고 수율을 관리함": "반도체제조",
    "조선소에서 CO2 용접으로 선박 블록을 용접함": "CO₂용접",
    "세금계산서 발행과 결산, 부가세 신고": "세무",
    "자바 스프링으로 쇼핑몰 백엔드 API를 개발": "응용SW엔지니어링",
    "찌개와 구이를 만드는 한식당 주방장": "한식조리",
    "브랜드 로고와 포스터를 디자인": "시각디자인",
    "지게차로 팔레트를 싣고 내림": "지게차운전",
}


@pytest.mark.parametrize(("text", "duty"), WORK.items())
def test_descriptions_of_work_lead_to_their_duty(duty_search: DutySearch, text: str, duty: str) -> None:
    # GIVEN a description of work in plain words
    # WHEN its 직무 are searched
    found = duty_search.rank(text, "work", limit=2)

    # THEN the right one is among the first two, with words of the text
    names = {duty_search.kb.duties[match.duty].name: match for match in found}
    assert duty in names
    assert names[duty].words
    assert all(word.replace(" ", "") in text.replace(" ", "") for word in names[duty].words)


def test_chances_add_up_and_fall(duty_search: DutySearch) -> None:
    # GIVEN a course title WHEN all 직무 are ranked
    found = duty_search.rank("전산회계 1급 실무", "course", limit=2000)

    # THEN the chances fall and add up to 1
    chances = [match.chance for match in found]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("text", ["", "   ", "!!!", "🙂"])
def test_nothing_to_compare_gives_nothing(duty_search: DutySearch, text: str) -> None:
    # GIVEN a text without letters WHEN it is searched THEN nothing is found
    assert duty_search.rank(text, "work") == ()


def test_a_known_course_leads_to_its_own_duty(duty_search: DutySearch) -> None:
    # GIVEN a title that the base holds with one NCS code
    courses = known_courses(duty_search.kb)
    titles = [course.title for course in courses]
    course = next(course for course in courses if titles.count(course.title) == 1 and "용접" in course.title)

    # WHEN it is searched THEN that code comes first
    assert duty_search.rank(course.title, "course")[0].duty == course.duty
