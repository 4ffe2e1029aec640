"""An action that does nothing: what a turn costs before ours begins."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher


class Probe(Action):
    """Answers at once with no reply and no event."""

    def name(self) -> str:
        return "action_probe"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        return []
