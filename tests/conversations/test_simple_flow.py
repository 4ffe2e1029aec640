"""The whole walk of 간편입력, tapped, typed as numbers, and said in words."""

from __future__ import annotations

import pytest

from launch.stack import Stack
from tests.conversations.talker import Talker

pytestmark = pytest.mark.stack


def test_opening_tells_what_the_service_is_and_offers_two_ways(person: Talker) -> None:
    # GIVEN somebody who has just opened the page
    # WHEN nothing was said yet
    # THEN the bot says what it is, compares both ways, and offers them
    assert "잡케어봇" in person.text
    assert person.table("간편입력과 상세입력")["columns"][1:] == ["간편입력", "상세입력"]
    assert person.labels[0] == "간편입력 시작하기"


def test_walk_by_tapping_from_keywords_to_report(person: Talker) -> None:
    # GIVEN both consents given by tapping
    person.tap("mode:simple")
    assert [row[0] for row in person.table("개인정보")["rows"]] == ["항목", "목적", "보유·이용 기간"]
    person.tap("yes")
    assert "2년" in dict(person.table("민감정보")["rows"])["보유·이용 기간"]
    person.tap("yes")
    assert {row[0] for row in person.table("넣을 수 있어요")["rows"]} == {
        "전공",
        "자격증",
        "훈련과정",
        "직업",
        "직무",
        "기술",
    }

    # WHEN keywords are typed and everything else is tapped
    person.say("데이터 분석가, 통계")
    assert "occ:134102" in person.ids
    person.tap("occ:134102")
    assert "데이터 분석가(빅데이터 분석가)" in person.text
    person.tap("pick:134102")
    assert "30바이트" in person.text
    person.tap("name:keep")
    person.tap("make")

    # THEN the report stands there, with needed units, and says what 간편 does not hold
    assert "간편 보고서" in person.text
    assert "데이터 분석가(빅데이터 분석가)" in person.text
    assert "상세입력" in person.text
    names = [row[1] for row in person.table("필요한 직무")["rows"]]
    assert {"빅데이터운영·관리", "빅데이터기획"} <= set(names)


def test_walk_by_numbers(person: Talker) -> None:
    # GIVEN somebody who only types numbers where there is something to choose
    person.say("1", "1", "1", "요양보호사")
    first = person.labels[0]
    # WHEN the first result is opened, picked and confirmed by number
    person.say("1", "1", "1", "1")
    # THEN the report is about that occupation
    assert f"선택한 직종: {first}" in person.text


def test_walk_in_words(person: Talker) -> None:
    # GIVEN somebody who talks in sentences
    person.say("간단하게 해볼게요", "네 동의합니다", "네 동의해요", "용접에 관심 있어요")
    assert "용접" in person.text
    # WHEN the occupation and the confirmation are said in words
    person.say("첫 번째 걸로 할게요", "내 첫 보고서", "네 만들어 주세요")
    # THEN the report bears the name that was typed
    assert "「내 첫 보고서」" in person.text


def test_report_lets_duties_be_chosen_and_shows_levels_and_units(member: Talker) -> None:
    # GIVEN the report of an e-learning occupation
    member.say("e-learning 교육 전문가").tap("occ:215102").tap("pick:215102").tap("name:keep").tap("make")
    # WHEN one 직무 is chosen
    member.say("직무 고르기")
    wanted = member.labels.index("이러닝콘텐츠개발") + 1
    member.say(str(wanted))
    # THEN the matrix has only that row, by levels, and each figure names its source
    matrix = member.table("직무 × 수준")
    assert [row[0] for row in matrix["rows"]] == ["이러닝콘텐츠개발"]
    assert "국가직무능력표준" in matrix["note"]
    # WHEN several are chosen by numbers, and then all
    member.say("직무 고르기")
    member.say("2, 3")
    assert len(member.table("직무 × 수준")["rows"]) == 2
    member.say("직무 고르기").say("전체 선택")
    assert len(member.table("직무 × 수준")["rows"]) >= 3
    # WHEN a unit is looked into
    member.say("능력단위 자세히 보기").tap(member.ids[0])
    # THEN its level, siblings and related occupations are told
    assert [row[0] for row in member.replies[0]["rows"]][:3] == ["직무", "분류", "수준"]
    assert "관련 직종" in member.text
    # AND what helps to gain it: training, knowledge, skills, tools
    assert {"훈련", "지식", "기술", "장비·도구"} <= {row[0] for row in member.table("도움이 되는 정보")["rows"]}


