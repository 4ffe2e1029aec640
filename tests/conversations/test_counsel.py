"""A counsellor and a member through the real processes: the request, the answer, what is shown, and finding back."""

from __future__ import annotations

import re
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from engine.counsel.accounts import Accounts
from engine.counsel.desk import Desk
from engine.counsel.requests import Requests
from engine.counsel.sharing import Sharing
from launch.stack import Stack
from tests.channels.loopback import wait_until
from tests.conversations.talker import Talker

pytestmark = pytest.mark.stack


@dataclass
class Counsellor:
    """Somebody who answers while the test runs."""

    id: int
    login: str
    desk: Desk

    @property
    def requests(self) -> Requests:
        return Requests(self.desk)

    @property
    def sharing(self) -> Sharing:
        return Sharing(self.desk)


@pytest.fixture
def kim(stack: Stack) -> Iterator[Counsellor]:
    desk = Desk(f"sqlite:///{stack.settings.var / 'members.db'}")
    accounts = Accounts(desk)
    login = f"kim{uuid.uuid4().hex[:8]}"
    accounts.add(login, "김상담")
    yield Counsellor(next(one.id for one in accounts.all() if one.login == login), login, desk)
    accounts.disable(login)
    desk.close()


def test_without_a_counsellor_the_public_centre_is_named(person: Talker, stack: Stack) -> None:
    # GIVEN a service without counsellors (others may have opened accounts)
    desk = Desk(f"sqlite:///{stack.settings.var / 'members.db'}")
    accounts = Accounts(desk)
    for account in accounts.all():
        accounts.disable(account.login)
    desk.close()
    # WHEN somebody says at once that they want to talk to a person
    person.say("상담사와 이야기하고 싶어요")
    # THEN it is said honestly whom to call
    assert "아직 답해 드릴 상담사가 없어요" in person.text
    assert "1350" in person.text
    # AND a question for a number is a question
    assert "1350" in person.say("고용센터 번호가 뭐예요?").text


def test_a_request_is_answered_in_the_conversation_and_answered_back(seeker: Talker, kim: Counsellor) -> None:
    # GIVEN somebody who looks at occupations, and a counsellor
    offered = seeker.ids
    # WHEN they ask for a person in their own words, and a question comes in between
    seeker.say("저 그냥 사람이랑 얘기할래요")
    assert "어떤 이야기를 나누고 싶으세요?" in seeker.text
    assert "관심 키워드: ‘간호사’" in seeker.text
    seeker.say("간호사가 되고 싶은데 나이가 많아서 고민이에요")
    assert "남기지 않을게요" in seeker.labels
    seeker.say("여기 무료예요?")
    assert "무료" in seeker.text
    assert "남기지 않을게요" in seeker.labels
    seeker.say("010-1234")
    assert "읽지 못했어요" in seeker.text
    seeker.say("남기지 않을게요")
    assert seeker.table("보낼 내용")["rows"][1] == ["연락처", "남기지 않아요"]
    seeker.say("네 보내 주세요")
    # THEN it is sent, it is said when somebody answers, and the list is there again
    assert "상담 요청을 보냈어요" in seeker.text
    assert "평일 9시~18시" in seeker.text
    assert seeker.ids == offered
    # WHEN the counsellor takes and answers it
    [waiting] = [one for one in kim.requests.queue(kim.id) if one.state == "waiting"]
    assert waiting.concern == "간호사가 되고 싶은데 나이가 많아서 고민이에요"
    kim.requests.take(kim.id, kim.login, waiting.id)
    kim.requests.answer(kim.id, kim.login, waiting.id, "40대에 시작한 분도 많아요. 어떤 점이 가장 걱정되세요?")
    # THEN it comes into the conversation by itself
    wait_until(lambda: kim.requests.undelivered(waiting.member_id) == [])
    last = [message["reply"] for message in seeker.history()][-2:]
    assert "40대에 시작한 분도 많아요" in last[0]["text"]
    assert [choice["label"] for choice in last[1]["choices"]] == ["상담사에게 답하기"]
    # WHEN they answer by the number of the only button
    assert "전할 말" in seeker.say("1").text
    seeker.say("체력이 걱정돼요")
    # THEN it is in the same request, and the list goes on
    [again] = [one for one in kim.requests.queue(kim.id) if one.id == waiting.id]
    assert [message.text for message in again.messages if message.from_member] == ["체력이 걱정돼요"]
    assert seeker.ids == offered
    # WHEN they look at it and cancel it
    seeker.say("내 상담 요청 보여줘")
    assert "체력이 걱정돼요" in seeker.text
    seeker.say("상담 요청 취소할래요", "네")
    # THEN it is over, and the walk goes on where it was
    assert kim.requests.open_of(waiting.member_id) is None
    seeker.tap(offered[0])
    assert "이 직종으로 보고서 만들기" in seeker.labels


