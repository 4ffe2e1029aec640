"""Pictures for a conversation: where the gateway looks for them, bounded, and gone when the person's data is deleted."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import pictures
from bot.actions._engine import Engine
from bot.actions.pictures import send_chart
from bot.actions.turn import Turn
from bot.channels.files import IMAGE_TYPES, locate
from bot.replies.charts import Bar, BarChart, BarPanel


def chart(number: int) -> BarChart:
    return BarChart(f"제목 {number}", (BarPanel("", (Bar("가", 1.0, str(number)),)),), "자료: 시험", f"그림 {number}")


class Person:
    """Somebody to whom pictures are sent."""

    def __init__(self, sender: str) -> None:
        self._dispatcher = CollectingDispatcher()
        tracker = Tracker(sender, {}, {"text": ""}, [], False, None, {}, "action_listen")
        self.turn = Turn(tracker, self._dispatcher, cast(Engine, None), opening=True)

    @property
    def ids(self) -> list[str]:
        return [message["custom"]["id"] for message in self._dispatcher.messages]


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JOBCARE_VAR", str(tmp_path))
    return tmp_path


def test_picture_lies_where_the_gateway_looks_for_this_person_only(var: Path) -> None:
    # GIVEN two people  WHEN the same chart is sent to both, and to one of them twice
    one, other = Person("sender-one"), Person("sender-other")
    send_chart(one.turn, chart(1))
    send_chart(one.turn, chart(1))
    send_chart(other.turn, chart(1))
    send_chart(other.turn, None)
    # THEN each has a picture of an id of their own, the same one for the same chart
    assert one.ids[0] == one.ids[1] != other.ids[0]
    assert len(other.ids) == 1
    found = locate(var, "sender-one", one.ids[0], IMAGE_TYPES)
    assert found is not None
    assert found[0].read_bytes().startswith(b"\x89PNG")
    assert locate(var, "sender-other", one.ids[0], IMAGE_TYPES) is None
    assert [path.name for path in (var / "files" / "sender-one").iterdir()] == [one.ids[0]]


def test_oldest_pictures_go_first(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # GIVEN room for three  WHEN five are sent  THEN the last one is there and no more than three
    monkeypatch.setattr(pictures, "PICTURES_KEPT", 3)
    person = Person("sender")
    for number in range(5):
        send_chart(person.turn, chart(number))
    kept = {path.name for path in (var / "files" / "sender").iterdir()}
    assert len(kept) == 3
    assert person.ids[-1] in kept
