"""Job posts in the report: a real source on loopback, the real base and store; Rasa's part is what the tracker holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions._engine import Engine
from bot.actions.state import State
from bot.actions.topics import answer_topic, asked_topic
from bot.actions.turn import Turn
from engine.counsel.desk import Desk
from engine.counsel.hours import read_hours
from engine.matching import Matcher
from engine.members.store import MemberStore
from engine.profile.model import Certificate
from knowledge.base import KnowledgeBase
from knowledge.connectors import postings as source
from knowledge.live.moments import KOREA
from tests.knowledge.connectors.official import OfficialServer, PostingPlayer, Reply

KEY = "a-key"
WELDER = "824100"
TODAY = datetime.now(KOREA).date()


def post(number: str, title: str, **fields: str) -> dict[str, str]:
    return {
        "wantedAuthNo": number,
        "title": title,
        "company": "바른회사",
        "jobsCd": WELDER,
        "empTpCd": "10",
        "salTpNm": "월급",
        "sal": "250만원",
        "minEdubg": "00",
        "career": "Z",
        "region": "서울 마포구",
        "zipRegion": "11440",
        "regDt": f"{TODAY - timedelta(days=30):%y-%m-%d}",
        "closeDt": f"{TODAY + timedelta(days=30):%y-%m-%d}",
        "body": "쇠를 잇습니다",
    } | fields


class Talk:
    """Turns of one person in the report; the state goes from turn to turn as the slot would."""

    def __init__(self, engine: Engine, state: State) -> None:
        self._engine = engine
        self._slot = state.to_slot()
        self.replies: list[dict[str, Any]] = []

    def say(self, text: str) -> Talk:
        return self._turn({"text": text, "intent": {"name": "ask_recommend", "confidence": 0.9}, "entities": []})

    def tap(self, choice: str) -> Talk:
        entities = [{"entity": "choice", "value": choice}]
        return self._turn({"text": "/choose", "intent": {"name": "choose", "confidence": 1.0}, "entities": entities})

    def _turn(self, message: dict[str, Any]) -> Talk:
        slots = {"state": self._slot, "requested_slot": "report"}
        tracker = Tracker("someone", slots, message, [], False, None, {"name": "report_form"}, "action_listen")
        dispatcher = CollectingDispatcher()
        turn = Turn(tracker, dispatcher, self._engine, opening=False)
        asked = asked_topic(turn)
        assert asked is not None, "the message was not taken for a topic"
        answer_topic(turn, asked)
        self._slot = turn.state.to_slot()
        self.replies = [sent["custom"] for sent in dispatcher.messages if sent.get("custom")]
        return self

    @property
    def text(self) -> str:
        return "\n".join(reply["text"] for reply in self.replies if reply["type"] == "text")

    @property
    def table(self) -> dict[str, Any]:
        return next(reply for reply in self.replies if reply["type"] == "table")

    @property
    def titles(self) -> list[str]:
        return [row[0].partition(". ")[2] for row in self.table["rows"]]

    @property
    def ids(self) -> list[str]:
        offered = [reply for reply in self.replies if reply["type"] == "choices"]
        return [choice["id"] for choice in offered[-1]["choices"]]


@pytest.fixture
def members(tmp_path: Path) -> Iterator[MemberStore]:
    store = MemberStore.open(f"sqlite:///{tmp_path / 'members.db'}")
    yield store
    store.close()


@pytest.fixture
def talk(
    kb: KnowledgeBase, members: MemberStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Talk]:
    desk = Desk(f"sqlite:///{tmp_path / 'members.db'}")
    engine = Engine(kb, cast(Matcher, None), members, desk, read_hours({}))  # nothing is searched by meaning here
    monkeypatch.setattr("bot.actions.occupations.engine", lambda: engine)
    return lambda: Talk(engine, State(step="report", occupation=WELDER))


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[PostingPlayer, OfficialServer]]:
    """A source of posts that is switched on."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("JOBCARE_LIVE_URL", f"sqlite:///{tmp_path / 'live.db'}")
    with OfficialServer().running() as server:
        playing = PostingPlayer(KEY)
        server.behaviours = {source.LIST_PATH: playing.list, source.DETAIL_PATH: playing.detail}
        monkeypatch.setenv("JOBCARE_WORK24_KEY", KEY)
        monkeypatch.setenv("JOBCARE_WORK24_ADDRESS", server.address)
        yield playing, server


