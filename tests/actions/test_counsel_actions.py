"""Talking to a counsellor and showing something to one, from any step and back to it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.actions import _engine
from engine.counsel.accounts import Accounts
from engine.counsel.requests import Request, Requests
from engine.counsel.sharing import ShareError, Sharing
from engine.members.store import MemberStore
from engine.profile.model import Skill
from tests.actions.desk import Desk

OFFERED = [["스마트팜 농부", "occ:1"], ["목록 더 보기", "more"]]


@pytest.fixture
def kim(members: MemberStore) -> Iterator[int]:
    """A counsellor of a desk that is run while the test runs."""
    accounts = Accounts(_engine.engine().desk)
    login = f"kim{uuid.uuid4().hex[:8]}"
    accounts.add(login, "김상담")
    yield next(one.id for one in accounts.all() if one.login == login)
    accounts.disable(login)


@pytest.fixture
def requests(members: MemberStore) -> Requests:
    return _engine.engine().requests


@pytest.fixture
def sharing(members: MemberStore) -> Sharing:
    return _engine.engine().sharing


@pytest.fixture
def seeker(desk: Desk) -> Desk:
    """Somebody who looks at occupations that were found."""
    desk.slots["state"] = {"step": "results", "keywords": ["농업"], "offered": OFFERED}
    desk.slots["requested_slot"] = "results"
    return desk


def stands(desk: Desk) -> tuple[str, object]:
    return desk.step, desk.slots["state"].get("offered")


def open_request(requests: Requests, member: str) -> Request:
    found = requests.open_of(member)
    assert found is not None
    return found


def test_without_a_counsellor_it_is_said_honestly(seeker: Desk, requests: Requests) -> None:
    # GIVEN a service without counsellors  WHEN somebody wants to talk or to show something
    for words in ("상담사와 이야기하고 싶어요", "상담사에게 보여 주기"):
        seeker.say(words)
        # THEN it is said, and the step goes on where it was
        assert "utter_counsel_none" in seeker.text
        assert "스마트팜 농부" in seeker.labels
    assert requests.of_member(seeker.member) == []


def test_a_request_from_the_concern_to_the_queue_and_back_to_the_step(
    seeker: Desk, requests: Requests, kim: int
) -> None:
    # GIVEN somebody in the middle of a search
    before = stands(seeker)
    # WHEN they ask for a person, tell their concern, ask something on the way and give a bad number first
    seeker.say("사람이랑 얘기할래")
    assert "utter_counsel_concern" in seeker.text
    assert "관심 키워드: ‘농업’" in seeker.text
    seeker.say("농사를 지어 본 적이 없는데 괜찮을까요?", intent="faq_first_job", confidence=0.95)
    assert "utter_counsel_contact" in seeker.text
    seeker.say("이거 무료예요?", intent="faq_cost", confidence=0.95)
    assert "utter_faq_cost" in seeker.text
    assert "utter_resume_counsel_contact" in seeker.text
    assert "남기지 않을게요" in seeker.labels
    seeker.say("010-12")
    assert "utter_counsel_bad_contact" in seeker.text
    seeker.say("제 번호는 01012345678이에요")
    # THEN everything is shown before it is sent, and nobody sees it yet
    assert "농사를 지어 본 적이 없는데 괜찮을까요?" in seeker.text
    assert "010-1234-5678" in seeker.text
    assert requests.open_of(seeker.member) is None
    # WHEN it is sent
    seeker.tap("cn:send")
    # THEN it is in the queue as it was shown, it is said when somebody answers, and the search goes on
    sent = open_request(requests, seeker.member)
    assert (sent.concern, sent.contact) == ("농사를 지어 본 적이 없는데 괜찮을까요?", "010-1234-5678")
    assert sent.summary == ("관심 키워드: ‘농업’",)
    assert "평일 9시~18시" in seeker.text
    assert stands(seeker) == before
    assert "side" not in seeker.slots["state"]


def test_outside_the_hours_it_is_said_when_somebody_answers(
    seeker: Desk, kim: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a Friday evening in Korea  WHEN a request is sent  THEN the next morning of service is named
    monkeypatch.setattr(_engine.engine().desk, "clock", lambda: datetime(2026, 11, 27, 10, 30, tzinfo=UTC))
    seeker.say("상담 받고 싶어").say("이직 고민이에요").tap("cn:nocontact").tap("cn:send")
    assert "지금은 상담 시간이 아니에요" in seeker.text
    assert "11월 30일(월) 9시부터" in seeker.text


def test_before_consent_it_is_said_what_is_stored_and_agreed_first(kim: int, requests: Requests) -> None:
    # GIVEN somebody who has just come
    desk = Desk(uuid.uuid4().hex, step="menu")
    desk.slots["state"] = {}
    # WHEN they want to talk and do not agree
    desk.say("상담사와 이야기하고 싶어요")
    assert "상담 요청 때 저장하는 것" in desk.text
    desk.tap("cn:leave")
    # THEN nothing is stored
    assert _engine.engine().members.decisions(desk.member) == {}
    # WHEN they agree the next time
    desk.say("상담 받고 싶어").tap("cn:agree").say("처음이라 무엇부터 할지 모르겠어요").tap("cn:nocontact").tap(
        "cn:send"
    )
    # THEN the request holds their words only
    sent = open_request(requests, desk.member)
    assert (sent.concern, sent.contact, sent.summary) == ("처음이라 무엇부터 할지 모르겠어요", "", ())
    assert desk.step == "menu"


def test_one_request_at_a_time_can_be_added_to_and_cancelled(seeker: Desk, requests: Requests, kim: int) -> None:
    # GIVEN a request
    seeker.say("상담 받고 싶어").say("이직 고민이에요").tap("cn:nocontact").tap("cn:send")
    number = open_request(requests, seeker.member).id
    # WHEN they ask for another
    seeker.say("상담사와 이야기하고 싶어요")
    # THEN the one they have is shown
    assert "utter_counsel_already" in seeker.text
    assert "이직 고민이에요" in seeker.text
    # WHEN they leave it in words of their own  THEN the search is there again
    assert "스마트팜 농부" in seeker.say("이어서 할래요").labels
    # WHEN something is added
    seeker.tap(f"cn:reply:{number}").say("참, 저는 45세예요")
    assert [message.text for message in open_request(requests, seeker.member).messages] == ["참, 저는 45세예요"]
    # WHEN it is cancelled after a look and a change of mind
    seeker.say("상담 요청 취소").say("아니요", intent="deny", confidence=0.99)
    assert requests.open_of(seeker.member) is not None
    seeker.say("상담 요청 취소").say("네", intent="affirm", confidence=0.99)
    # THEN it is over and nothing of it is kept
    assert requests.open_of(seeker.member) is None
    assert requests.of_member(seeker.member)[0].concern == ""
    assert "스마트팜 농부" in seeker.labels


def test_going_back_and_changing_before_it_is_sent(seeker: Desk, requests: Requests, kim: int) -> None:
    # GIVEN a draft  WHEN the concern is written anew, the summary left out and the number added afterwards
    seeker.say("상담 받고 싶어").say("첫 고민").tap("cn:nocontact")
    seeker.tap("cn:rewrite").say("고친 고민")
    assert "고친 고민" in seeker.text
    seeker.tap("cn:summary")
    assert "관심 키워드" not in seeker.text
    seeker.say("이전으로").say("gil@example.kr").say("네", intent="affirm", confidence=0.99)
    # THEN it is sent like that
    sent = open_request(requests, seeker.member)
    assert (sent.concern, sent.contact, sent.summary) == ("고친 고민", "gil@example.kr", ())


def test_a_concern_too_long_is_refused_and_nothing_lost(seeker: Desk, requests: Requests, kim: int) -> None:
    # GIVEN the question for the concern  WHEN far too much is written  THEN it is asked again with the count
    seeker.say("상담 받고 싶어").say("가" * 1001)
    assert "utter_counsel_too_long 1,000 1,001" in seeker.text
    seeker.say("가" * 1000)
    assert "utter_counsel_contact" in seeker.text


def test_an_answer_is_answered_in_the_same_request(seeker: Desk, requests: Requests, kim: int) -> None:
    # GIVEN an answered request
    number = requests.ask(seeker.member, "고민", "", [])
    requests.take(kim, "kim", number)
    requests.answer(kim, "kim", number, "무엇이 좋으세요?")
    # WHEN the member answers by the button that came with it, long after
    seeker.tap(f"cn:reply:{number}").say("식물이요")
    # THEN it is in the same request, and the search goes on
    assert [m.text for m in open_request(requests, seeker.member).messages] == ["무엇이 좋으세요?", "식물이요"]
    assert "스마트팜 농부" in seeker.labels
    # WHEN it was closed meanwhile  THEN a new one is offered
    requests.close(kim, "kim", number)
    seeker.tap(f"cn:reply:{number}")
    assert "utter_counsel_over" in seeker.text
    assert "상담사와 이야기하기" in seeker.labels


def test_what_is_shown_is_chosen_told_and_taken_back(
    seeker: Desk, members: MemberStore, sharing: Sharing, kim: int
) -> None:
    # GIVEN somebody with a profile and no report
    members.profiles.add(seeker.member, [Skill(id="s1", name="트랙터 운전")])
    before = stands(seeker)
    # WHEN they want to show something: only what is there can be chosen
    seeker.say("상담사에게 보여 주기")
    assert seeker.labels == ["프로필(항목 1개)", "보유 능력단위(프로필에서 찾은 것)"]
    seeker.say("1, 2")
    assert "30일 동안" in seeker.text
    assert sharing.of_member(seeker.member) == []
    seeker.say("네", intent="affirm", confidence=0.99)
    # THEN the code stands there with how to read it out, and the search goes on
    found = re.search(r"코드예요: (\d{4}) (\d{4})", seeker.text)
    assert found
    assert re.search(r"‘(?:[공일이삼사오육칠팔구],? ?){8}’(?:이라고|라고) 하면", seeker.text)
    assert stands(seeker) == before
    assert "아직 아무도 보지 못해요" in seeker.say("공유한 것 보기").text
    seeker.tap("cn:leave")
    # WHEN a counsellor opens it
    case = sharing.take(kim, "kim", f"{found[1]}{found[2]}", "홍OO")
    assert "상담사가 볼 수 있어요" in seeker.say("공유한 것 보기").text
    share = sharing.seen_by(kim, case)
    assert share is not None
    assert share.parts == ("profile", "competencies")
    # AND the member ends it
    seeker.say("공유 그만하기")
    # THEN nothing is seen any more, at once
    assert "utter_share_withdrawn" in seeker.text
    assert sharing.seen_by(kim, case) is None
    assert "utter_share_none" in seeker.say("공유한 것 보기").text


def test_a_code_taken_back_opens_nothing(seeker: Desk, members: MemberStore, sharing: Sharing, kim: int) -> None:
    # GIVEN a code that nobody used yet  WHEN sharing is ended  THEN it opens nothing
    members.profiles.add(seeker.member, [Skill(id="s1", name="트랙터 운전")])
    seeker.say("상담사에게 보여 주기").say("전부").tap("cn:code")
    found = re.search(r"코드예요: (\d{4}) (\d{4})", seeker.text)
    assert found
    seeker.say("공유 취소해 줘")
    with pytest.raises(ShareError):
        sharing.take(kim, "kim", f"{found[1]}{found[2]}", "홍OO")


def test_words_of_danger_are_met_before_everything_else(seeker: Desk, requests: Requests, kim: int) -> None:
    # GIVEN a search  WHEN somebody says that they want to die
    before = seeker.slots["state"]["keywords"]
    seeker.say("다 싫고 그냥 죽고 싶어요")
    # THEN people to call are named, the counsellor is offered, and it is no keyword
    assert "utter_crisis" in seeker.text
    assert seeker.labels == ["상담사와 이야기하기", "하던 이야기 이어서 하기"]
    assert seeker.slots["state"]["keywords"] == before
    # WHEN they write it to the counsellor  THEN they are told whom to call, and it is passed on
    seeker.tap("cn:talk").say("죽고 싶다는 생각이 들어요")
    assert "utter_crisis" in seeker.text
    assert "utter_counsel_contact" in seeker.text
    # AND leaving leads back to the search
    seeker.say("그만두기")
    assert "스마트팜 농부" in seeker.labels


def test_my_data_lists_shares_and_requests_and_deleting_takes_them_along(
    seeker: Desk, members: MemberStore, requests: Requests, sharing: Sharing, kim: int
) -> None:
    # GIVEN something shown and a request
    members.profiles.add(seeker.member, [Skill(id="s1", name="트랙터 운전")])
    seeker.say("상담사에게 보여 주기").say("1").tap("cn:code")
    seeker.say("상담 받고 싶어").say("이직 고민").tap("cn:nocontact").tap("cn:send")
    # WHEN all that is kept is asked for
    seeker.say("내 정보 보여 줘")
    # THEN both are told
    told = dict(
        row
        for reply in seeker.said
        if isinstance(reply, dict) and reply.get("type") == "table"
        for row in reply["rows"]
    )
    assert told["상담사에게 보여 주는 것"] == "프로필"
    assert told["상담 요청"].endswith("기다리는 중")
    assert told["프로필"] == "항목 1개"
    # WHEN all is deleted
    seeker.tap("forget:ask").tap("forget:yes")
    # THEN nothing is left at the desk
    assert sharing.of_member(seeker.member) == []
    assert requests.of_member(seeker.member) == []


def test_starting_over_leaves_the_matter(seeker: Desk, kim: int) -> None:
    # GIVEN a half-written request  WHEN starting over  THEN the menu is there and takes what is said
    seeker.say("상담 받고 싶어").say("고민").say("처음부터")
    assert seeker.step == "menu"
    assert "상담사와 이야기하기" in seeker.labels
    assert "side" not in seeker.slots["state"]


def test_after_an_hour_it_is_asked_before_a_half_written_request_goes_on(
    seeker: Desk, requests: Requests, kim: int
) -> None:
    # GIVEN a half-written request at the menu, and an hour of silence
    seeker.slots["state"] = {"step": "menu", "offered": [["간편입력 시작하기", "mode:simple"]]}
    seeker.say("상담 받고 싶어").say("처음 사람의 고민")
    # WHEN somebody writes  THEN it is not taken, and goes on only after a yes
    seeker.say("gil@example.kr", after=4000)
    assert "utter_idle" in seeker.text
    seeker.say("이어서 하기")
    assert "utter_resume_counsel_contact" in seeker.text
    assert requests.open_of(seeker.member) is None
    # WHEN words of danger come after an hour  THEN they are met at once
    assert "utter_crisis" in seeker.say("죽고 싶어요", after=4000).text


def test_an_answer_that_came_a_day_later_is_answered_at_once(seeker: Desk, requests: Requests, kim: int) -> None:
    # GIVEN an answer that came a day after the question  WHEN its button is tapped  THEN what to send is asked for
    number = requests.ask(seeker.member, "고민", "", [])
    seeker.say("고마워요", intent="thanks", confidence=0.99)
    seeker.tap(f"cn:reply:{number}", after=90_000)
    assert "utter_counsel_reply" in seeker.text
