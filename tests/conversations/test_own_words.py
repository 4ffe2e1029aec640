"""People say what they want in their own words: long sentences, vague wishes, refusals, words with two meanings."""

from __future__ import annotations

import pytest

from tests.conversations.talker import Talker

pytestmark = pytest.mark.stack


def _keywords(person: Talker) -> str:
    return next(line for line in person.text.splitlines() if line.startswith("지금 키워드"))


@pytest.mark.parametrize(
    ("said", "keywords", "occupation"),
    [
        ("저 58세인데요 경비일 알아보고 있어요", "‘경비일’", "경비원"),
        ("정보처리기사랑 컴활 있는데 뭐 할 수 있어요?", "‘정보처리기사’, ‘컴활’", "컴퓨터"),
        ("전 기계과 나왔구요 용접기능사 땄습니다", "‘기계과’, ‘용접기능사’", "용접원"),
    ],
)
def test_keywords_of_a_sentence_are_its_names(member: Talker, said: str, keywords: str, occupation: str) -> None:
    # GIVEN the keyword question WHEN a whole sentence is said THEN only what it names is searched
    member.say(said)
    assert _keywords(member) == f"지금 키워드: {keywords}"
    assert any(occupation in label for label in member.labels[:5])


def test_pay_is_answered_from_the_survey_with_its_source(member: Talker) -> None:
    # GIVEN the keyword question WHEN nothing but good pay is wanted
    member.say("월급 많은 거 추천해줘")
    # THEN occupations come with the pay of those who do the work, how many were asked, and source and period
    found = member.table("추천 직종")
    assert all("만 원(" in row[1] and "명)" in row[1] for row in found["rows"])
    assert "KNOW" in found["note"]
    assert "2017~2020" in found["note"]


def test_age_is_answered_from_the_survey(member: Talker) -> None:
    # GIVEN the keyword question WHEN work for older people is wanted
    member.say("저 67세인데 나이 들어도 할 수 있는 일 있을까요")
    # THEN the share of incumbents above 50 is the reason, with its source
    found = member.table("추천 직종")
    assert all("50대 이상" in row[1] and "%" in row[1] for row in found["rows"])
    assert "2017~2020" in found["note"]


def test_wish_answered_from_descriptions_says_so(member: Talker) -> None:
    # GIVEN the keyword question WHEN work with people is wanted
    member.say("사람 만나는 일 하고 싶어요")
    # THEN the reasons are sentences of the descriptions, and it is said that nobody measured it
    assert all("직종 설명" in row[1] for row in member.table("추천 직종")["rows"])
    assert "조사로 잰 자료가 없어서" in member.text


def test_what_no_data_can_answer_is_said(member: Talker) -> None:
    # GIVEN the keyword question WHEN free weekends are wanted
    member.say("주말에 쉬는 일이요")
    # THEN the bot says that it cannot know, claims no occupation, and asks for more
    assert "그런 자료가 없어요" in member.text
    assert not any(choice.startswith("occ:") for choice in member.ids)
    # WHEN something that it can search is added THEN there are occupations, and it is still said
    member.say("요리")
    assert any(choice.startswith("occ:") for choice in member.ids)
    assert "그런 자료가 없어요" in member.text


def test_refusal_alone_is_kept_until_something_is_wanted(member: Talker) -> None:
    # GIVEN the keyword question WHEN somebody only says what they do not want
    member.say("무릎이 아파서 몸 쓰는 일은 못해요")
    # THEN it is taken, and what is wanted is asked
    assert "빼고 찾을게요" in member.text
    # WHEN they say it
    member.say("앉아서 하는 일이요")
    # THEN the refusal still counts
    assert "뺀 것: ‘몸을 많이 쓰는 일’" in member.text
    assert any(choice.startswith("occ:") for choice in member.ids)


def test_word_with_two_meanings_is_asked_back(member: Talker) -> None:
    # GIVEN the keyword question WHEN a word is said that means a ship and a pear
    member.say("배")
    # THEN nothing is guessed
    assert "여러 뜻" in member.text
    assert member.labels[:2] == ["물에 뜨는 배", "먹는 배(과일)"]
    # WHEN one meaning is chosen by number THEN it is searched
    member.say("1")
    assert _keywords(member) == "지금 키워드: ‘선박’"


def test_word_with_two_meanings_that_neither_fits(member: Talker) -> None:
    # GIVEN a word that is asked back WHEN none of the meanings is it THEN other words are asked for, and taken
    member.say("차", "여기에 없어요")
    assert "다른 말로" in member.text
    member.say("차 고치는 일")
    assert any("자동차 정비" in label for label in member.labels[:3])


def test_mistyped_words_are_corrected_aloud_or_asked_back(member: Talker) -> None:
    # GIVEN the keyword question WHEN a word with a wrong letter is said
    member.say("엑샐")
    # THEN it is told as what it was taken, and searched as that with its kind
    assert "‘엑샐’은 ‘엑셀’로 알아들었어요" in member.text
    assert _keywords(member) == "지금 키워드: ‘엑셀’"
    assert "이렇게 이해했어요: 기술 엑셀" in member.text
    # WHEN a word can be two THEN both are offered, and the chosen one is taken
    member.say("유튜뷰")
    assert "혹시 이 가운데" in member.text
    assert {"유튜버", "유튜브"} <= set(member.labels)
    member.say("유튜버")
    assert _keywords(member) == "지금 키워드: ‘엑셀’, ‘유튜버’"


def test_wish_said_before_consent_is_searched_after_it(person: Talker) -> None:
    # GIVEN the menu WHEN a vague wish is the first thing said, and consent is given
    person.say("집에서 할 수 있는 일 있나요", "동의함", "동의함")
    # THEN it is searched
    assert _keywords(person) == "지금 키워드: ‘집에서 할 수 있는 일’"


@pytest.mark.parametrize("label", ["사람을 돕는 일", "숫자와 서류를 다루는 일", "운전하고 나르는 일"])
def test_every_starter_finds_something(member: Talker, label: str) -> None:
    # GIVEN the list for those to whom nothing comes to mind WHEN one is chosen THEN there are occupations
    member.tap("start:list").say(label)
    assert sum(choice.startswith("occ:") for choice in member.ids) == 5
