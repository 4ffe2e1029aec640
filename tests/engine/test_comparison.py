"""Occupations side by side, from the real knowledge base."""

from __future__ import annotations

import pytest

from engine.comparison import ENOUGH_FOR_PERCENT, Share, compare, describe
from engine.language.byte_count import guide_bytes
from knowledge.base import KnowledgeBase


def test_comparison_takes_two_or_three_different_occupations(kb: KnowledgeBase) -> None:
    # GIVEN four occupations
    codes = ["134102", "304000", "532100", "029301"]
    codes = [code for code in codes if code in kb.occupations] or list(kb.occupations)[:4]
    # WHEN one, two, three and four are compared  THEN only two and three are
    assert compare(kb, codes[:1]).outcome == "too_few"
    assert compare(kb, [codes[0], codes[0]]).outcome == "too_few"
    assert [c.occupation.code for c in compare(kb, codes[:2]).columns] == codes[:2]
    assert compare(kb, codes[:3]).outcome == "found"
    fourth = compare(kb, [*list(kb.occupations)[:4]])
    assert (fourth.outcome, fourth.columns) == ("too_many", ())
    assert compare(kb, [codes[0], "999999"]).outcome == "unknown"


def test_figures_are_those_of_the_tables(kb: KnowledgeBase) -> None:
    # GIVEN 데이터 분석가, whose unit the survey asked
    survey = kb.survey("1341")
    assert survey is not None
    # WHEN described
    facts = describe(kb, "134102")
    # THEN pay is the range of the surveyed jobs' medians and the age share is recomputed from the counts
    medians = [row.median_salary_10k_krw for row in survey.pay]
    assert facts.pay is not None
    assert (facts.pay.lowest, facts.pay.highest, facts.pay.jobs) == (min(medians), max(medians), len(medians))
    ages = dict(survey.distributions["age"])
    assert facts.age is not None
    assert (facts.age.count, facts.age.total) == (max(ages.values()), sum(ages.values()))
    assert sum(facts.units_by_level.values()) == len(facts.path.units)


def test_market_rows_are_those_of_the_market_queries(kb: KnowledgeBase) -> None:
    # GIVEN three occupations  WHEN compared  THEN each has openings of its group, certificates and majors of its unit
    result = compare(kb, ["134102", "304000", "824100"])
    assert [market.openings.group.name for market in result.markets if market.openings.group] == [
        "연구 및 공학기술",
        "보건·의료",
        "설치·정비·생산-기계·금속·재료",
    ]
    assert [market.certificates[0].name for market in result.markets] == [
        "정보처리기사",
        "간호사",
        "피복아크용접기능사",
    ]
    assert [market.majors.main.shares[0].value for market in result.markets if market.majors.main] == [
        "전산학·컴퓨터공학",
        "간호학",
        "기계공학",
    ]


def test_occupation_that_nobody_was_asked_about_has_no_figures(kb: KnowledgeBase) -> None:
    # GIVEN an occupation whose unit is not in the survey
    code = next(code for code, o in kb.occupations.items() if kb.survey(o.unit) is None)
    # WHEN described  THEN nothing is made up
    facts = describe(kb, code)
    assert (facts.pay, facts.age, facts.education) == (None, None, None)


@pytest.mark.parametrize(("total", "percent"), [(ENOUGH_FOR_PERCENT - 1, None), (ENOUGH_FOR_PERCENT, 50.0)])
def test_share_of_few_answers_has_no_percentage(total: int, percent: float | None) -> None:
    # GIVEN half of few or enough answers  WHEN the share is asked  THEN few give a count only
    share = Share("고졸", total // 2, total)
    assert share.percent == percent


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("abc", 3), ("가나", 4), ("데이터 분석가(빅데이터 분석가)", 30), ("임상심리사(심리치료사)", 22)],
)
def test_bytes_as_the_guide_counts(text: str, length: int) -> None:
    # GIVEN a text  WHEN counted  THEN a syllable is two bytes
    assert guide_bytes(text) == length
