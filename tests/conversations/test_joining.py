"""Two channels of one person, joined by a code through the real processes: the web page and KakaoTalk."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import httpx
import pytest

from bot.channels.gateway import create_app
from bot.channels.kakao.skill import Skill
from bot.channels.settings import Settings
from launch.stack import Stack
from tests.channels.loopback import served, wait_until
from tests.conversations.talker import Talker

pytestmark = pytest.mark.stack

PATH, KEY = "a-secret-path-0123456789", "a-secret-key-0123456789"


class KakaoUser:
    """Somebody who talks in KakaoTalk; `text` is everything that the last answer shows, following pages too."""

    def __init__(self, url: str, user: str) -> None:
        self._url, self._user, self.text = f"{url}/kakao/{PATH}", user, ""
        self.say("시작")

    def say(self, *messages: str) -> KakaoUser:
        for message in messages:
            answer = self._ask(message)
            self.text = json.dumps(answer, ensure_ascii=False)
        return self

    def _ask(self, utterance: str) -> dict[str, Any]:
        asked = {"userRequest": {"utterance": utterance, "user": {"id": self._user, "type": "botUserKey"}}}
        response = httpx.post(self._url, json=asked, headers={"X-Jobcare-Key": KEY}, timeout=60, trust_env=False)
        assert response.status_code == 200, response.text
        return dict(response.json())


@pytest.fixture(scope="module")
def url(stack: Stack) -> Iterator[str]:
    """A further gateway of the stack, with the same stores, that has KakaoTalk on."""
    settings = Settings(
        var=stack.settings.var,
        members_url=f"sqlite:///{stack.settings.var / 'members.db'}",
        host="127.0.0.1",
        port=0,
        rasa_url=stack.rasa_url,
        actions_url=stack.actions_url,
        secret="a-signing-secret-of-the-tests-0123456789",
        rasa_token=stack.rasa_token,
        tracker_db=stack.settings.var / "tracker.db",
        kakao=Skill(PATH, KEY, answer_seconds=30),
    )
    with served(create_app(settings)) as address:
        yield address


@pytest.fixture
def web(url: str) -> Iterator[Talker]:
    with Talker(url) as talker:
        yield talker


def code_of(shown: str) -> str:
    found = re.search(r"연결 코드 (\d{6})", shown)
    assert found, shown
    return found[1]


def tell(person: Any, *told: str) -> None:
    """Goes to the profile and tells things about oneself, each of which is saved."""
    for words in told:
        person.say(words, "맞아요, 저장할게요")
        assert "저장했어요" in person.text, person.text


def rows_with(stack: Stack, words: str) -> list[str]:
    """Tables of the stack's databases with a row that holds the words, plain or as JSON escapes."""
    found = []
    for path in stack.settings.var.glob("*.db"):
        with closing(sqlite3.connect(path)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                rows = str(database.execute(f'SELECT * FROM "{table}"').fetchall())
                if words in rows or json.dumps(words)[1:-1] in rows.replace("\\\\", "\\"):
                    found.append(f"{path.name}/{table}")
    return found


def test_two_channels_become_one_person_and_are_forgotten_together(stack: Stack, url: str, web: Talker) -> None:
    # GIVEN somebody with a profile and a report on the web page, and another profile in KakaoTalk
    web.say("상세입력", "동의함", "동의함")
    tell(web, "2016년에 정보처리기사를 땄어요", "2018년 3월부터 2020년 2월까지 너울전자에서 식각 공정을 관리했어요")
    web.say(
        "처음부터", "간편입력", "간호사", "1", "이 직종으로 보고서 만들기", "초롱꽃 계획", "보고서 만들기", "처음부터"
    )
    kakao = KakaoUser(url, "one-person").say("상세입력", "동의함", "동의함")
    tell(kakao, "2016년에 정보처리기사를 땄어요", "2021년 5월부터 2023년 4월까지 한빛물산에서 무역 사무를 했어요")
    # WHEN a code is made on the web page after its explanation and entered in KakaoTalk
    web.say("다른 기기와 이어 쓰기")
    assert "두 곳에서 함께" in web.text
    web.say("동의하고 코드 만들기")
    code = code_of(web.text)
    kakao.say(f"연결 코드 {code}")
    # THEN before the yes nothing of the other side is shown but its kind
    assert "웹에서 만든 코드" in kakao.text
    for words in ("너울전자", "초롱꽃"):
        assert words not in kakao.text
    # WHEN it is agreed to  THEN the certificate, the same on both sides, is not asked about; the jobs are
    kakao.say("네, 연결할게요")
    assert "너울전자" in kakao.text
    assert "한빛물산" in kakao.text
    assert "정보처리기사" not in kakao.text
    kakao.say("둘 다 남기기")
    assert "연결했어요" in kakao.text
    # THEN both channels show the same: the report, both jobs, the certificate once; and each names the other by its kind
    kakao.say("내 보고서")
    assert "초롱꽃 계획" in kakao.text
    kakao.say("내 정보 보기")
    assert "카카오톡(지금 여기), 웹" in kakao.text
    # and the first side is told, once, whatever it says next
    web.say("내 정보 보기")
    assert "카카오톡이 이 대화와 연결됐어요" in web.text
    assert "항목 3개" in web.text
    assert "웹(지금 여기), 카카오톡" in web.text
    assert "연결됐어요" not in web.say("내 정보 보기").text
    # WHEN somebody asks in KakaoTalk to be forgotten
    kakao.say("내 정보 삭제")
    assert "연결된 다른 대화" in kakao.text
    kakao.say("네, 모두 지워 주세요")
    assert "지웠어요" in kakao.text
    # THEN nothing of either is left in any database, the page says why it is empty, and goes on as a new conversation
    wait_until(lambda: "이 대화도 비웠어요" in str(web.history()))
    assert [rows_with(stack, words) for words in ("초롱꽃", "너울전자", "한빛물산")] == [[], [], []]
    web.say("내 보고서")
    assert "초롱꽃" not in web.text
    assert "간편입력 시작하기" in web.labels
    assert "연결된 곳" not in web.say("내 정보 보기").text


def test_wrong_own_and_used_codes_change_nothing_and_one_code_goes_to_one(url: str, web: Talker) -> None:
    # GIVEN somebody with a report and a code, and two others
    web.consent()
    web.say("간호사", "1", "이 직종으로 보고서 만들기", "은방울 계획", "보고서 만들기", "처음부터")
    web.say("연결 코드 만들어 줘", "동의하고 코드 만들기")
    code = code_of(web.text)
    # WHEN it is entered where it was made, and a wrong one elsewhere
    assert "이 대화에서 만든 코드" in web.say(f"연결 코드 {code}").text
    with Talker(url) as one, Talker(url) as other:
        one.consent().say("연결 코드 입력할게요", "12 34")
        assert "여섯 자리" in one.text
        wrong = f"{(int(code) + 1) % 1_000_000:06d}"
        assert "바뀐 것은 없어요" in one.say(wrong).text
        # WHEN two enter the right one at the same moment
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda person: person.say(f"연결 코드 {code}"), (one, other)))
        outcomes = sorted("연결할까요" in person.text for person in (one, other))
        assert outcomes == [False, True], (one.text, other.text)
        lucky = one if "연결할까요" in one.text else other
        unlucky = other if lucky is one else one
        # THEN only one may go on; who declines or was late has seen and joined nothing
        lucky.say("아니요, 연결하지 않을게요")
        assert "바뀐 것은 없" in lucky.text
        for person in (lucky, unlucky):
            assert "은방울" not in person.say("내 보고서").text
            assert "연결된 곳" not in person.say("내 정보 보기").text
        # and the code is spent
        assert "바뀐 것은 없어요" in lucky.say(f"연결 코드 {code}").text


