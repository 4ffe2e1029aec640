"""Training, certificates, the official job search and the next steps, from the real tables."""

from __future__ import annotations

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.competency.career_path import career_path
from engine.market import read_area
from engine.recommend.certificates import recommend_certificates
from engine.recommend.courses import recommend_courses
from engine.recommend.job_search import job_search_url
from engine.recommend.next_steps import MOST_STEPS, next_steps
from knowledge.base import KnowledgeBase

ANALYST, NURSE, WELDER = "134102", "304000", "824100"
TODAY = datetime.date(2026, 11, 22)
IN_APRIL = datetime.date(2026, 4, 22)


def test_no_course_that_has_begun_is_offered_as_open(kb: KnowledgeBase) -> None:
    # GIVEN lists of spring 2026 and before  WHEN asked in April and in November
    april, november = recommend_courses(kb, WELDER, IN_APRIL), recommend_courses(kb, WELDER, TODAY)
    # THEN in April there are open ones, soonest first, in 직무 of the occupation; in November none
    assert april.outcome == "open"
    starts = [course.start for course in april.open if course.start]
    assert starts == sorted(starts)
    assert min(starts) >= IN_APRIL
    assert all(course.duty in april.duties and course.url.startswith("https://") for course in april.open)
    assert november.open == ()
    assert november.outcome in ("past_only", "none")


def test_past_courses_are_told_with_recomputed_outcomes(kb: KnowledgeBase) -> None:
    # GIVEN 데이터 분석가  WHEN asked today  THEN courses that were held, best employment first
    advice = recommend_courses(kb, ANALYST, TODAY)
    assert advice.outcome == "past_only"
    rates = [course.outcome.employment_rate for course in advice.past if course.outcome]
    known = [rate for rate in rates if rate is not None]
    assert known == sorted(known, reverse=True)
    first = advice.past[0]
    held = [
        r for r in kb.training_rounds if r.course_id == first.course_id and first.duty and r.duty == first.duty.code
    ]
    assert first.outcome is not None
    assert first.outcome.completed == sum(r.completed or 0 for r in held)
    assert first.start == max(r.start for r in held)
    assert all(course.start and course.start < TODAY for course in advice.past)


def test_courses_of_one_duty_in_one_area(kb: KnowledgeBase) -> None:
    # GIVEN one 직무 and 부산  WHEN asked  THEN only those
    busan = read_area(kb, "부산").areas[0]
    advice = recommend_courses(kb, ANALYST, TODAY, busan, ("20010105",))
    assert [duty.code for duty in advice.duties] == ["20010105"]
    assert advice.past
    assert all(course.region.startswith("부산") for course in advice.past)
    assert {course.duty for course in advice.past} == {kb.duties["20010105"]}


def test_certificate_that_the_law_requires_comes_first(kb: KnowledgeBase) -> None:
    # GIVEN nurses  WHEN certificates are asked  THEN the licence first, with body, holders and units
    advice = recommend_certificates(kb, NURSE)
    first = advice.certificates[0]
    assert (first.name, first.required) == ("간호사", True)
    assert first.body
    assert first.holders is not None
    assert first.covers


def test_certificates_cover_units_of_their_duties_at_their_levels(kb: KnowledgeBase) -> None:
    # GIVEN several occupations  WHEN certificates are asked
    for code in (ANALYST, NURSE, WELDER, "511200", "026300"):
        advice = recommend_certificates(kb, code)
        needed = {unit.code for unit in career_path(kb, code).units}
        scores = [one.score for one in advice.certificates]
        # THEN best first, each once, covering needed units only, of 직무 that list it, at levels that suit it
        assert scores == sorted(scores, reverse=True)
        assert len({one.name for one in advice.certificates}) == len(advice.certificates)
        for one in advice.certificates:
            assert {unit.code for unit in one.covers} <= needed
            assert {unit.duty_code for unit in one.covers} <= {duty.code for duty in one.duties}
            assert one.levels is None or all(unit.level in one.levels for unit in one.covers)


