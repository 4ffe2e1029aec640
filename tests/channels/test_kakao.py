"""KakaoTalk's skill server over real HTTP: requests as the open builder sends them, answers within its limits."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.gateway import create_app
from bot.channels.kakao import limits, render
from bot.channels.kakao.skill import Skill
from bot.channels.links import Links
from bot.channels.sessions import SessionStore
from bot.channels.settings import Settings
from bot.replies import contract
from bot.replies.contract import Choice
from tests.channels.loopback import RasaPlayer, served, tap, wait_until

PATH, KEY = "a-secret-path-0123456789", "a-secret-key-0123456789"


@dataclass
class Platform:
    """Plays the open builder: asks the skill as users do, and receives at the callback address."""

    url: str = ""
    callback: str = ""
    refuses: list[int] = field(default_factory=list)
    called: list[dict[str, Any]] = field(default_factory=list)

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/callback/{token}", self._receive, methods=["POST"])])

    async def _receive(self, request: Request) -> Response:
        if self.refuses:
            return JSONResponse({"status": "FAIL"}, self.refuses.pop(0))
        self.called.append(await request.json())
        return JSONResponse({"taskId": "t", "status": "SUCCESS", "message": "", "timestamp": 0})

    def payload(self, utterance: str, user: str, callback: bool = False) -> dict[str, Any]:
        block = {"id": "5a56ec0008cc1461d75291f6", "name": "폴백 블록"}
        asked: dict[str, Any] = {
            "timezone": "Asia/Seoul",
            "params": {"surface": "Kakaotalk.plusfriend"},
            "block": block,
            "utterance": utterance,
            "lang": "ko",
            "user": {"id": user, "type": "botUserKey", "properties": {"botUserKey": user, "isFriend": True}},
        }
        if callback:
            asked["callbackUrl"] = f"{self.callback}/callback/one-time"
        return {
            "intent": block,
            "userRequest": asked,
            "contexts": [],
            "bot": {"id": "5a548e36aea1a43fa851ecd9", "name": "잡케어봇"},
            "action": {"id": "1", "name": "잡케어", "params": {}, "detailParams": {}, "clientExtra": None},
        }

    def ask(self, utterance: str, user: str = "user-1", callback: bool = False) -> dict[str, Any]:
        answer = httpx.post(
            f"{self.url}/kakao/{PATH}",
            json=self.payload(utterance, user, callback),
            headers={"X-Jobcare-Key": KEY},
            timeout=20,
            trust_env=False,
        )
        assert answer.status_code == 200, answer.text
        response: dict[str, Any] = answer.json()
        limits.check(response)
        return response


@pytest.fixture
def platform(settings: Settings, rasa: RasaPlayer, tmp_path: Any) -> Iterator[Platform]:
    played = Platform()
    with served(played.app()) as played.callback:
        own = replace(
            settings,
            members_url=f"sqlite:///{tmp_path / 'members.db'}",
            public_url="https://jobcare.example",
            kakao=Skill(PATH, KEY, callback_hosts=("127.0.0.1",), answer_seconds=0.6),
        )
        with served(create_app(own)) as played.url:
            yield played


def texts(response: dict[str, Any]) -> list[str]:
    return [output["simpleText"]["text"] for output in response["template"]["outputs"] if "simpleText" in output]


def labels(response: dict[str, Any]) -> list[str]:
    return [quick["label"] for quick in response["template"].get("quickReplies", [])]


# The way through


def test_a_first_hello_is_greeted_once(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN a user who was never here
    # WHEN they start from the channel's welcome block
    response = platform.ask("시작")
    # THEN the greeting comes with its choices as buttons, and Rasa was asked once
    assert texts(response) == [
        "안녕하세요, 잡케어봇이에요.\n관심 있는 일을 함께 찾아 드려요.\n\n1. 간편입력\n2. 상세입력 (지금은 고를 수 없어요)"
    ]
    assert labels(response) == ["1. 간편입력"]
    assert rasa.messages() == ["/greet"]


def test_a_first_wish_is_answered_at_once(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN a new user who begins with what they want
    # WHEN they say it
    response = platform.ask("간호사 되고 싶어요")
    # THEN it is not lost behind a greeting
    assert texts(response) == ["'간호사 되고 싶어요' 잘 받았어요."]
    assert rasa.messages() == ["/greet", "간호사 되고 싶어요"]


def test_a_button_comes_back_as_its_choice(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN the greeting with a choice
    platform.ask("시작")
    # WHEN its button is pressed, which sends the label
    platform.ask("간편입력")
    # THEN Rasa gets the choice, not words to guess at
    assert rasa.messages()[-1] == tap("mode:simple")


def test_a_typed_payload_stays_words(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN somebody who writes as Rasa's payloads look
    # WHEN they send it
    platform.ask("/restart")
    # THEN Rasa cannot take it for one
    assert rasa.messages()[-1] == "／restart"


def test_two_users_are_two_conversations(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN two people
    platform.ask("하나의 말", "user-1")
    platform.ask("둘의 말", "user-2")
    # WHEN one of them reads on
    response = platform.ask("이어서 보기 1", "user-1")
    # THEN they see their own answer only, and Rasa knows neither by the platform's key
    assert texts(response) == ["'하나의 말' 잘 받았어요."]
    senders = {received.sender for received in rasa.received}
    assert len(senders) == 2
    assert not senders & {"user-1", "user-2"}


def test_a_photo_is_answered_without_asking_rasa(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN a user in a conversation
    platform.ask("시작")
    # WHEN they send a photo, which arrives as an address
    response = platform.ask("https://talk.kakaocdn.net/dna/abc/i_0123.jpg")
    # THEN it is said that photos are not read, and where a résumé can be uploaded
    [output] = response["template"]["outputs"]
    assert "사진이나 파일을 읽지 못해요" in output["textCard"]["description"]
    assert output["textCard"]["buttons"][0]["webLinkUrl"] == "https://jobcare.example/"
    assert rasa.messages() == ["/greet"]


def test_an_empty_or_endless_text_gets_a_sentence(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN a user in a conversation
    platform.ask("시작")
    # WHEN they send nothing visible, or far too much
    nothing, endless = platform.ask(" \n"), platform.ask("가" * 2500)
    # THEN both are answered kindly and nothing reached Rasa
    assert texts(nothing) == ["빈 메시지는 보낼 수 없어요. 하고 싶은 말을 적어 주세요."]
    assert "2,500자" in texts(endless)[0]
    assert rasa.messages() == ["/greet"]


def test_rasa_down_says_so(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN Rasa broken
    platform.ask("시작")
    rasa.mode = "error"
    # WHEN something is said
    response = platform.ask("용접")
    # THEN there is an apology, not the platform's own error
    assert texts(response)[0].startswith("지금은 답을 준비하지 못했어요.")


# Long answers


def test_a_long_answer_has_pages(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN an answer of five bubbles and a choice
    long = [contract.text(f"{place}번째 " + "가" * 900) for place in range(1, 6)]
    rasa.script["길게"] = [*long, contract.choices([Choice("처음으로", "menu")])]
    # WHEN it is read to its end
    first = platform.ask("길게")
    second = platform.ask("이어서 보기 2")
    # THEN it comes in two pages, with the choice on each
    assert [text[:3] for text in texts(first)] == ["1번째", "2번째", "3번째"]
    assert labels(first) == ["이어서 보기", "처음으로"]
    assert [text[:3] for text in texts(second)] == ["4번째", "5번째"]
    assert labels(second) == ["처음으로"]


def test_many_choices_are_numbered_and_cut_labels_still_answer(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN twelve choices with names longer than a button
    names = [f"응용 소프트웨어 개발자 {place}호" for place in range(1, 13)]
    rasa.script["직종"] = [contract.choices([Choice(name, f"occ:{place}") for place, name in enumerate(names)])]
    response = platform.ask("직종")
    # WHEN a shortened button is pressed
    quick = response["template"]["quickReplies"][1]
    platform.ask(quick["messageText"])
    # THEN all twelve are readable with numbers, ten are buttons, and the press reaches its choice
    assert texts(response)[0].splitlines()[-1] == "12. 응용 소프트웨어 개발자 12호"
    assert len(response["template"]["quickReplies"]) == 10
    assert quick["label"] == "2. 응용 소프트웨어 개…"
    assert rasa.messages()[-1] == tap("occ:1")


def test_pictures_and_documents_come_by_a_link_of_their_own(
    platform: Platform, rasa: RasaPlayer, settings: Settings
) -> None:
    # GIVEN an answer with a chart that lies on the disk
    rasa.script["차트"] = [contract.text("서울의 구인배수예요."), contract.image("chart-1.png", "막대그래프: 서울 0.8")]
    response = platform.ask("차트")
    sender = rasa.received[-1].sender
    folder = settings.var / "files" / sender
    folder.mkdir(parents=True)
    (folder / "chart-1.png").write_bytes(b"\x89PNG")
    # WHEN the link is opened as KakaoTalk's servers do, without a cookie
    image = response["template"]["outputs"][1]["simpleImage"]
    assert image["imageUrl"].startswith("https://jobcare.example/shared/")
    assert image["altText"] == "막대그래프: 서울 0.8"
    token = image["imageUrl"].rsplit("/", 1)[1]
    opened = httpx.get(f"{platform.url}/shared/{token}", trust_env=False)
    # THEN it is served; a changed link is not
    assert (opened.status_code, opened.content) == (200, b"\x89PNG")
    assert httpx.get(f"{platform.url}/shared/{token[:-2]}xx", trust_env=False).status_code == 404


# Five seconds


def test_a_slow_answer_follows_at_the_callback_address(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN Rasa slower than the platform waits, and a block with callbacks
    platform.ask("시작")
    rasa.pause = 1.5
    # WHEN something is asked
    first = platform.ask("데이터 분석가", callback=True)
    # THEN it is said that the answer follows, and it does, once
    assert first == {
        "version": "2.0",
        "useCallback": True,
        "data": {"text": "답을 준비하고 있어요. 조금만 기다려 주세요."},
    }
    wait_until(lambda: platform.called)
    [response] = platform.called
    limits.check(response)
    assert texts(response) == ["'데이터 분석가' 잘 받았어요."]


def test_a_callback_address_that_stumbles_is_tried_again(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN a slow answer and a platform that fails once
    platform.ask("시작")
    rasa.pause = 1.0
    platform.refuses = [503]
    # WHEN something is asked
    platform.ask("용접", callback=True)
    # THEN the answer arrives all the same
    wait_until(lambda: platform.called)
    assert texts(platform.called[0]) == ["'용접' 잘 받았어요."]


def test_without_a_callback_the_answer_waits_behind_a_button(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN Rasa slower than the platform waits, and a block without callbacks
    platform.ask("시작")
    rasa.pause = 1.2
    # WHEN something is asked, and the button pressed until it is there
    first = platform.ask("데이터 분석가")
    assert labels(first) == ["답 보기"]
    button = first["template"]["quickReplies"][0]["messageText"]
    wait_until(lambda: "잘 받았어요" in texts(platform.ask(button))[0])
    # THEN Rasa was asked only once
    assert rasa.messages() == ["/greet", "데이터 분석가"]


def test_an_answer_goes_to_no_strange_address(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN a slow answer, and a callback address outside the platform
    platform.ask("시작")
    rasa.pause = 1.0
    platform.callback = "http://localhost:9"
    # WHEN something is asked
    response = platform.ask("용접", callback=True)
    # THEN nothing is promised at that address
    assert "useCallback" not in response


# Who may ask


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (PATH, {}),
        (PATH, {"X-Jobcare-Key": "wrong"}),
        ("wrong", {"X-Jobcare-Key": KEY}),
    ],
)
def test_without_both_secrets_there_is_nothing_here(
    platform: Platform, rasa: RasaPlayer, path: str, headers: dict[str, str]
) -> None:
    # GIVEN somebody who lacks one of the secrets
    # WHEN they call
    answer = httpx.post(
        f"{platform.url}/kakao/{path}", json=platform.payload("가", "u"), headers=headers, trust_env=False
    )
    # THEN it looks as if the address did not exist, and Rasa is not asked
    assert answer.status_code == 404
    assert rasa.messages() == []


def test_switched_off_there_is_nothing_here(gateway: str, rasa: RasaPlayer) -> None:
    # GIVEN a gateway without KakaoTalk
    # WHEN its endpoint is called
    answer = httpx.post(f"{gateway}/kakao/{PATH}", json={}, headers={"X-Jobcare-Key": KEY}, trust_env=False)
    # THEN there is none
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"{}", b'{"userRequest": {"utterance": 1, "user": {"id": "u"}}}', b'{"userRequest": "x"}'],
)
def test_what_is_no_skill_request_is_refused(platform: Platform, rasa: RasaPlayer, body: bytes) -> None:
    # GIVEN the right secrets but a body that is no skill request
    # WHEN it is sent
    answer = httpx.post(f"{platform.url}/kakao/{PATH}", content=body, headers={"X-Jobcare-Key": KEY}, trust_env=False)
    # THEN it is refused with a reason
    assert answer.status_code == 400
    assert rasa.messages() == []


def test_the_database_does_not_hold_the_platforms_user_key(settings: Settings, tmp_path: Any) -> None:
    # GIVEN a chat at an address
    store = SessionStore(f"sqlite:///{tmp_path / 'm.db'}")
    one = store.at_address("kakao", "hash-of-user")
    # WHEN it is asked for again, and another
    # THEN it is the same conversation, and another one for another address
    assert store.at_address("kakao", "hash-of-user") == one
    assert store.at_address("kakao", "other").sender != one.sender
    assert store.address_of(one.sender) == ("kakao", "hash-of-user")
    store.close()


# Limits, whatever the bot says

_words = st.text(alphabet="가나다라 .\n", min_size=1, max_size=1500).filter(lambda text: bool(text.strip()))
_label = st.text(alphabet="가나다", min_size=1, max_size=40)
_replies = st.lists(
    st.one_of(
        _words.map(contract.text),
        st.lists(_label, min_size=1, max_size=25).map(
            lambda names: contract.choices([Choice(name, f"c:{place}") for place, name in enumerate(names)])
        ),
        st.lists(st.tuples(_words, _words), min_size=1, max_size=12).map(
            lambda rows: contract.table("표", ["항목", "내용"], [list(row) for row in rows])
        ),
        st.just(contract.image("a.png", "그림")),
        st.just(contract.document("a.pdf", "보고서 " * 20)),
        st.just(contract.link("보고서 대시보드 열기", "/reports")),
    ),
    min_size=1,
    max_size=8,
)


@hypothesis_settings(deadline=None, max_examples=150)
@given(_replies, st.booleans())
def test_every_page_of_every_answer_keeps_the_limits(replies: list[contract.Reply], public: bool) -> None:
    # GIVEN any answer of the bot
    links = Links("s" * 32, "https://jobcare.example" if public else "")
    page, more = 1, True
    # WHEN it is read page by page
    while more:
        response = render.answer(replies, lambda kind, file_id: links.make("sender", "image", file_id), page)
        # THEN no page breaks a limit, and reading on comes to an end
        limits.check(response)
        more = any(quick["label"] == render.MORE for quick in response["template"].get("quickReplies", []))
        page += 1
        assert page < 60