def test_a_request_before_consent_and_then_on_to_the_consent(person: Talker, kim: Counsellor) -> None:
    # GIVEN somebody at the first consent
    person.say("간편입력")
    consent = person.labels
    # WHEN they would rather talk to a person
    person.say("상담 받고 싶어요")
    # THEN what is stored is said, and a yes to it is no consent to the rest
    assert person.table("상담 요청 때 저장하는 것")
    person.say("동의하고 계속하기", "무엇부터 해야 할지 모르겠어요", "hong@example.kr", "이대로 보내기")
    assert "상담 요청을 보냈어요" in person.text
    assert person.labels == consent
    assert "민감정보" in person.say("동의함").text


def test_what_is_shown_by_a_code_ends_at_once(stack: Stack, kim: Counsellor) -> None:
    with Talker(stack.url) as member:
        # GIVEN somebody who has told something about themselves
        member.say("상세입력", "동의함", "동의함", "정보처리기사 자격증이 있어요").tap("p:save")
        # WHEN they want to show it, choose by number and say yes
        member.say("상담사에게 보여 주기")
        assert member.labels[0].startswith("프로필(항목")
        member.say("1, 2")
        assert "공유 그만하기" in member.text
        member.say("네")
        found = re.search(r"코드예요: (\d{4}) (\d{4})", member.text)
        assert found
        case = kim.sharing.take(kim.id, kim.login, found[1] + found[2], "홍OO")
        share = kim.sharing.seen_by(kim.id, case)
        assert share is not None
        assert share.parts == ("profile", "competencies")
        # THEN they see it among what is kept of them, and it ends when they say so
        assert "프로필, 보유 능력단위" in member.say("내 정보 보여 줘").text
        member.say("공유 그만할래요")
        assert "바로 닫았어요" in member.text
        assert kim.sharing.seen_by(kim.id, case) is None
        # WHEN everything is deleted  THEN nothing is left at the desk
        member.say("상담 받고 싶어요", "고민", "남기지 않을게요", "이대로 보내기")
        member.say("내 정보 삭제", "네, 모두 지워 주세요")
        assert "상담사도 더는 볼 수 없어요" in member.text
    with sqlite3.connect(stack.settings.var / "members.db") as connection:
        for table in ("counsel_share", "counsel_request"):
            (left,) = connection.execute(
                f"SELECT count(*) FROM {table} WHERE member_id = ?", (share.member_id,)
            ).fetchone()
            assert left == 0


def test_words_of_danger_at_any_step(person: Talker) -> None:
    # GIVEN the very first message  WHEN it says that somebody wants to die  THEN numbers to call come first
    person.say("죽고 싶다")
    assert "109" in person.text
    assert "1577-0199" in person.text
    # AND whatever was going on waits
    person.say("하던 이야기 이어서 하기")
    assert "간편입력 시작하기" in person.labels
    # WHEN it is said where keywords are taken  THEN it is none
    person.consent().say("살기 싫어요")
    assert "109" in person.text
    assert "지금 키워드" not in person.text
    person.say("하던 이야기 이어서 하기", "간호사")
    assert "지금 키워드: ‘간호사’" in person.text
