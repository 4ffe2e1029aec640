"""Whole profiles on the real knowledge base, and the tables of answers on small inputs."""

from __future__ import annotations

import numpy as np
import pytest

from engine.matching import Matcher, WorkProfile
from engine.matching.answers import AnswerTable
from engine.matching.texts import Evidence
from knowledge.base import KnowledgeBase

UNITS = ("1111", "1112", "2221")
EVIDENCE = (
    Evidence("1111", "major", "컴퓨터공학과", 8),
    Evidence("1112", "major", "컴퓨터공학", 2),
    Evidence("2221", "major", "간호학", 9),
    Evidence("2221", "related_major", "보건간호", 1),
)


def test_answers_speak_for_the_units_that_gave_them() -> None:
    # GIVEN counted answers WHEN one is read as it stands or as it is nearly written THEN its units gain, others lose
    table = AnswerTable.of("major", UNITS, EVIDENCE)
    own = table.own("컴퓨터공")
    assert own is not None
    assert own[0] > own[1] > own[2]
    like = table.like(table.near("컴퓨터공학부전"))
    assert like[0] > 0 > like[2]
    # THEN so do the wider fields of those units
    field = table.field("컴퓨터공")
    assert field is not None
    assert field[0] == field[1] > 0 > field[2]
    # THEN an answer that nobody gave says nothing of its own, and what the base relates counts a little
    assert table.own("무용") is None
    assert table.field("무용") is None
    assert np.allclose(table.like(table.near("무용")), 0)
    assert table.like(table.near("보건간호"))[2] > 0


@pytest.mark.parametrize(
    ("profile", "unit"),
    [
        (WorkProfile("간호학과", ("간호사 면허",)), "3040"),
        (WorkProfile("유아교육", ("유치원 정교사 2급",), "", "", "어린이집 교사"), "2130"),
        (WorkProfile(tools="용접기, 그라인더", training="특수용접", certificates=("용접기능사",)), "8241"),
        (WorkProfile("식품영양", ("영양사", "위생사")), "3050"),
        (WorkProfile("토목공학", ("토목기사",), "", "캐드", ""), "1403"),
    ],
)
def test_a_plain_profile_finds_its_unit(matcher: Matcher, profile: WorkProfile, unit: str) -> None:
    # GIVEN what a worker might write WHEN it is matched THEN their unit is among the first two, with a true reason
    ranked = [code for code, _ in matcher.rank_profile(profile)]
    assert unit in ranked[:2]
    assert len(ranked) == 10
    result = matcher.match_profile(profile)
    assert result.outcome == "found"
    assert unit in {match.unit for match in result.matches[:4]}


def test_reasons_of_a_profile_are_answers_of_the_unit(matcher: Matcher, matching_kb: KnowledgeBase) -> None:
    # GIVEN a profile with two certificates
    profile = WorkProfile("건축공학", ("건축기사", "바리스타"), tools="캐드")
    written = {"건축공학", "건축기사", "바리스타", "캐드", "건축기사, 바리스타"}
    # WHEN it is matched THEN each reason has the person's words, and answers shown are the unit's own
    result = matcher.match_profile(profile)
    assert result.matches
    kinds = set()
    for match in result.matches:
        survey = matching_kb.survey(match.unit)
        assert survey is not None
        for reason in match.reasons:
            kinds.add(reason.kind)
            assert reason.keyword in written
            if reason.kind in ("major", "tool"):
                assert reason.target in dict(survey.distributions[reason.kind])
    assert {"major", "certificate"} <= kinds


def test_a_profile_that_says_nothing_finds_nothing(matcher: Matcher) -> None:
    # GIVEN empty entries, or signs only WHEN they are matched THEN nothing is claimed
    for profile in (WorkProfile(), WorkProfile("-", ("", " "), "...", "\u200b", "?!")):
        assert matcher.match_profile(profile).outcome == "not_found"
        assert matcher.match_profile(profile).matches == ()
        assert matcher.rank_profile(profile) == []


def test_to_have_no_certificate_is_not_the_same_as_not_to_say(matcher: Matcher) -> None:
    # GIVEN a major of which most hold a licence WHEN the person is known to have none THEN that work becomes less likely
    def chance(certificates: tuple[str, ...] | None) -> float:
        return dict(matcher.rank_profile(WorkProfile("간호학", certificates)))["3040"]

    assert chance(()) < chance(None) < chance(("간호사 면허",))


def test_strange_entries_do_no_harm(matcher: Matcher) -> None:
    # GIVEN very long and odd entries WHEN they are matched THEN there is an answer all the same
    profile = WorkProfile("공학" * 5000, tuple(["자격"] * 500), "ㅋㅋㅋ", "😀, ,,,", "\x00직업")
    assert len(matcher.rank_profile(profile)) == 10
    assert matcher.match_profile(profile).outcome in ("found", "unsure")
