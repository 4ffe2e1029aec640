"""Figures of the labour market: those of the tables, recomputed, with what they rest on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.market import (
    ENOUGH_FOR_PERCENT,
    Period,
    ages,
    area_of_code,
    certificate_market,
    education,
    exam_series,
    majors,
    openings,
    read_area,
    training_outcomes,
)
from engine.market.basis import distribution, whole_percents
from knowledge.base import KnowledgeBase, MarketFigure

ANALYST = "134102"


@given(st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=12))
def test_whole_percents_add_up_to_100(counts: list[int]) -> None:
    # GIVEN any counts  WHEN made whole percentages  THEN they add up to 100 and none is off by one or more
    percents = whole_percents(counts)
    total = sum(counts)
    assert sum(percents) == (100 if total else 0)
    assert all(abs(p - 100 * count / total) < 1 for p, count in zip(percents, counts, strict=True) if total)


def test_openings_are_those_of_the_tables_and_the_ratio_is_recomputed(kb: KnowledgeBase) -> None:
    # GIVEN 데이터 분석가 in 서울
    seoul = read_area(kb, "서울").areas[0]
    # WHEN asked without a period
    found = openings(kb, ANALYST, seoul)
    # THEN the last month stands beside the same one of the year before, as in the tables
    by_hand = {
        figure.month: (figure.openings, figure.seekers)
        for figure in kb.market_by_province
        if (figure.province, figure.group) == ("서울", "02")
    }
    assert {figure.month: (figure.openings, figure.seekers) for figure in found.months} == by_hand
    assert found.latest.ratio == pytest.approx(found.latest.openings / found.latest.seekers)
    # AND the group that stands for the occupation is told
    assert found.basis.wider_group == "연구 및 공학기술"
    assert found.basis.period == "2025-07, 2026-07"


@pytest.mark.parametrize("words", ["서울", "경기", "전남광주", "제주"])
def test_districts_add_up_to_their_province(kb: KnowledgeBase, words: str) -> None:
    # GIVEN a province  WHEN its parts are asked  THEN they add up to it
    found = openings(kb, ANALYST, read_area(kb, words).areas[0])
    assert sum(figure.openings for _, figure in found.parts) == found.latest.openings
    assert sum(figure.seekers for _, figure in found.parts) == found.latest.seekers


def test_a_group_of_provinces_and_a_city_are_sums(kb: KnowledgeBase) -> None:
    # GIVEN 수도권 and 수원시, which the tables do not have as such
    capital, suwon = openings(kb, ANALYST, read_area(kb, "수도권").areas[0]), read_area(kb, "수원").areas[0]
    each = [openings(kb, ANALYST, read_area(kb, name).areas[0]).latest for name in ("서울", "경기", "인천")]
    # WHEN asked  THEN they are sums, and said to be
    assert capital.summed
    assert capital.latest.openings == sum(figure.openings for figure in each)
    parts = [
        f for f in kb.market_by_district if f.district.startswith("수원시") and (f.group, f.month) == ("02", "2026-07")
    ]
    assert len(parts) == 4
    assert openings(kb, ANALYST, suwon).latest.seekers == sum(figure.seekers for figure in parts)


def test_months_that_nobody_has_are_missing_and_not_made_up(kb: KnowledgeBase) -> None:
    # GIVEN a month without figures
    # WHEN it is asked, alone and with one that is known
    alone = openings(kb, ANALYST, period=Period("months", ("2026-10",)))
    both = openings(kb, ANALYST, period=Period("months", ("2026-06", "2026-07")))
    # THEN it is told to be missing, and what there is instead
    assert (alone.outcome, alone.missing, alone.available) == ("no_figures", ("2026-10",), ("2025-07", "2026-07"))
    assert ([figure.month for figure in both.months], both.missing) == (["2026-07"], ("2026-06",))


def test_every_occupation_has_a_group_and_figures(kb: KnowledgeBase) -> None:
    # GIVEN all occupations  WHEN the whole country is asked  THEN each has figures of its group
    for code in kb.occupations:
        found = openings(kb, code)
        assert found.outcome == "found"
        assert all(figure.ratio == figure.openings / figure.seekers for figure in found.months if figure.seekers)


def test_figures_of_a_live_source_stand_in_place_of_committed_ones(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a live source that brought a new month of the whole 대분류 8
    import datetime

    day = datetime.date(2026, 11, 1)
    synced = (MarketFigure("전국", "", "80", "2026-09", 300, 600, fetched=day),)
    code = next(code for code in kb.occupations if code.startswith("82"))
    monkeypatch.setattr(type(kb), "synced_market", property(lambda _: synced))
    # WHEN an occupation of it is asked
    found = openings(kb, code, period=Period("months", ("2026-07", "2026-09")))
    # THEN the new month is there with its day, and the older one is the sum of the four parts
    assert [figure.fetched for figure in found.months] == ["", "2026-11-01"]
    parts = [
        figure.openings
        for figure in kb.market_by_province
        if figure.province == "전국" and figure.month == "2026-07" and figure.group in ("09", "10", "11", "12")
    ]
    assert found.months[0].openings == sum(parts)


def test_shares_are_all_answers(kb: KnowledgeBase) -> None:
    # GIVEN all occupations
    for code, occupation in kb.occupations.items():
        survey = kb.survey(occupation.unit)
        for kind, shares in (("required_education", education), ("age", ages), ("major", majors)):
            # WHEN education, ages and majors are asked
            found = shares(kb, code)
            answers = sum(people for _, people in survey.distributions.get(kind, ())) if survey else 0
            # THEN the shares add up to all answers, and nothing is told where nobody was asked
            if found.main is None:
                assert answers == 0
            else:
                assert sum(share.count for share in found.main.shares) == found.main.total == answers
                assert sum(found.main.whole_percents()) == 100
        assert found.outcome == ("found" if survey and found.main else "not_asked")


def test_few_answers_have_no_percentage(kb: KnowledgeBase) -> None:
    # GIVEN an occupation of which few were asked
    code = next(
        code
        for code, occupation in kb.occupations.items()
        if (survey := kb.survey(occupation.unit)) and survey.respondents < ENOUGH_FOR_PERCENT
    )
    # WHEN its ages are asked  THEN there are counts only
    found = ages(kb, code)
    assert found.main is not None
    assert found.main.few
    assert {share.percent for share in found.main.shares} == {None}


def test_majors_are_brought_onto_fields(kb: KnowledgeBase) -> None:
    # GIVEN nurses, whose 소계열 the source lacks, and 데이터 분석가, who wrote 컴퓨터공학 in several ways
    nurses, analysts = majors(kb, "304000"), majors(kb, ANALYST)
    # WHEN majors are asked  THEN answers that mean one thing are one, and those of no field stand as written
    assert nurses.main is not None
    assert nurses.main.shares[0].value == "간호학"
    assert nurses.as_written[0] == "간호학"
    assert analysts.main is not None
    assert analysts.main.shares[0].value == "전산학·컴퓨터공학"
    assert analysts.main.shares[0].count > dict(kb.survey("1341").distributions["major"])["컴퓨터공학"]  # type: ignore[union-attr]


def test_certificates_most_held(kb: KnowledgeBase) -> None:
    # GIVEN 데이터 분석가
    # WHEN certificates are asked, 정보처리기사 being held
    found = certificate_market(kb, ANALYST, ["정보처리기사"])
    # THEN the first is the most frequent answer, out of everybody asked
    assert (found.top[0].name, found.top[0].share.count, found.top[0].share.total) == ("정보처리기사", 14, 124)
    assert found.basis.wider_group == "데이터 전문가"
    assert len(found.top) == 5
    # AND answers spelled differently are one (OCP, Ocp, OCP자격증)
    assert found.top[1].share.count == 9
    # AND my own certificate is most held where most people named it
    counts = [held.share.count for held in found.own[0].held_in]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 5


def test_examinations_by_year(kb: KnowledgeBase) -> None:
    # GIVEN 정보처리기사  WHEN its examinations are asked  THEN five years, rates recomputed from counts of the last stage
    series = exam_series(kb, "정보처리기사")
    assert series is not None
    assert [year.year for year in series.years] == [2019, 2020, 2021, 2022, 2023]
    for year in series.years:
        by_hand = [c for c in kb.exam_counts["정보처리기사"] if (c.year, c.stage) == (year.year, "실기")]
        assert year.pass_rate == pytest.approx(100 * by_hand[0].passed / by_hand[0].sat)
    assert exam_series(kb, "없는 자격증") is None


def test_job_posts_that_ask_for_a_certificate(kb: KnowledgeBase) -> None:
    # GIVEN an occupation whose people hold 지게차운전기능사
    code = next(code for code, o in kb.occupations.items() if "지게차" in o.name)
    # WHEN certificates are asked  THEN the press's figures of posts are there by year, with their page
    found = certificate_market(kb, code)
    demand = [figure for figure in found.demand if figure.item == "지게차운전기능사"]
    assert [figure.year for figure in demand] == ["2018", "2022", "2023"]
    assert all(figure.source_page and figure.unit == "건" for figure in demand)


def test_training_is_recomputed_from_counts(kb: KnowledgeBase) -> None:
    # GIVEN 데이터 분석가
    found = training_outcomes(kb, ANALYST)
    assert found.outcome == "found"
    for field in found.fields:
        # WHEN each field is added up by hand
        rounds = [r for r in kb.training_rounds if r.duty == field.duty.code]
        # THEN rounds and completers are these, and a rate is told of enough completers only
        assert field.outcome.rounds == len(rounds)
        assert field.outcome.completed == sum(r.completed or 0 for r in rounds)
        rate = field.outcome.employment_rate
        assert (rate is None) == (field.outcome.counted_completed < ENOUGH_FOR_PERCENT)
        assert rate is None or rate == pytest.approx(100 * field.outcome.employed / field.outcome.counted_completed)
    # AND an area has the rounds that were held there
    seoul = area_of_code(kb, "11000")
    assert seoul is not None
    inside = {field.duty.code: field.outcome.rounds for field in training_outcomes(kb, ANALYST, seoul).fields}
    assert inside["20010105"] == sum(r.duty == "20010105" and r.region.startswith("서울") for r in kb.training_rounds)


def test_occupation_without_training_data_says_so(kb: KnowledgeBase) -> None:
    # GIVEN an occupation far from digital work  WHEN training is asked  THEN nothing is made up
    found = training_outcomes(kb, next(code for code in kb.occupations if code.startswith("90")))
    assert (found.outcome, found.fields) == ("no_rounds", ())


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=4), st.integers(min_value=0, max_value=500)), max_size=8))
def test_a_distribution_is_whole(counts: list[tuple[str, int]]) -> None:
    # GIVEN any counted answers  WHEN spread  THEN nothing is lost
    spread = distribution(counts)
    total = sum(count for _, count in counts)
    assert (spread is None) == (total == 0)
    if spread is not None:
        assert sum(share.count for share in spread.shares) == spread.total == total
