"""Wording that must read naturally and say no more than the data does."""

from __future__ import annotations

import pytest

from bot.replies.contract import validate
from bot.replies.interest import found_page, keyword_line, reason_text
from bot.replies.report import level_matrix, unit_details
from bot.replies.wording import list_with_josa, pay_text, share_text, with_josa
from engine.comparison import Pay, Share
from engine.competency.career_path import career_path, unit_detail
from engine.competency.related import unit_relations
from engine.matching import Match, Reason
from engine.matching.interests import InterestResult
from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["간호사"], "‘간호사’로"),
        (["용접"], "‘용접’으로"),
        (["요리", "엑셀"], "‘요리’, ‘엑셀’로"),
        (["C++"], "‘C++’로"),
    ],
)
def test_particle_stands_behind_the_quotation_mark(words: list[str], text: str) -> None:
    # GIVEN words of a person  WHEN listed with a particle  THEN it fits the last word
    assert list_with_josa(words, "으로/로") == text


def test_single_word_with_particle() -> None:
    # GIVEN words with and without a final consonant  WHEN put in quotes  THEN the particle fits
    assert (with_josa("영업", "을/를"), with_josa("회계", "을/를")) == ("‘영업’을", "‘회계’를")


def test_pay_and_shares_say_when_nothing_is_known() -> None:
    # GIVEN no data, one figure, a range, few answers
    # WHEN worded  THEN nothing is made up and few answers are told as counts
    assert pay_text(None) == "조사 자료 없음"
    assert pay_text(Pay(2600, 2600, 1, 47)) == "연 2,600만 원"
    assert pay_text(Pay(3600, 4000, 3, 124)) == "연 3,600만~4,000만 원(직업 3개의 중앙값 범위)"
    assert share_text(None) == "조사 자료 없음"
    assert share_text(Share("고졸", 5, 9)) == "고졸(9명 중 5명)"
    assert share_text(Share("대졸", 64, 124)) == "대졸 52%(124명 중 64명)"


def test_reason_names_the_persons_word_and_what_it_met() -> None:
    # GIVEN a match with reasons  WHEN worded  THEN word and target are both there
    match = Match("304000", "3040", 0.9, (Reason("name", "간호", "간호사", 1.0),))
    assert reason_text(match) == "‘간호’ → 이름 ‘간호사’"


def test_unsure_result_says_so_and_pages_count_on(kb: KnowledgeBase) -> None:
    # GIVEN seven uncertain matches
    codes = list(kb.occupations)[:7]
    matches = tuple(Match(code, kb.occupations[code].unit, 0.1, ()) for code in codes)
    result = InterestResult("unsure", ("무언가",), (), matches, None)
    # WHEN both pages are shown
    first, second = found_page(kb, result, 0), found_page(kb, result, 1)
    # THEN the first says that it is unsure, the second counts on
    assert "어려워요" in first[0]["text"]
    assert second[1]["caption"].startswith("추천 직종 6~7번째")
    for reply in (*first, *second):
        validate(reply)


def test_matrix_has_only_levels_with_units(kb: KnowledgeBase) -> None:
    # GIVEN the path of an occupation
    path = career_path(kb, "134102")
    # WHEN shown as a matrix
    matrix = level_matrix(path)
    # THEN its columns are the levels that occur, and every unit stands in its level's column
    assert matrix["columns"][1:] == [f"{level}수준" for level in path.levels]
    for row, duty in zip(matrix["rows"], path.duties, strict=True):
        for cell, level in zip(row[1:], path.levels, strict=True):
            assert all(unit.name in cell for unit in duty.at_level(level))


def test_unit_details_name_what_helps_to_gain_it(kb: KnowledgeBase) -> None:
    # GIVEN a unit of a described 직무
    code = career_path(kb, "134102").units[0].code
    # WHEN its details are worded
    about, related = unit_details(unit_detail(kb, code), unit_relations(kb, code))
    # THEN every list of the base is there with its source, and both replies keep the contract
    validate(about)
    validate(related)
    assert {"훈련", "지식", "기술", "장비·도구"} <= {row[0] for row in related["rows"]}
    assert "출처" in related["note"]


def test_keyword_line_names_what_was_left_out() -> None:
    # GIVEN a search with an exclusion  WHEN told  THEN both are named
    assert keyword_line(["요리"], ["청소"]) == "지금 키워드: ‘요리’ · 뺀 것: ‘청소’"
