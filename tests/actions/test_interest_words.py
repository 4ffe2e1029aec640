"""Interest keywords that are mistyped: corrected aloud, or asked back, at the interest form."""

from __future__ import annotations

import uuid

from engine.members.store import MemberStore
from tests.actions.desk import Desk


def test_a_mistyped_word_is_told_and_taken_with_its_kind(members: MemberStore) -> None:
    # GIVEN somebody who is asked for keywords
    desk = Desk(uuid.uuid4().hex, "interest")
    for kind in ("personal", "sensitive"):
        members.record_consent(desk.member, kind, True)
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
