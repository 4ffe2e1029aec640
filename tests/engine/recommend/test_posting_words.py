"""Filters of job posts as people say them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.market.areas import COUNTRY, read_area
from engine.recommend.posting_words import (
    posting_regions,
    query_from_json,
    query_to_json,
    read_posting_wish,
    refined,
)
from engine.recommend.postings import PostingQuery
from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("정규직만 보여줘", {"employment": frozenset({"10", "11"})}),
        ("계약직은 빼고", {"employment": frozenset({"10", "11", "4", "Y"})}),
        ("무기계약직이요", {"employment": frozenset({"10", "11"})}),
        ("정규직 또는 계약직", {"employment": frozenset({"10", "11", "20", "21"})}),
        ("시간제 일자리 있어요?", {"employment": frozenset({"11", "21"})}),
        ("고용형태는 상관없어요", {"employment": frozenset()}),
        ("신입만", {"career": "new", "career_years": None}),
        ("경력이 없는데요", {"career": "new", "career_years": None}),
        ("경력 3년이에요", {"career": "experienced", "career_years": 3}),
        ("5년차예요", {"career": "experienced", "career_years": 5}),
        ("경력직 채용공고", {"career": "experienced", "career_years": None}),
        ("경력무관 공고", {"career": "any", "career_years": None}),
        ("경력은 상관없어요", {"career": "", "career_years": None}),
        ("고졸도 되는 곳", {"education": 3}),
        ("전문대 나왔어요", {"education": 4}),
        ("4년제 졸업", {"education": 5}),
        ("학력무관", {"education": 0}),
        ("학력은 상관없어요", {"education": None}),
        ("연봉 3000 이상", {"pay_kind": "연봉", "pay_low": 30_000_000, "pay_high": None}),
        ("연봉 3천만원 이상", {"pay_kind": "연봉", "pay_low": 30_000_000, "pay_high": None}),
        ("연봉은 3,500만원~4,500만원", {"pay_kind": "연봉", "pay_low": 35_000_000, "pay_high": 45_000_000}),
        ("연봉 3천에서 4천", {"pay_kind": "연봉", "pay_low": 30_000_000, "pay_high": 40_000_000}),
        ("월 250 이상", {"pay_kind": "월급", "pay_low": 2_500_000, "pay_high": None}),
        ("월급 300만원 이하", {"pay_kind": "월급", "pay_low": None, "pay_high": 3_000_000}),
        ("시급 12000원 이상", {"pay_kind": "시급", "pay_low": 12_000, "pay_high": None}),
        ("시급 1만2천", {"pay_kind": "시급", "pay_low": 12_000, "pay_high": None}),
        ("시급 1만 2천원 이상", {"pay_kind": "시급", "pay_low": 12_000, "pay_high": None}),
        ("연봉 3천5백", {"pay_kind": "연봉", "pay_low": 35_000_000, "pay_high": None}),
        ("연봉 1억 2천 이상", {"pay_kind": "연봉", "pay_low": 120_000_000, "pay_high": None}),
        ("고등학교 교사 공고", {}),
        ("일당 15만원", {"pay_kind": "일급", "pay_low": 150_000, "pay_high": None}),
        ("월급은 상관없어요", {"pay_kind": "", "pay_low": None, "pay_high": None}),
        ("용접 또는 배관", {"any_words": ("용접", "배관")}),
        ("용접|배관|도장", {"any_words": ("용접", "배관", "도장")}),
        ("‘데이터 분석’ 또는 ‘데이터 과학’", {"any_words": ("데이터 분석", "데이터 과학")}),
        ('"영상 편집" 그리고 "프리미어"', {"all_words": ("영상 편집", "프리미어")}),
        ("‘영업 지원’은 빼고", {"without": ("영업 지원",)}),
        ("용접 AND 배관", {"all_words": ("용접", "배관")}),
        ("용접 그리고 티그", {"all_words": ("용접", "티그")}),
        ("키워드는 파이썬, 데이터", {"all_words": ("파이썬", "데이터")}),
        ("'영상 편집' 들어간 공고", {"all_words": ("영상 편집",)}),
        ("재택이 포함된 공고", {"all_words": ("재택",)}),
        ("영업은 빼고", {"without": ("영업",)}),
        ("채용공고 보여줘", {}),
        ("2026년 7월 250건", {}),
        ("서울 마포구", {}),
    ],
)
def test_filters_in_words(text: str, named: dict[str, Any]) -> None:
    # GIVEN a message
    # WHEN it is read
    wish = read_posting_wish(text)
    # THEN it names just these filters
    assert {name: getattr(wish.query, name) for name in wish.named} == named


def test_several_filters_in_one_message() -> None:
    # GIVEN a message that says much  WHEN it is read  THEN nothing of it is lost
    wish = read_posting_wish("정규직 신입으로 연봉 3천만원 이상, 고졸 가능하고 영업은 빼고 용접 또는 배관")
    query = wish.query
    assert query.employment == {"10", "11"}
    assert (query.career, query.education, query.pay_low) == ("new", 3, 30_000_000)
    assert query.any_words == ("용접", "배관")
    assert query.without == ("영업",)


def test_a_message_changes_what_it_names_and_leaves_the_rest() -> None:
    # GIVEN filters said before
    query = PostingQuery(occupations=("815201",), career="new", education=3, any_words=("용접",))
    # WHEN another is said, one is dropped, and all are
    stricter = refined(query, read_posting_wish("정규직만요"))
    looser = refined(stricter, read_posting_wish("경력은 상관없어요"))
    fresh = refined(looser, read_posting_wish("조건 모두 지워 줘"))
    # THEN only that changes; the occupation stays
    assert (stricter.career, stricter.education, stricter.employment) == ("new", 3, {"10", "11"})
    assert (looser.career, looser.education) == ("", 3)
    assert fresh == PostingQuery(occupations=("815201",))


def test_a_query_survives_the_conversation() -> None:
    # GIVEN a query with every kind of value  WHEN it is kept as JSON and read again  THEN it is the same
    query = PostingQuery(("a",), ("b", "c"), (), ("815201",), ("11440",), frozenset({"10"}), "new", 2, 3, "연봉", 1, 2)
    assert query_from_json(query_to_json(query)) == query
    assert query_from_json({"unknown": 1}) == PostingQuery()
    assert query_from_json(None) == PostingQuery()


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    # GIVEN any text  WHEN it is read  THEN the words to search by are few and short
    wish = read_posting_wish(text)
    words = (*wish.query.all_words, *wish.query.any_words, *wish.query.without)
    assert len(words) <= 12
    assert all(2 <= len(word) <= 30 for word in words)


def test_areas_become_region_codes(kb: KnowledgeBase) -> None:
    # GIVEN areas in words
    def codes(text: str) -> tuple[str, ...]:
        return posting_regions(kb, read_area(kb, text).areas[0])

    # WHEN they are looked up in the list of 고용24  THEN they are its codes
    assert codes("서울") == ("11000",)
    assert codes("서울 마포구") == ("11440",)
    assert set(codes("전남광주")) == {"29000", "46000"}
    assert set(codes("수도권")) == {"11000", "28000", "41000"}
    assert all(code.startswith("411") for code in codes("수원"))
    assert posting_regions(kb, COUNTRY) == ()
