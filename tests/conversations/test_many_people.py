"""Many people at once on the real three processes: everybody gets their own answers, once and in order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from launch.stack import Stack
from tests.conversations.talker import Talker

pytestmark = pytest.mark.stack

PEOPLE = 20
WORK = ("간호사", "용접", "요리", "통계")


def test_twenty_people_talk_at_once(stack: Stack) -> None:
    # GIVEN twenty people, each with a keyword
    def walk(number: int) -> list[dict[str, object]]:
        with Talker(stack.url) as person:
            person.consent().say(WORK[number % len(WORK)], "도움말", "이전으로")
            return person.history()

    # WHEN all walk at the same time
    with ThreadPoolExecutor(PEOPLE) as crowd:
        histories = list(crowd.map(walk, range(PEOPLE)))
    # THEN nobody's messages are doubled, missing or out of order, and nobody hears another's answers
    alone = [walk(number) for number in range(len(WORK))]
    for number, history in enumerate(histories):
        assert [message["seq"] for message in history] == list(range(1, len(history) + 1))
        assert [_told(message) for message in history] == [_told(message) for message in alone[number % len(WORK)]]


def _told(message: dict[str, object]) -> tuple[object, object]:
    return message["from"], message["reply"]