def test_what_a_person_has_is_not_recommended(kb: KnowledgeBase) -> None:
    # GIVEN somebody who has 정보처리기사 and lacks two units  WHEN asked  THEN that one is not there, and only these count
    missing = [unit.code for unit in career_path(kb, ANALYST).units[:2]]
    advice = recommend_certificates(kb, ANALYST, missing, ["정보처리기사"])
    assert "정보처리기사" not in {one.name for one in advice.certificates}
    assert (advice.wanted, advice.of_profile) == (2, True)
    assert all({unit.code for unit in one.covers} <= set(missing) for one in advice.certificates)


def test_next_steps_are_few_and_each_leads_further(kb: KnowledgeBase) -> None:
    # GIVEN occupations of all fields
    for code in list(kb.occupations)[::25]:
        # WHEN the next steps are asked
        plan = next_steps(kb, code, TODAY)
        gained = [unit.code for step in plan.steps for unit in step.gains]
        # THEN at most three, no unit counted twice, and the sum is told
        assert len(plan.steps) <= MOST_STEPS
        assert len(gained) == len(set(gained)) == plan.reached <= plan.wanted
        assert (plan.outcome == "found") == bool(plan.steps)
        assert all(step.gains or step.kind == "required_certificate" for step in plan.steps)
        assert not any(
            step.open for step in plan.steps if step.course and step.course.start and step.course.start < TODAY
        )


def test_first_step_of_a_nurse_is_the_licence(kb: KnowledgeBase) -> None:
    # GIVEN a nurse to be  WHEN asked  THEN the licence comes first; who has it goes on with something else
    assert next_steps(kb, NURSE, TODAY).steps[0].kind == "required_certificate"
    assert all(step.name != "간호사" for step in next_steps(kb, NURSE, TODAY, owned=["간호사"]).steps)


def test_first_step_of_a_carer_is_the_licence_of_most_carers(kb: KnowledgeBase) -> None:
    # GIVEN the head of the carers' unit, whose licence is told of one of its occupations
    carer = next(code for code, o in kb.occupations.items() if o.name == "요양 보호사 및 간병인")
    # WHEN asked  THEN the licence that half of them hold comes before private certificates
    assert next_steps(kb, carer, TODAY).steps[0].name == "요양보호사"


def test_nothing_missing_needs_no_steps(kb: KnowledgeBase) -> None:
    # GIVEN somebody who lacks nothing  WHEN asked  THEN the plan is complete
    plan = next_steps(kb, ANALYST, TODAY, missing=())
    assert (plan.outcome, plan.steps, plan.wanted) == ("complete", (), 0)


def test_training_is_a_step_where_courses_are_held(kb: KnowledgeBase) -> None:
    # GIVEN somebody who lacks the units of one 직무 only, that no certificate within reach covers better
    missing = [unit.code for unit in career_path(kb, ANALYST).units if unit.duty_code == "20010105"]
    # WHEN asked  THEN a training with its hours may be among the steps, its course not said to be open
    plan = next_steps(
        kb,
        ANALYST,
        TODAY,
        missing=missing,
        owned=[one.name for one in recommend_certificates(kb, ANALYST, missing).certificates],
    )
    assert [step.kind for step in plan.steps] == ["training"]
    step = plan.steps[0]
    assert step.course is not None
    assert not step.open
    assert step.hours == sum(unit.hours or 0 for unit in step.gains)


@pytest.mark.parametrize(
    ("words", "regions"),
    [("서울", "11000"), ("마포", "11000"), ("수도권", "11000|28000|41000"), ("광주광역시", "29000|46000")],
)
def test_official_search_is_opened_with_filters(kb: KnowledgeBase, words: str, regions: str) -> None:
    # GIVEN an area  WHEN the search is opened  THEN occupation, 시도, career and employment are set
    area = read_area(kb, words).areas[0]
    address = urlsplit(job_search_url([ANALYST], area, career="신입", permanent=True))
    asked = {key: values[0] for key, values in parse_qs(address.query).items()}
    assert address.hostname == "www.work24.go.kr"
    assert (asked["occupation"], asked["region"], asked["careerTypes"], asked["employGbn"]) == (
        ANALYST,
        regions,
        "N",
        "10",
    )
    assert "region" not in parse_qs(urlsplit(job_search_url([ANALYST])).query)