def test_posts_are_narrowed_in_words_from_turn_to_turn(
    player: tuple[PostingPlayer, OfficialServer], talk: Callable[[], Talk]
) -> None:
    # GIVEN posts in 서울 and 부산
    playing, server = player
    playing.posts = [
        post("K1", "용접원 모집"),
        post("K2", "용접 계약직", empTpCd="20"),
        post("K3", "경력 용접사", career="경력(5년)", sal="400만원"),
        post("K4", "용접 영업", sal="300만원"),
        post("K5", "부산 용접", zipRegion="26110", region="부산 중구"),
        post("K6", "지난 공고", closeDt=f"{TODAY - timedelta(days=1):%y-%m-%d}"),
    ]
    talking = talk()
    # WHEN posts of a region are asked for  THEN they are listed with filters, source and links, without the dead one
    talking.say("서울 채용공고 보여줘")
    assert set(talking.titles) == {"용접원 모집", "용접 계약직", "경력 용접사", "용접 영업"}
    assert "직종 용접원" in talking.text or "직종 " in talking.text
    assert "지역 서울" in talking.text
    assert "마감된 공고 1건" in talking.text
    assert "출처: 고용24 채용정보" in talking.table["note"]
    assert "https://www.work24.go.kr/" in talking.text
    assert server.queries(source.LIST_PATH)[-1]["region"] == "11000"
    # WHEN it is narrowed, again and again  THEN every filter holds beside those before
    talking.say("정규직만요")
    assert set(talking.titles) == {"용접원 모집", "경력 용접사", "용접 영업"}
    talking.say("신입이에요")
    assert set(talking.titles) == {"용접원 모집", "용접 영업"}
    talking.say("영업은 빼고")
    assert talking.titles == ["용접원 모집"]
    talking.say("월급 300만원 이상")
    assert "찾지 못했어요" in talking.text
    assert "월급 300만 원 이상" in talking.text
    # WHEN a filter is dropped in words, and then all by a tap  THEN the posts are back
    talking.say("임금은 상관없어요")
    assert talking.titles == ["용접원 모집"]
    assert "jobs:clear" in talking.ids
    talking.tap("jobs:clear")
    assert len(talking.titles) == 4
    # WHEN another region is named  THEN it is asked there
    talking.say("부산은요?")
    assert talking.titles == ["부산 용접"]


def test_pages_and_one_post_in_full(player: tuple[PostingPlayer, OfficialServer], talk: Callable[[], Talk]) -> None:
    # GIVEN seven posts
    playing, _ = player
    playing.posts = [post(f"K{number}", f"용접 {number}") for number in range(7)]
    # WHEN they are paged through
    talking = talk().say("채용공고 보여줘")
    assert talking.ids[:5] == [f"post:K{number}" for number in range(5)]
    assert "jobs:prev" not in talking.ids
    talking.tap("jobs:next")
    # THEN the rest comes, and the way back
    assert talking.titles == ["용접 5", "용접 6"]
    assert "jobs:next" not in talking.ids
    assert "jobs:prev" in talking.ids
    # WHEN one is tapped, as offered  THEN it is shown in its own words, with the way to the list and the page it was on
    talking.tap("post:K6")
    assert ["하는 일", "쇠를 잇습니다"] in talking.table["rows"]
    assert "K6" in talking.text
    talking.tap("jobs:list")
    assert talking.titles == ["용접 5", "용접 6"]
    # WHEN one is gone meanwhile  THEN that is said
    talking.tap("jobs:prev")
    playing.posts.pop(0)
    talking.tap("post:K0")
    assert "이제 고용24에 없어요" in talking.text


def test_the_profile_ranks_and_is_not_sent(
    player: tuple[PostingPlayer, OfficialServer], talk: Callable[[], Talk], members: MemberStore
) -> None:
    # GIVEN a person with a certificate, and two posts
    playing, server = player
    members.profiles.add("someone", [Certificate("c", "용접기능사")])
    playing.posts = [post("K1", "용접원"), post("K2", "용접기능사 우대")]
    # WHEN posts are asked for  THEN the fitting one comes first and says why; the source learns nothing of the person
    talking = talk().say("채용공고 보여줘")
    assert talking.titles == ["용접기능사 우대", "용접원"]
    assert "가진 자격증 ‘용접기능사’" in talking.table["rows"][0][-1]
    assert not any("용접기능사" in value for _, query in server.asked for value in query.values())


def test_a_source_that_is_down_is_told_with_the_last_list_or_the_official_search(
    player: tuple[PostingPlayer, OfficialServer], talk: Callable[[], Talk], monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a list of before, and a source that is down
    playing, server = player
    playing.posts = [post("K1", "용접원")]
    talking = talk().say("서울 채용공고 보여줘")
    monkeypatch.setattr(source, "FRESH_FOR", timedelta(0))
    server.behaviours[source.LIST_PATH] = lambda _query: Reply(b"", status=500)
    # WHEN the same is asked, and another region  THEN the last list with its time, and the official search
    talking.say("서울 채용공고 보여줘")
    assert talking.titles == ["용접원"]
    assert "마지막으로 받은 목록" in talking.table["note"]
    talking.say("부산 채용공고 보여줘")
    assert "가져오지 못했어요" in talking.text
    assert "https://www.work24.go.kr/" in talking.text
    assert KEY not in str(talking.replies)


def test_without_a_source_the_official_search_opens_with_what_was_said(
    talk: Callable[[], Talk], monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN no key
    monkeypatch.setenv("JOBCARE_WORK24_KEY", "")
    # WHEN posts are asked for with filters  THEN it is said honestly, with the search filled in and what it cannot carry
    talking = talk().say("서울에서 신입 채용공고 보여줘")
    assert "꺼져 있어요" in talking.text
    assert f"occupation={WELDER}" in talking.text
    assert "careerTypes=N" in talking.text
    talking.say("연봉 3000만원 이상이요")
    assert "연봉 3,000만 원 이상" in talking.text
    assert "‘임금’ 조건은 열린 화면에서" in talking.text
