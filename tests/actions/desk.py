"""Talks to the forms' actions directly, without Rasa: what a tracker would hold is kept here, intents are given by hand."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import forms
from bot.actions.state import FORM_OF_STEP

_FORMS = {form.form: form for form in (kind() for kind in forms.GuidedForm.__subclasses__())}


class Desk:
    """One person's conversation with the actions.

    Attributes:
        said: names of responses of domain.yml and replies (JSON) sent in the last turn, in order.
        progress: where the last turn said the person is.
        clock: seconds that the next message comes after the former.
    """

    def __init__(self, member: str, step: str = "profile") -> None:
        self.member = member
        self.slots: dict[str, Any] = {
            "state": {"step": step, "detailed": True},
            "requested_slot": step,
            "next_form": None,
        }
        self.events: list[dict[str, Any]] = []
        self.now = time.time()
        self.said: list[Any] = []
        self.progress: dict[str, Any] = {}

    def say(self, text: str, intent: str = "interest", confidence: float = 0.3, after: float = 10) -> Desk:
        """Types a message that Rasa would take for the intent, so many seconds after the former one."""
        self.now += after
        message = {"text": text, "intent_ranking": [{"name": intent, "confidence": confidence}], "entities": []}
        return self._turn(message)

    def tap(self, choice: str, after: float = 10) -> Desk:
        """Taps a choice, so many seconds after the former message."""
        self.now += after
        entity = {"entity": "choice", "value": choice}
        return self._turn(
            {"text": "/choose", "intent_ranking": [{"name": "choose", "confidence": 1.0}], "entities": [entity]}
        )

    @property
    def step(self) -> str:
        return str(self.slots["state"].get("step", "menu"))

    @property
    def text(self) -> str:
        """Everything readable of the last turn; responses by their names and values."""
        return "\n".join(_words(one) for one in self.said)

    @property
    def labels(self) -> list[str]:
        lists = [one for one in self.said if isinstance(one, dict) and one.get("type") == "choices"]
        return [choice["label"] for choice in lists[-1]["choices"]] if lists else []

    def _turn(self, message: dict[str, Any]) -> Desk:
        self.events.append({"event": "user", "timestamp": self.now, "text": message["text"]})
        self.said = []
        self._run(message)
        while self.slots.get("next_form"):
            self.slots["requested_slot"] = None
            self._run(message)
        return self

    def _run(self, message: dict[str, Any]) -> None:
        form = self.slots.get("next_form") or FORM_OF_STEP[self.step]
        self.slots["next_form"] = None
        tracker = Tracker(
            self.member, dict(self.slots), message, list(self.events), False, None, {"name": form}, "action_listen"
        )
        dispatcher = CollectingDispatcher()
        events = asyncio.run(_FORMS[form].run(dispatcher, tracker, {}))
        for sent in dispatcher.messages:
            if (sent.get("custom") or {}).get("type") == "progress":
                self.progress = sent["custom"]
                continue
            self.said.append(sent["custom"] if sent.get("custom") else {"response": sent["response"], **_values(sent)})
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]


def _values(sent: dict[str, Any]) -> dict[str, Any]:
    empty = ("text", "buttons", "elements", "custom", "template", "response", "image", "attachment")
    return {key: value for key, value in sent.items() if key not in empty}


def _words(one: dict[str, Any]) -> str:
    if "response" in one:
        return " ".join(str(value) for value in one.values())
    if one["type"] == "table":
        return "\n".join([one["caption"], *(" | ".join(row) for row in one["rows"]), one["note"]])
    if one["type"] == "choices":
        return " / ".join(choice["label"] for choice in one["choices"])
    return str(one.get("text", ""))
