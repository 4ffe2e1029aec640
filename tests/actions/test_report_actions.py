"""내 보고서 without Rasa: what is done with a report, also at steps where one is busy with something else."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from engine.members.store import REPORTS_AT_MOST, MemberStore
from tests.actions.desk import Desk

SNAPSHOT = json.loads((Path(__file__).parents[1] / "engine" / "reports" / "format_1.json").read_text(encoding="utf-8"))


@pytest.fixture
def report(desk: Desk, members: MemberStore) -> str:
    """A detailed report of the member."""
    return members.add_report(desk.member, "detailed", "봄의 계획", "134102", SNAPSHOT).id


def test_an_open_report_says_what_it_said_when_it_was_made(desk: Desk, report: str) -> None:
    # GIVEN a report whose snapshot has two 직무  WHEN it is opened from the list
    desk.tap("mine").tap(f"rep:{report}")
    # THEN it shows those and what was owned then, not what the base says today
    assert desk.step == "report"
    assert "15개" in desk.text
    desk.tap("matrix")
    assert "● 분석 데이터 전처리" in desk.text
    assert "인공지능모델링" not in desk.text


@pytest.mark.parametrize("verb", ["main", "name", "del", "delyes", "undo", "anew", "add", "swap", "pdf", "pdf-market"])
def test_another_members_report_is_out_of_reach(desk: Desk, report: str, members: MemberStore, verb: str) -> None:
    # GIVEN a report of one member  WHEN another somehow names it  THEN nothing happens to it and nothing is told of it
    Desk("somebody-else").tap(f"rp:{verb}:{report}")
    kept = members.reports(desk.member)
    assert [(one.id, one.name, one.main) for one in kept] == [(report, "봄의 계획", True)]
    assert members.reports("somebody-else") == ()


def test_an_old_button_does_nothing_unasked_where_reports_are_full(
    desk: Desk, report: str, members: MemberStore
) -> None:
    # GIVEN ten reports and the last question before an eleventh is made
    for number in range(REPORTS_AT_MOST - 1):
        members.add_report(desk.member, "simple", str(number), "134102", SNAPSHOT)
    desk.slots["state"] = {"step": "report_confirmed", "occupation": "134102", "report_name": "열한 번째"}
    desk.slots["requested_slot"] = "report_confirmed"
    # WHEN a button of an old list is tapped  THEN no report is given up for it
    desk.tap(f"rep:{report}")
    assert members.report(desk.member, report) is not None
    # WHEN the report is to be made and one is chosen to be given up  THEN that one goes
    desk.tap("make")
    assert "utter_too_many_reports" in desk.text
    desk.tap(f"rep:{report}")
    assert members.report(desk.member, report) is None
    assert members.count_reports(desk.member) == REPORTS_AT_MOST


def test_a_report_from_before_snapshots_opens_and_can_be_made_anew(desk: Desk, members: MemberStore) -> None:
    # GIVEN a report of the former form
    old = members.add_report(desk.member, "simple", "옛것", "134102", {"keywords": ["통계"], "excluded": []}).id
    # WHEN it is opened  THEN it shows itself from today's base, and cannot be printed as it was
    desk.tap(f"rep:{old}")
    assert "옛것" in desk.text
    desk.tap("rp:pdf")
    assert "utter_no_snapshot_to_print" in desk.text
    # WHEN it is made anew in its place  THEN there is one report, the main one, with a snapshot and the old keywords
    desk.tap(f"rp:anew:{old}").tap(f"rp:swap:{old}")
    made = members.reports(desk.member)
    assert [(one.name, one.main, one.content["keywords"]) for one in made] == [("옛것", True, ["통계"])]


def test_made_anew_tells_what_has_changed(desk: Desk, report: str) -> None:
    # GIVEN a report whose snapshot had two of the 직무  WHEN it is made anew  THEN what is new is told beside the old
    desk.tap(f"rep:{report}").say("새 자료로 다시 만들어 줘")
    assert "새로 들어간 직무 12개" in desk.text
    assert "이제 근거가 없는 능력단위 1개: 분석 데이터 전처리" in desk.text
    assert "달라진 숫자" in desk.text


def test_market_questions_at_a_saved_report_are_answered_from_it(desk: Desk, members: MemberStore) -> None:
    # GIVEN a report whose figures are no longer those of the base
    content = copy.deepcopy(SNAPSHOT)
    content["made_at"] = "2025-03-03T03:00:00+00:00"
    for part in content["market"]["openings"]:
        part["months"][-1]["openings"] = 77_777
    report = members.add_report(desk.member, "detailed", "작년 봄", "134102", content).id
    desk.tap(f"rep:{report}")
    # WHEN the market is asked about  THEN it is what the report holds, with its date
    desk.say("이 직종 일자리 많아요?", intent="ask_market", confidence=0.9)
    assert "2025년 3월 3일의 자료" in desk.text
    assert "77,777" in desk.text
    # AND so for the area that it holds
    desk.say("부산은요?")
    assert "2025년 3월 3일의 자료" in desk.text
    assert "77,777" in desk.text
    # WHEN an area is asked for that it does not hold  THEN today's data is shown, and said to be that
    desk.say("대구 구인 상황은?", intent="ask_market", confidence=0.9)
    assert "담기지 않은 내용이라, 오늘 자료로" in desk.text
    assert "77,777" not in desk.text
    # WHEN recommendations are asked for  THEN it is said that they are found today
    desk.say("자격증 추천해 주세요", intent="ask_recommend", confidence=0.9)
    assert "오늘 자료로 새로 찾았어요" in desk.text
    # AND outside of the report nothing is said of it
    desk.tap("go:restart").say("데이터 분석가 서울 구인 상황은?", intent="ask_market", confidence=0.9)
    assert "보고서" not in desk.text.split("utter_resume")[0]
