"""Where the person is on the walk, as the actions tell it after every turn."""

from __future__ import annotations

import pytest

from bot.actions import progress
from bot.actions.state import FORM_OF_STEP
from bot.replies.progress import DETAILED, SIMPLE
from engine.members.store import MemberStore
from tests.actions.desk import Desk


def place(desk: Desk) -> str:
    """The line as it is shown."""
    shown = desk.progress
    return f"{shown['title']} {shown['step']}/{len(shown['steps'])} {shown['steps'][shown['step'] - 1]}"


def done(desk: Desk) -> list[str]:
    return [section["label"] for section in desk.progress["sections"] if section["done"]]


def test_every_step_has_a_place() -> None:
    # GIVEN all steps of the conversation  WHEN their places are looked up
    for step, form in FORM_OF_STEP.items():
        if step == "menu" or form == "profile_form":
            continue
        # THEN each is a step of a way
        assert progress._PLACES[step] in (*SIMPLE, *DETAILED)


def test_the_simple_way_from_the_keywords_on_and_back(members: MemberStore, desk: Desk) -> None:
    # GIVEN somebody who has consented and is asked for keywords
    walk = Desk(desk.member, "interest")
    walk.slots["state"]["detailed"] = False
    assert place(walk.say("도움말", "help", 0.99)) == "간편입력 2/4 관심 키워드"
    # WHEN they name one  THEN they are to choose an occupation, and a question or an unclear word changes nothing
    assert place(walk.say("간호사")) == "간편입력 3/4 직종 고르기"
    assert place(walk.say("이거 무료예요?", "faq_cost", 0.99)) == "간편입력 3/4 직종 고르기"
    assert place(walk.say("ㅁㄴㅇㄹ")) == "간편입력 3/4 직종 고르기"
    # WHEN they go back  THEN the place goes back with them
    assert place(walk.say("이전으로", "back", 0.99)) == "간편입력 2/4 관심 키워드"
    # WHEN they begin anew  THEN there is no place to show
    walk.say("처음부터", "restart", 0.99)
    assert walk.progress["steps"] == []


def test_the_report_of_the_simple_way(members: MemberStore, desk: Desk) -> None:
    # GIVEN somebody who chose an occupation
    walk = Desk(desk.member, "interest")
    walk.slots["state"]["detailed"] = False
    walk.say("간호사").say("1번으로 할게요", "pick", 0.95)
    assert walk.step == "report_name"
    assert place(walk) == "간편입력 4/4 보고서"
    # WHEN the report is made  THEN they are still there
    walk.say("이 이름 그대로", "affirm", 0.9).say("보고서 만들기", "affirm", 0.9)
    assert walk.step == "report"
    assert place(walk) == "간편입력 4/4 보고서"


def test_sections_of_the_profile_are_ticked_as_they_are_filled(desk: Desk) -> None:
    # GIVEN an empty profile
    desk.say("도움말", "help", 0.99)
    assert place(desk) == "상세입력 2/5 프로필"
    assert [section["label"] for section in desk.progress["sections"]] == [
        "학력", "직업훈련", "자격증", "경력/경험", "보유기술"
    ]  # fmt: skip
    assert done(desk) == []
    # WHEN certificates are told  THEN nothing is done before they are saved
    desk.say("정보처리기사랑 용접기능사 있어요")
    assert done(desk) == []
    desk.say("저장")
    assert done(desk) == ["자격증"]
    # WHEN that is undone  THEN it is open again
    desk.tap("p:undo")
    assert done(desk) == []


@pytest.mark.parametrize(
    ("step", "shown"), [("owned", "상세입력 3/5 보유 능력단위"), ("related", "상세입력 4/5 연관직종")]
)
def test_the_analysis_is_on_the_detailed_way(desk: Desk, step: str, shown: str) -> None:
    # GIVEN somebody at a step of the analysis  WHEN they ask for help  THEN the line says where that is
    assert place(Desk(desk.member, step).say("도움말", "help", 0.99)) == shown
