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
    card = response["template"]["outputs"][1]["basicCard"]
    image = card["thumbnail"]
    assert image["imageUrl"].startswith("https://jobcare.example/shared/")
    assert card["description"] == "막대그래프: 서울 0.8"
    assert image["link"]["web"] == card["buttons"][0]["webLinkUrl"] == image["imageUrl"]
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


# Cards

SHARED = Links("s" * 32, "https://jobcare.example")


def shown(replies: list[contract.Reply], public: bool = True) -> list[dict[str, Any]]:
    """All pages of an answer; each keeps the limits."""
    links = SHARED if public else Links("s" * 32, "")
    pages: list[dict[str, Any]] = []
    while True:
        response = render.answer(replies, lambda kind, file_id: links.make("sender", "image", file_id), len(pages) + 1)
        limits.check(response)
        pages.append(response["template"])
        if not any(quick["label"] == render.MORE for quick in response["template"].get("quickReplies", [])):
            return pages
        assert len(pages) < 80


def readable(pages: list[dict[str, Any]]) -> str:
    """Everything that eyes read of the bubbles, in their order."""

    def words(part: Any, key: str = "") -> Iterator[str]:
        if isinstance(part, dict):
            for name in ("head", "title", "description", "text", "itemList", "items"):
                if name in part:
                    yield from words(part[name], name)
        elif isinstance(part, list):
            for one in part:
                yield from words(one)
        else:
            yield part

    outputs = [body for page in pages for output in page["outputs"] for body in output.values()]
    return "\n".join(word for body in outputs for word in words(body))


def buttons(pages: list[dict[str, Any]]) -> list[str]:
    """What the buttons send, on cards and beneath."""
    sent: list[str] = []
    for page in pages:
        for output in page["outputs"]:
            for body in output.values():
                for card in body.get("items", [body]):
                    sent += [button["messageText"] for button in card.get("buttons", []) if "messageText" in button]
        sent += [quick["messageText"] for quick in page.get("quickReplies", [])]
    return sent


def test_a_long_caption_of_a_chart_goes_on_beneath_it() -> None:
    # GIVEN a chart whose words are longer than a card holds
    alt = "막대그래프. " + " ".join(f"{year}년 합격률은 {year % 70}퍼센트예요." for year in range(2001, 2026))
    # WHEN it is shown
    [page] = shown([contract.image("a.png", alt)])
    card, text = page["outputs"][0]["basicCard"], page["outputs"][1]["simpleText"]["text"]
    # THEN the picture is whole, opens large, and the words go on at the end of a sentence
    assert card["thumbnail"]["fixedRatio"] is True
    assert [button["label"] for button in card["buttons"]] == ["크게 보기"]
    assert card["description"].endswith("퍼센트예요.")
    assert f"{card['description']} {text}" == alt


def test_short_figures_are_an_item_card() -> None:
    # GIVEN a table of names and short values with its source
    rows = [["기관", "한빛대학교"], ["전공", "통계학"], ["졸업", "2016년 2월"]]
    [page] = shown([contract.table("학력", ["항목", "내용"], rows, "출처: 내가 적은 것")])
    # WHEN shown  THEN it is one card, and the source stands beneath
    card, note = page["outputs"]
    assert card["itemCard"]["head"] == {"title": "학력"}
    assert [[item["title"], item["description"]] for item in card["itemCard"]["itemList"]] == rows
    assert note == {"simpleText": {"text": "출처: 내가 적은 것"}}


def test_two_lists_that_are_too_many_buttons_together_are_written_out() -> None:
    # GIVEN two lists of choices, each short enough for buttons  WHEN there are more than ten buttons together
    first, second = (contract.choices([Choice(f"{kind}{n}", f"{n}") for n in range(6)]) for kind in "가나")
    # THEN those without a button can be read all the same
    assert "6. 나5" in readable(shown([contract.text("골라 주세요."), first, second]))


@pytest.mark.parametrize("row", [["필요한 능력단위", "129개"], ["임금", "연 3,600만~4,000만 원(직업 3개의 중앙값)"]])
def test_figures_that_would_be_cut_off_stay_words(row: list[str]) -> None:
    # GIVEN a table with one name or value longer than the platform shows  WHEN shown  THEN it stays readable
    [page] = shown([contract.table("데이터 분석가", ["항목", "내용"], [["필요 역량", "129개"], row])])
    [output] = page["outputs"]
    assert f"· {row[0]}: {row[1]}" in output["simpleText"]["text"]


