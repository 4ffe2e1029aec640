"""What the counsellor's desk is told about a profile: the real engine's analysis, with evidence and sources."""

from __future__ import annotations

import uuid

import pytest

from bot.actions._engine import engine
from bot.actions.desk_analysis import describe
from engine.members.store import MemberStore
from engine.profile import Certificate, Experience, PartialDate


@pytest.fixture
def member(members: MemberStore) -> str:
    somebody = uuid.uuid4().hex
    job = Experience(
        "",
        organisation="가람전자",
        start=PartialDate(2018, 3),
        end=PartialDate(2022, 2),
        content="반도체 식각 공정 조건 관리와 수율 분석",
    )
    members.profiles.add(somebody, [job, Certificate("", name="정보처리기사")])
    return somebody


def test_competencies_and_occupations_come_with_their_reasons(member: str) -> None:
    # GIVEN a profile  WHEN it is described
    told = describe(engine(), member, [])
    # THEN each 직무 has a table with evidence and source, each occupation its coverage and reasons
    assert told["duties"]
    first = told["duties"][0]
    assert 0 < first["owned"] <= first["total"]
    assert first["table"]["columns"] == ["능력단위", "판단", "근거"]
    assert "출처" in first["table"]["note"]
    assert told["occupations"]
    assert all("보유/필요" in one["text"] for one in told["occupations"])
    assert told["comparison"] == []


def test_two_or_three_occupations_are_compared(member: str) -> None:
    # GIVEN the occupations found for a profile
    codes = [one["code"] for one in describe(engine(), member, [])["occupations"]]
    # WHEN two are compared  THEN a column each, and what the person has of each
    facts, mine = describe(engine(), member, codes[:2])["comparison"]
    assert len(facts["columns"]) == 3
    assert mine["rows"][0][0] == "보유/필요"
    # WHEN one, four or unknown ones are  THEN nothing
    for unfit in (codes[:1], codes[:4], ["000000", codes[0]]):
        assert describe(engine(), member, unfit)["comparison"] == []


def test_an_empty_profile_and_a_simple_search(members: MemberStore) -> None:
    # GIVEN somebody who only searched by keywords  WHEN described  THEN keywords and occupation are there, no competencies
    somebody = uuid.uuid4().hex
    code = next(iter(engine().kb.occupations))
    members.save_draft(somebody, {"keywords": ["용접"], "occupation": code})
    told = describe(engine(), somebody, [])
    assert told["search"] == {"keywords": ["용접"], "occupation": engine().kb.occupations[code].name}
    assert told["duties"] == []
    assert told["occupations"] == []
