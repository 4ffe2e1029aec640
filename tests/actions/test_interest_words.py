"""Interest keywords that are mistyped: corrected aloud, or asked back, at the interest form."""

from __future__ import annotations

from tests.actions.conftest import OpenDesk


def test_a_mistyped_word_is_told_and_taken_with_its_kind(desk_at: OpenDesk) -> None:
    # GIVEN somebody who is asked for keywords
    desk = desk_at("interest")
    # WHEN a word with a wrong letter is said  THEN it is told what it was taken for, and that is searched
    desk.say("엑샐")
    assert "‘엑샐’은 ‘엑셀’로 알아들었어요" in desk.text
    assert "지금 키워드: ‘엑셀’\n이렇게 이해했어요: 기술 엑셀" in desk.text
    # WHEN a word can be two  THEN both are offered
    desk.say("유튜뷰")
    assert "혹시 이 가운데 하나인가요" in desk.text
    assert {"유튜버", "유튜브"} <= set(desk.labels)
    # WHEN one is tapped  THEN it stands beside the first keyword
    desk.tap(f"mean:typo:{desk.labels.index('유튜버')}")
    assert "지금 키워드: ‘엑셀’, ‘유튜버’" in desk.text
    # WHEN none of the offered fits  THEN other words are asked for, and the keywords stay
    desk.say("유튜뷰").tap("mean:typo:none")
    assert "utter_other_meaning 유튜뷰" in desk.text
    assert desk.say("간호사").text.count("지금 키워드: ‘엑셀’, ‘유튜버’, ‘간호사’") == 1


def test_an_occupation_to_add_is_read_as_interests_are(desk_at: OpenDesk) -> None:
    # GIVEN somebody who adds a 연관직종 by words
    desk = desk_at("related_add")
    # WHEN a word is mistyped THEN it is read as meant, and told
    desk.say("간호시")
    assert "‘간호시’는 ‘간호사’로 알아들었어요" in desk.text
    assert any("간호사" in label for label in desk.labels)
    # WHEN work is refused beside what is wanted THEN none of it is offered
    desk.say("용접 말고 전기 설치하는 일")
    assert any("전기" in label for label in desk.labels)
    assert not any("용접" in label for label in desk.labels)
    # WHEN a wish names no work THEN occupations that fit it are offered
    desk.say("사람들 가르치는 일")
    assert any("강사" in label or "교사" in label for label in desk.labels)
    # WHEN one is chosen THEN it is added
    desk.tap("ra:304000")
    assert desk.step == "related"
