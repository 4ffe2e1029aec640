"""Leaving the path for a moment, and finding back to it."""

from __future__ import annotations

import pytest

from tests.conversations.talker import Talker

pytestmark = pytest.mark.stack


def test_question_about_the_service_is_answered_and_the_step_resumes(seeker: Talker) -> None:
    # GIVEN found occupations
    offered = seeker.ids
    # WHEN a question about the service comes in between
    seeker.say("그런데 이거 무료예요?")
    # THEN it is answered and the same choices are there again
    assert "무료" in seeker.text
    assert seeker.ids == offered
    # WHEN the person goes on with a number
    seeker.say("1")
    # THEN the first occupation opens
    assert "이 직종으로 보고서 만들기" in seeker.labels


def test_question_during_consent_does_not_count_as_consent(person: Talker) -> None:
    # GIVEN the first consent
    person.say("간편입력")
    # WHEN the person asks what happens with the data
    person.say("동의하면 뭘 저장해요?")
    # THEN it is answered and the consent asked again
    assert "2년" in person.text
    assert person.labels == ["동의함", "동의하지 않음"]
    # WHEN it is given
    person.say("동의함")
    # THEN the second consent follows: the first was not skipped over
    assert "민감정보" in person.text


@pytest.mark.parametrize(
    ("where", "words"), [("interest", "관심 키워드"), ("results", "찾은 직종"), ("name", "보고서 이름")]
)
def test_help_explains_the_present_step(member: Talker, where: str, words: str) -> None:
    # GIVEN a step of the walk
    if where != "interest":
        member.say("간호사")
    if where == "name":
        member.say("1번으로 할게요")
    # WHEN help is asked for
    member.say("도움말")
    # THEN it is about this step, and tells the words that always work
    assert words in member.text
    assert "처음부터" in member.text


def test_going_back_step_by_step(seeker: Talker) -> None:
    # GIVEN somebody at the report's name
    seeker.say("1", "이 직종으로 보고서 만들기")
    assert "보고서 이름" in seeker.text
    # WHEN going back three times
    # THEN details, results and the keyword question come by
    assert "이 직종으로 보고서 만들기" in seeker.say("이전으로").labels
    assert "직종 비교하기" in seeker.say("이전으로").labels
    assert "관심 있는 말" in seeker.say("이전으로").text


def test_starting_over_leads_to_the_menu_and_nothing_entered_is_lost(seeker: Talker) -> None:
    # GIVEN a search
    # WHEN starting over
    seeker.say("처음부터")
    # THEN the menu is there and offers to go on with the search
    assert "간편입력 시작하기" in seeker.labels
    assert "이어서 하기" in seeker.labels
    assert "지금 키워드: ‘간호사’" in seeker.say("이어서 하기").text


def test_stopping_is_kind_and_can_be_taken_up_again(seeker: Talker) -> None:
    # GIVEN a search
    # WHEN stopping
    seeker.say("그만할래요")
    # THEN the bot says goodbye, and that nothing is lost
    assert "그대로" in seeker.text
    assert "지금 키워드: ‘간호사’" in seeker.say("이어서 하기").text


def test_small_talk_is_answered_and_the_choices_stay(seeker: Talker) -> None:
    # GIVEN found occupations
    offered = seeker.ids
    # WHEN thanks come in between
    seeker.say("고마워요")
    # THEN they are taken and the step goes on
    assert seeker.ids == offered


def test_distress_is_met_with_care(member: Talker) -> None:
    # GIVEN somebody at the keyword question
    # WHEN despair is said
    member.say("너무 힘들어서 죽고 싶어요")
    # THEN people who can help are named: at any hour, and for what is behind it
    assert "109" in member.text
    assert "1577-0199" in member.text
    assert "1350" in member.text or "상담사와 이야기하기" in member.labels


def test_refusing_the_first_consent_leaves_the_general_parts(person: Talker) -> None:
    # GIVEN the first consent
    person.say("간편입력")
    # WHEN it is refused
    person.say("동의하지 않음")
    # THEN the bot says kindly what is not possible, and offers what is
    assert "괜찮아요" in person.text
    assert "검색" in person.text
    assert "서비스 소개" in person.labels
    # WHEN the introduction and a question are asked for
    assert "직종" in person.say("서비스 소개").text
    assert "무료" in person.say("돈 내야 하나요?").text
    # AND a keyword is typed
    person.say("간호사 되고 싶어요")
    # THEN no search happens: the consent is asked again
    assert person.labels == ["동의함", "동의하지 않음"]


def test_words_said_before_consent_are_not_lost(person: Talker) -> None:
    # GIVEN somebody whose first message is an interest
    person.say("드론 조종사가 되고 싶어요")
    assert person.labels == ["동의함", "동의하지 않음"]
    # WHEN both consents are given
    person.say("동의함", "동의함")
    # THEN the search has already happened
    assert "드론 조종사" in person.text
    assert any(choice.startswith("occ:") for choice in person.ids)


def test_help_with_no_keyword_in_mind(member: Talker) -> None:
    # GIVEN the keyword question
    # WHEN nothing comes to mind
    member.say("뭘 해야 할지 모르겠어요")
    # THEN everyday starting points are offered, and one of them searches
    assert "사람을 돕는 일" in member.labels
    assert any(choice.startswith("occ:") for choice in member.say("컴퓨터로 하는 일").ids)