def test_comparison_of_three_has_pay_and_education_with_source(seeker: Talker) -> None:
    # GIVEN found occupations
    # WHEN three are compared by number
    seeker.say("1, 2, 3 비교해 주세요")
    # THEN a table has one column each, with pay and education from the survey, and its source
    table = seeker.table("직종 비교")
    assert len(table["columns"]) == 4
    assert {"임금(중앙값)", "일에 필요한 학력", "수준별 능력단위"} <= {row[0] for row in table["rows"]}
    assert "KNOW" in table["note"]
    assert "2017~2020" in table["note"]
    # WHEN one of them is settled on in words
    seeker.say("2번으로 할게요")
    # THEN its name is proposed for the report
    assert table["columns"][2] in seeker.text
    assert "보고서 이름" in seeker.text


def test_reload_shows_the_same_conversation(stack: Stack, person: Talker) -> None:
    # GIVEN a conversation
    person.say("간편입력", "동의함")
    # WHEN the history is asked for again
    messages = person.history()
    # THEN everything is there, once and in order
    assert [m["seq"] for m in messages] == sorted({m["seq"] for m in messages})
    assert [m["reply"]["text"] for m in messages if m["from"] == "user"] == ["간편입력", "동의함"]


def test_keywords_are_added_taken_away_and_started_over(member: Talker) -> None:
    # GIVEN one keyword
    member.say("간호사")
    assert "지금 키워드: ‘간호사’" in member.text
    # WHEN two more are typed in one message
    member.say("영어랑 요리")
    # THEN all three count
    assert "‘간호사’, ‘영어’, ‘요리’" in member.text
    # WHEN one is taken away in words, another by choosing
    member.say("영어는 빼줘")
    assert "지금 키워드: ‘간호사’, ‘요리’" in member.text
    member.say("키워드 빼기").say("요리")
    assert "지금 키워드: ‘간호사’\n" in member.text + "\n"
    # WHEN the search is started over
    member.say("키워드 다시 입력", "용접")
    # THEN only the new one counts
    assert "지금 키워드: ‘용접’" in member.text
    assert "간호사" not in member.text


def test_number_with_its_counter_opens_details(seeker: Talker) -> None:
    # GIVEN found occupations  WHEN one is named as 2번  THEN its details open; nothing is chosen yet
    second = seeker.labels[1]
    seeker.say("2번")
    assert "이 직종으로 보고서 만들기" in seeker.labels
    assert seeker.table(second)


def test_occupation_picked_by_a_name_of_everyday_speech(member: Talker) -> None:
    # GIVEN found occupations  WHEN another is settled on by a name that no list has
    member.say("게임").say("유튜버가 더 나은 것 같아요 유튜버로 할게요")
    # THEN the occupation behind that name is shown before it is chosen
    assert "이 직종으로 보고서 만들기" in member.labels


def test_detailed_way_can_be_taken_at_any_step(seeker: Talker) -> None:
    # GIVEN found occupations  WHEN the other way is asked for  THEN the profile form opens
    seeker.say("상세입력으로 할게요")
    assert "프로필" in seeker.text
    assert "ps:educations" in seeker.ids


def test_pages_of_results(member: Talker) -> None:
    # GIVEN the first page of a word that fits many occupations
    first = member.say("사무").ids[:5]
    # WHEN more is asked for, and then the former page
    second = member.say("더 보여줘").ids[:5]
    assert not set(first) & set(second)
    # THEN the first page is there again
    assert member.say("앞쪽 보기").ids[:5] == first