FOUND = ["데이터 분석가(빅데이터 분석가)", "데이터 전문가", "통계·설문 조사원(슈퍼바이저 포함)"]


def test_what_is_found_can_be_chosen_on_its_card(platform: Platform, rasa: RasaPlayer) -> None:
    # GIVEN occupations with their reasons, and choices of the same names and others
    rows = [[f"{number}. {name}", f"‘통계’ → {name}"] for number, name in enumerate(FOUND, start=1)]
    options = [Choice(name, f"occ:{place}") for place, name in enumerate(FOUND)] + [Choice("더 보기", "page:next")]
    rasa.script["통계"] = [
        contract.text("찾았어요."),
        contract.table("추천 직종", ["직종", "추천 이유"], rows),
        contract.choices(options),
    ]
    # WHEN they are shown
    response = platform.ask("통계")
    lead, carousel = response["template"]["outputs"]
    # THEN each has a card with its reason, only the others are buttons beneath, and nothing is listed twice
    assert lead["simpleText"]["text"] == "찾았어요.\n\n[추천 직종]"
    items = carousel["carousel"]["items"]
    assert [[item["title"], item["description"]] for item in items] == rows
    assert labels(response) == ["더 보기"]
    # WHEN the button of a card is pressed
    platform.ask(items[2]["buttons"][0]["messageText"])
    # THEN it is that choice
    assert rasa.messages()[-1] == tap("occ:2")


def test_reports_have_cards_that_open_them() -> None:
    # GIVEN three reports as the dashboard shows them
    told = [
        ["선택직종", "데이터 분석가(빅데이터 분석가)"],
        ["필요 역량", "능력단위 129개가 필요해요"],
        ["자격증", "정보처리기사를 재직자가 가장 많이 가지고 있어요(11%, 124명 중 14명). " * 2],
    ]
    note = "만든 날에 있던 자료예요."
    names = [f"카톡에서 만든 보고서 {number} · 2026.11.23" for number in (1, 2, 3)]
    tables = [contract.table(f"간편 · {name}", ["항목", "내용"], told, note) for name in names]
    opening = [Choice(f"{name} 열기", f"rep:{place}") for place, name in enumerate(names)]
    # WHEN shown
    [page] = shown(
        [contract.text("내 보고서예요."), *tables, contract.choices([*opening, Choice("새 보고서", "rp:new")])]
    )
    # THEN they stand beside each other, each with its button; the rest is told beneath, and the note once
    lead, carousel, rest = page["outputs"]
    assert [item["title"] for item in carousel["carousel"]["items"]] == [f"간편 · {name}" for name in names]
    assert [item["buttons"][0]["messageText"] for item in carousel["carousel"]["items"]] == [o.label for o in opening]
    assert "능력단위 129개가 필요해요" in carousel["carousel"]["items"][0]["description"]
    assert rest["simpleText"]["text"].count("정보처리기사를") == 6
    assert rest["simpleText"]["text"].count(note) == 1
    assert [quick["label"] for quick in page["quickReplies"]] == ["새 보고서"]


@pytest.mark.parametrize(
    ("output", "broken"),
    [
        ({"itemCard": {"itemList": [{"title": "일곱글자이름", "description": "값"}] * 11}}, "11 entries"),
        ({"itemCard": {"itemList": [{"title": "일곱 글자이름", "description": "값"}]}}, "itemList"),
        ({"itemCard": {"itemList": [{"title": "이름", "description": "값" * 25}]}}, "description"),
        ({"itemCard": {"head": {"title": "가" * 16}, "itemList": [{"title": "이름", "description": "값"}]}}, "head"),
        (
            {"basicCard": {"description": "가" * 231, "thumbnail": {"imageUrl": "https://a.example/a.png"}}},
            "description",
        ),
        ({"basicCard": {"thumbnail": {"imageUrl": "a.png"}}}, "imageUrl"),
        (
            {
                "basicCard": {
                    "thumbnail": {"imageUrl": "https://a.example/a.png", "fixedRatio": True},
                    "buttons": [{"action": "message", "label": "고르기", "messageText": "가"}] * 3,
                }
            },
            "buttons",
        ),
        ({"carousel": {"type": "textCard", "items": [{"title": "가"}] * 11}}, "11 entries"),
        ({"carousel": {"type": "textCard", "items": [{"title": "가"}]}}, "two or more"),
        ({"carousel": {"type": "textCard", "items": [{"title": "가", "description": "나" * 128}] * 2}}, "description"),
        (
            {"carousel": {"type": "itemCard", "items": [{"itemList": [{"title": "가", "description": "나"}] * 6}] * 2}},
            "6 entries",
        ),
        ({"carousel": {"type": "simpleText", "items": [{"text": "가"}] * 2}}, "unknown type"),
        ({"simpleImage": {"imageUrl": "https://a.example/a.png", "altText": "가" * 51}}, "altText"),
    ],
)
def test_cards_above_their_limits_are_found(output: dict[str, Any], broken: str) -> None:
    # GIVEN a card that the platform would not show  WHEN it is held against the limits  THEN it is found
    with pytest.raises(limits.LimitError, match=broken):
        limits.check({"version": "2.0", "template": {"outputs": [output]}})


