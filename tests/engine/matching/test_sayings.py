"""Everyday sayings lead to the work that a counsellor would think of: the committed set `sayings.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from engine.language.recogniser import Recogniser
from engine.matching import Matcher
from engine.matching.interests import InterestSearch
from knowledge.base import KnowledgeBase

FIRST = 5
SAYINGS = [
    pytest.param(row["says"], frozenset(row["units"]), id=row["says"])
    for row in yaml.safe_load(Path(__file__).with_name("sayings.yml").read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def interests(matching_kb: KnowledgeBase, matcher: Matcher) -> InterestSearch:
    @cache
    def recogniser() -> Recogniser:
        return Recogniser.load(matching_kb)

    return InterestSearch(matching_kb, matcher, recogniser)


@pytest.mark.parametrize(("saying", "units"), SAYINGS)
def test_a_saying_leads_to_its_work(interests: InterestSearch, saying: str, units: frozenset[str]) -> None:
    # GIVEN a message as people say it WHEN it is answered THEN fitting work is among the first, each with a reason
    result = interests.answer(saying, FIRST)
    assert units & {match.unit for match in result.matches}
    assert all(match.reasons for match in result.matches)
