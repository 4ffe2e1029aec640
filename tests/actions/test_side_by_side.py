"""Turns of several people at once: nobody waits for another's slow source, one person's turns keep their order."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import _engine
from bot.actions.forms import ValidateInterestForm, ValidateReportForm
from bot.actions.side_by_side import beside_others, in_order
from engine.language.morphemes import morphemes
from engine.members.store import MemberStore
from knowledge.connectors import postings as source
from tests.knowledge.connectors.official import OfficialServer, PostingPlayer, Query, Reply

KEY = "a-key"
WELDER = "824100"
PATIENCE_SECONDS = 30


@dataclass
class SlowPostings:
    """A source of posts that answers a call only when it is let go; `asked` is set when a call has come."""

    playing: PostingPlayer
    asked: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def list(self, query: Query) -> Reply:
        self.asked.set()
        self.let_go.wait(PATIENCE_SECONDS)
        return self.playing.list(query)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SlowPostings]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("JOBCARE_LIVE_URL", f"sqlite:///{tmp_path / 'live.db'}")
    with OfficialServer().running() as server:
        postings = SlowPostings(PostingPlayer(KEY))
        server.behaviours = {source.LIST_PATH: postings.list, source.DETAIL_PATH: postings.playing.detail}
        monkeypatch.setenv("JOBCARE_WORK24_KEY", KEY)
        monkeypatch.setenv("JOBCARE_WORK24_ADDRESS", server.address)
        yield postings
        postings.let_go.set()


def message(member: str, state: dict[str, Any], text: str, intent: str) -> Tracker:
    said = {"text": text, "intent_ranking": [{"name": intent, "confidence": 0.95}], "entities": []}
    slots = {"state": state, "requested_slot": state["step"]}
    return Tracker(member, slots, said, [], False, None, {"name": None}, "action_listen")


def words(dispatcher: CollectingDispatcher) -> str:
    return str(dispatcher.messages)


def consented(members: MemberStore) -> str:
    member = uuid.uuid4().hex
    for kind in ("personal", "sensitive"):
        members.record_consent(member, kind, True)
    return member


def test_a_slow_source_holds_up_nobody_else(members: MemberStore, slow: SlowPostings) -> None:
    # GIVEN somebody who asks for posts of a source that does not answer
    asking, others = consented(members), [consented(members) for _ in range(5)]

    async def play() -> None:
        shown = CollectingDispatcher()
        waiting = asyncio.create_task(
            ValidateReportForm().run(
                shown,
                message(asking, {"step": "report", "occupation": WELDER}, "서울 채용공고 보여줘", "ask_recommend"),
                {},
            )
        )
        assert await asyncio.to_thread(slow.asked.wait, PATIENCE_SECONDS)
        # WHEN other people say something meanwhile
        heard = [CollectingDispatcher() for _ in others]
        await asyncio.gather(
            *(
                ValidateInterestForm().run(one, message(other, {"step": "interest"}, "간호사", "interest"), {})
                for one, other in zip(heard, others, strict=True)
            )
        )
        # THEN they all have their answer while the first still waits, who gets theirs in the end
        assert all("간호" in words(one) for one in heard)
        assert not waiting.done()
        slow.let_go.set()
        await waiting
        assert "공고" in words(shown)

    asyncio.run(play())


def test_turns_of_one_person_come_one_after_the_other() -> None:
    # GIVEN ten turns of one person that take turns in being slow, beside those of another
    done: list[tuple[str, int]] = []
    together = threading.Barrier(2)

    def work(member: str, number: int) -> None:
        if number % 2:
            together.wait(PATIENCE_SECONDS)  # passes only when both people's turns run at the same time
        done.append((member, number))

    async def turn(member: str, number: int) -> None:
        async with in_order(member):
            await beside_others(lambda: work(member, number))

    async def play() -> None:
        # WHEN all are begun at once
        await asyncio.gather(*(turn(member, number) for number in range(10) for member in ("one", "other")))

    asyncio.run(play())
    # THEN each person's come in their order
    for member in ("one", "other"):
        assert [number for who, number in done if who == member] == list(range(10))


def test_what_goes_wrong_in_a_turn_comes_back_and_lets_the_next_in() -> None:
    # GIVEN a turn that fails
    def fail() -> None:
        raise ValueError("broken")

    async def play() -> str:
        with pytest.raises(ValueError, match="broken"):
            async with in_order("someone"):
                await beside_others(fail)
        # WHEN the same person goes on  THEN their next turn runs
        async with in_order("someone"):
            return await beside_others(lambda: "done")

    assert asyncio.run(play()) == "done"


def test_shared_parts_are_loaded_once_however_many_ask_at_once() -> None:
    # GIVEN something that takes a while to load
    begun: list[int] = []
    all_ask = threading.Barrier(8)

    def load() -> object:
        begun.append(1)
        threading.Event().wait(0.05)
        return object()

    shared = _engine.LoadedOnce(load)
    given: list[object] = []

    def ask() -> None:
        all_ask.wait(PATIENCE_SECONDS)
        given.append(shared())

    # WHEN eight threads ask for it at the same time
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    # THEN it was loaded once and all have the same
    assert len(begun) == 1
    assert len(given) == 8
    assert len(set(map(id, given))) == 1


def test_many_readers_and_searchers_at_once_get_what_one_alone_gets(members: MemberStore) -> None:
    # GIVEN what one person after the other finds and is understood to tell
    interests, teller = _engine.engine().interests, _engine.teller()
    told = (
        "2015년 3월에 한국대학교 간호학과를 졸업했고 간호사 면허가 있어요.",
        "물류 창고에서 3년 동안 지게차를 몰았어요. 지게차운전기능사도 있어요.",
        "엑셀과 파이썬으로 매출 자료를 분석했습니다.",
        "용접기능사를 2019년에 땄고 조선소에서 5년 일했어요.",
    )
    wanted = ("간호사", "통계", "아이 돌보기", "용접", "요리", "데이터 분석")

    def read(number: int) -> object:
        said = told[number % len(told)]
        found = interests.search([wanted[number % len(wanted)]], 5)
        return teller.tell(said, date(2026, 1, 1)), found

    alone = [read(number) for number in range(12)]
    # WHEN the same comes from many threads at once, and nothing is remembered of before
    morphemes.cache_clear()
    with ThreadPoolExecutor(12) as threads:
        together = [list(threads.map(read, range(12))) for _ in range(3)]
    # THEN nobody gets anything else
    assert together == [alone, alone, alone]
