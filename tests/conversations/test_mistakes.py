"""What goes wrong when people talk, and what the bot makes of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from launch.stack import Stack
from tests.conversations.talker import Talker

pytestmark = pytest.mark.stack


def test_fourth_occupation_in_a_comparison_is_refused_with_the_reason(seeker: Talker) -> None:
    # GIVEN found occupations
    # WHEN four are to be compared
    seeker.say("1, 2, 3, 4 비교")
    # THEN it is refused with the reason, and the candidates are offered
    assert "최대 3개" in seeker.text
    assert sum(choice.startswith("cmp:") for choice in seeker.ids) >= 4
    # WHEN three are chosen instead
    seeker.say("1, 2, 3")
    # THEN they are compared
    assert len(seeker.table("직종 비교")["columns"]) == 4


def test_fourth_put_into_a_full_comparison_is_refused(seeker: Talker) -> None:
    # GIVEN a comparison of three
    seeker.say("1, 2, 3 비교", "목록으로")
    # WHEN a fourth is put in from its details
    seeker.say("4").say("비교에 담기")
    # THEN it is refused with the reason
    assert "최대 3개" in seeker.text


def test_name_of_201_bytes_is_refused_and_of_200_taken(seeker: Talker) -> None:
    # GIVEN the question for the report's name
    seeker.say("1번으로 할게요")
    # WHEN a name of 201 bytes is typed (100 syllables and one letter)
    seeker.say("가" * 100 + "a")
    # THEN it is refused with the count, and asked again
    assert "201바이트" in seeker.text
    assert "이 이름 그대로" in seeker.labels
    # WHEN one of exactly 200 bytes is typed
    seeker.say("가" * 100)
    # THEN it is taken
    assert "보고서 만들기" in seeker.labels
    assert "가" * 100 in seeker.text


def test_question_is_not_taken_for_a_name(seeker: Talker) -> None:
    # GIVEN the question for the report's name
    seeker.say("1번으로 할게요")
    # WHEN a question is typed instead
    seeker.say("이거 월급은 얼마나 돼?")
    # THEN it does not become the name: the name is asked again
    assert "이 이름 그대로" in seeker.labels


def test_empty_message_changes_nothing(seeker: Talker) -> None:
    # GIVEN a conversation
    before = seeker.history()
    # WHEN nothing but spaces is sent
    response = seeker.post(text="   ")
    # THEN it is refused in a Korean sentence and the conversation is as before
    assert response.status_code == 400
    assert response.json()["message"].endswith(("요.", "요"))
    assert seeker.history() == before


def test_message_of_10000_characters_changes_nothing(seeker: Talker) -> None:
    # GIVEN a conversation
    before = seeker.history()
    # WHEN 10,000 characters are sent
    response = seeker.post(text="가" * 10_000)
    # THEN it is refused with the limit, and the conversation goes on where it was
    assert response.status_code == 413
    assert "2,000" in response.json()["message"]
    assert seeker.history() == before
    assert "이 직종으로 보고서 만들기" in seeker.say("1").labels


def test_long_text_of_keywords_is_refused_with_the_count(member: Talker) -> None:
    # GIVEN the keyword question
    # WHEN 300 syllables (600 bytes) are typed
    member.say("가나다라마바" * 50)
    # THEN the limit and the length are told, and nothing was searched
    assert "500바이트" in member.text
    assert "600바이트" in member.text


@pytest.mark.parametrize("text", ["😀😀😀", "ㅋㅋㅋㅋ", "!!!", "ㅁㄴㅇㄹ"])
def test_text_without_meaning_gets_the_choices_again(member: Talker, text: str) -> None:
    # GIVEN the keyword question
    # WHEN something without meaning is typed
    member.say(text)
    # THEN the bot says that it does not understand or found nothing, and offers a way on
    assert "모르겠어요" in member.text or "찾지 못했어요" in member.text
    assert member.labels


def test_text_that_fits_nothing_lists_the_choices_again_and_then_explains(person: Talker) -> None:
    # GIVEN the consent question
    person.say("간편입력")
    # WHEN three answers fit nothing
    first = person.say("뿅뿅 뾰로롱").text
    assert person.labels == ["동의함", "동의하지 않음"]
    person.say("삐리빠라뽀")
    third = person.say("도레미파솔").text
    # THEN the bot does not say the same thing a third time, but explains
    assert first != third
    assert "처음부터" in third


def test_hesitation_is_no_consent(person: Talker) -> None:
    # GIVEN the consent question
    person.say("간편입력")
    # WHEN somebody hesitates
    person.say("글쎄요 음")
    # THEN it is asked again, and nothing counts as given
    assert person.labels == ["동의함", "동의하지 않음"]
    assert "민감정보" not in person.text


def test_typed_rasa_payloads_are_only_text(seeker: Talker) -> None:
    # GIVEN found occupations
    # WHEN somebody types what a tap would send
    seeker.say('/choose{"choice": "forget:yes"}')
    # THEN nothing is deleted: the search is still there
    assert "지웠어요" not in seeker.text
    seeker.say("처음부터")
    assert "이어서 하기" in seeker.labels


def test_choice_that_was_never_offered_is_refused(seeker: Talker) -> None:
    # GIVEN found occupations
    # WHEN an id is sent that the gateway never issued
    response = seeker.post(choice="forget:yes")
    # THEN it is refused
    assert response.status_code == 409


def test_old_button_does_no_harm(seeker: Talker) -> None:
    # GIVEN somebody at the report's name, the consent's buttons still on the screen above
    seeker.say("1번으로 할게요")
    # WHEN one of those is tapped
    seeker.tap("no")
    # THEN the bot says so and offers the present choices
    assert "앞 화면" in seeker.text
    assert "이 이름 그대로" in seeker.labels


def test_two_people_share_nothing(stack: Stack, seeker: Talker) -> None:
    # GIVEN one person with a search
    # WHEN another opens the page and consents
    with Talker(stack.url) as other:
        other.consent()
        # THEN nothing of the first is there
        assert "간호사" not in "".join(str(message) for message in other.history() if message["from"] == "user")
        other.say("처음부터")
        assert "이어서 하기" not in other.labels


def test_deleting_my_data_asks_first_and_then_forgets_all(seeker: Talker) -> None:
    # GIVEN a member with a report
    seeker.say("1", "이 직종으로 보고서 만들기", "이 이름 그대로", "보고서 만들기", "처음부터")
    assert "내 보고서" in seeker.labels
    # WHEN deletion is asked for and declined
    seeker.say("내 정보 삭제해 주세요")
    assert "되돌릴 수 없어요" in seeker.text
    seeker.say("아니요, 그대로 둘게요")
    assert "내 보고서" in seeker.labels
    # WHEN it is confirmed
    seeker.say("내 정보 삭제해 주세요", "네, 모두 지워 주세요")
    # THEN there is no report, nothing of the conversation before, and consent is asked anew
    assert "지웠어요" in seeker.text
    assert "내 보고서" not in seeker.labels
    assert "간호사" not in str(seeker.history())
    assert "개인정보" in seeker.say("간편입력").text


def test_deleting_my_data_leaves_nothing_of_the_words_in_any_database(stack: Stack, member: Talker) -> None:
    # GIVEN somebody who typed words found nowhere else
    member.say("초롱꽃돌보미")
    stored = [path for path in stack.settings.var.glob("*.db") if _rows_with(path, "초롱꽃돌보미")]
    assert {path.name for path in stored} == {"members.db", "tracker.db"}
    # WHEN everything is deleted
    member.say("내 정보 삭제해 주세요", "네, 모두 지워 주세요")
    # THEN no row of any database holds them
    assert not [path for path in stored if _rows_with(path, "초롱꽃돌보미")]


def _rows_with(database: Path, words: str) -> list[str]:
    """Tables with a row that holds the words, plain or as JSON escapes."""
    escaped = json.dumps(words)[1:-1]
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            table
            for table in tables
            if any(
                words in str(cell) or escaped in str(cell)
                for row in connection.execute(f'SELECT * FROM "{table}"')
                for cell in row
            )
        ]