# Limits, whatever the bot says

_words = st.text(alphabet="가나다라 .\n", min_size=1, max_size=1500).filter(lambda text: bool(text.strip()))
_short_words = st.text(alphabet="마바사", min_size=1, max_size=30)
_label = st.text(alphabet="가나다", min_size=1, max_size=40)


def _offered(names: list[str], ending: str = "") -> contract.Reply:
    return contract.choices([Choice(name + ending, f"c:{place}") for place, name in enumerate(names)])


def _with_choices(rows: dict[str, list[str]]) -> list[contract.Reply]:
    listed = [[f"{number}. {name}", *cells] for number, (name, cells) in enumerate(rows.items(), start=1)]
    return [contract.table("찾은 것", ["이름", "까닭", "더"], listed, "출처"), _offered(list(rows))]


def _to_open(tables: dict[str, list[tuple[str, str]]]) -> list[contract.Reply]:
    made = [
        contract.table(f"간편 · {name}", ["항목", "내용"], [list(row) for row in rows]) for name, rows in tables.items()
    ]
    return [*made, _offered(list(tables), " 열기")]


_one = st.one_of(
    _words.map(contract.text),
    st.lists(_label, min_size=1, max_size=25).map(_offered),
    st.lists(st.tuples(_words, _words), min_size=1, max_size=12).map(
        lambda rows: contract.table("표", ["항목", "내용"], [list(row) for row in rows])
    ),
    st.lists(st.tuples(_short_words, _short_words), min_size=1, max_size=12).map(
        lambda rows: contract.table("표", ["항목", "내용"], [list(row) for row in rows], "출처")
    ),
    _words.map(lambda words: contract.image("a.png", words)),
    st.just(contract.document("a.pdf", "보고서 " * 20)),
    st.just(contract.link("보고서 대시보드 열기", "/reports")),
)
_replies = st.one_of(
    st.lists(_one, min_size=1, max_size=8),
    st.dictionaries(_label, st.lists(_short_words, min_size=2, max_size=2), min_size=1, max_size=12).map(_with_choices),
    st.dictionaries(_label, st.lists(st.tuples(_short_words, _words), max_size=8), min_size=1, max_size=12).map(
        _to_open
    ),
)


def _told(reply: contract.Reply) -> list[str]:
    match reply["type"]:
        case "text":
            return [reply["text"]]
        case "table":
            return [*(cell for row in reply["rows"] for cell in row), reply["note"]]
        case "image":
            return [reply["alt"]]
        case _:
            return []


@hypothesis_settings(deadline=None, max_examples=120)
@given(_replies, st.booleans())
def test_every_page_of_every_answer_keeps_the_limits_and_nothing_is_lost(
    replies: list[contract.Reply], public: bool
) -> None:
    # GIVEN any answer of the bot
    # WHEN it is read page by page, each held against the limits
    pages = shown(replies, public)
    # THEN all that is told is read, cut at most where lines and bubbles end
    read = "".join(readable(pages).split())
    for reply in replies:
        for told in _told(reply):
            assert "".join(told.split()) in read
    # AND every choice is a button, or stands in a list to be answered by its number
    sent = buttons(pages)
    for reply in replies:
        for choice in reply["choices"] if reply["type"] == "choices" else ():
            assert choice["label"] in sent or choice["label"] in read