def test_joining_is_undone_and_separated_from_either_side(url: str, web: Talker) -> None:
    # GIVEN two joined conversations on the web, the first of which has consent and a report
    web.consent()
    web.say("간호사", "1", "이 직종으로 보고서 만들기", "패랭이 계획", "보고서 만들기", "처음부터")

    def join(person: Talker) -> None:
        web.say("연결 코드 만들어 줘", "동의하고 코드 만들기")
        person.say(f"연결 코드 {code_of(web.text)}", "네, 연결할게요")
        assert "연결했어요" in person.text
        assert "패랭이 계획" in person.say("내 보고서").text

    with Talker(url) as other:
        join(other)
        # WHEN the first side takes it back
        web.say("연결 끊기")
        assert "다른 기기가 이 대화와 연결됐어요" in web.text
        web.say("연결하기 전으로 되돌리기")
        # THEN the second is told with its next message, sees nothing of it any more, and has to consent itself
        other.say("내 보고서")
        assert "연결을 되돌렸어요" in other.text
        assert "패랭이" not in other.text
        assert "개인정보" in other.say("간편입력").text
        other.say("처음부터")
        # WHEN joined again and the second leaves by itself
        join(other)
        other.say("연결 끊기", "여기만 떼고 새로 시작하기")
        assert "처음부터 새로 시작" in other.text
        # THEN all is with the first, which is told
        assert "패랭이" not in other.say("내 보고서").text
        web.say("내 보고서")
        assert "연결이 끊어졌어요" in web.text
        assert "패랭이 계획" in web.text
