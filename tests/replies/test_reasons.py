"""Why an occupation is proposed, in words for people."""

from __future__ import annotations

import pytest

from bot.replies.interest import found_page, reason_text
from engine.matching import Match, Reason
from engine.matching.interests import InterestResult
from engine.matching.results import REASON_KINDS
from knowledge.base import KnowledgeBase


@pytest.mark.parametrize("kind", REASON_KINDS)
def test_every_kind_of_reason_says_what_the_words_met(kind: str) -> None:
    # GIVEN a match with a reason of this kind WHEN it is told THEN the text says what kind of thing was met, and its name
    told = reason_text(Match("134102", "1341", 0.9, (Reason(kind, "파이썬", "빅데이터 분석", 1.0),)))
    assert told.startswith("‘파이썬’ → ")
    assert "‘빅데이터 분석’" in told
    assert told != "‘파이썬’ → ‘빅데이터 분석’"


@pytest.mark.parametrize("kind", REASON_KINDS)
def test_what_is_only_of_the_unit_is_told_so(kind: str) -> None:
    # GIVEN a target that belongs to the unit and to no sibling alone WHEN it is told THEN the text says whose it is
    own, wider = (
        reason_text(Match("824106", "8241", 0.9, (Reason(kind, "용접", "용접원", 1.0, of_unit),)))
        for of_unit in (False, True)
    )
    assert "상위 직종" in wider
    assert "상위 직종" not in own


def test_without_a_reason_none_is_claimed() -> None:
    # GIVEN a match without a reason WHEN it is told THEN no likeness in meaning is claimed
    assert "뜻" not in reason_text(Match("824106", "8241", 0.1, ()))


def test_the_word_for_the_unit_is_explained_where_it_is_used(kb: KnowledgeBase) -> None:
    # GIVEN results with and without a reason of the unit WHEN they are told THEN the note explains the word just where it stands
    for of_unit in (True, False):
        match = Match("824106", "8241", 0.9, (Reason("name", "용접", "용접원", 1.0, of_unit),))
        *_, found = found_page(kb, InterestResult("found", ("용접",), (), (match,), None), 0)
        assert ("상위 직종’은" in str(found)) == of_unit
