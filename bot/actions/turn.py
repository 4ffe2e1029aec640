"""One turn of a conversation: what was said, what is remembered, and what is answered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions._engine import Engine
from bot.actions.state import FORM_OF_STEP, State
from bot.actions.understanding import Guess, Reading, read
from bot.replies.contract import Choice, Reply, choices

FALLBACK_INTENT = "nlu_fallback"
"""What Rasa says when it is sure of nothing; its best guess stands behind it and is still worth knowing."""


class Turn:
    """Collects the replies and the events of one turn.

    Attributes:
        sender: the random id of the conversation: what was sent to it is kept under this.
        channel: where the conversation takes place (`web`, `telegram`, `kakao`).
        state: what the conversation remembers; changed in place and kept when the turn ends.
        reading: what was said, or None when a form opens by itself.
        idle_seconds: how long the person had been silent before this message (0 for the first).
    """

    def __init__(self, tracker: Tracker, dispatcher: CollectingDispatcher, engine: Engine, opening: bool) -> None:
        self.sender: str = tracker.sender_id
        self.channel: str = str(tracker.get_latest_input_channel() or "web")
        self.engine = engine
        self.state = State.from_slot(tracker.get_slot("state"))
        self.reading: Reading | None = None if opening else self._read(tracker)
        self.said: Reading = self.reading or self._read(tracker)
        self._form = (tracker.active_loop or {}).get("name")
        self._dispatcher = dispatcher
        self.idle_seconds = _idle_seconds(tracker)

    @cached_property
    def member(self) -> str:
        """The id of the person, the same in all conversations that they joined: what they entered is kept under this."""
        return self.engine.members.conversations.member_of(self.sender)

    @property
    def senders(self) -> tuple[str, ...]:
        """The ids of all conversations of the person: what was asked of counsellors is found by them."""
        return self.engine.members.conversations.senders_of(self.member)

    def member_changed(self) -> None:
        """To be called when the conversation was given to another member in this turn."""
        self.__dict__.pop("member", None)

    def _read(self, tracker: Tracker) -> Reading:
        message = tracker.latest_message
        guesses = [
            Guess(str(found["name"]), float(found.get("confidence") or 0))
            for found in message.get("intent_ranking") or [message.get("intent") or {}]
            if found.get("name") and found["name"] != FALLBACK_INTENT
        ]
        tapped = None
        if guesses and guesses[0].intent == "choose":
            tapped = next(tracker.get_latest_entity_values("choice"), None)
        text = "" if tapped else str(message.get("text") or "")
        offered = self.state.aside or self.state.offered
        known = [choice_id for _, choice_id in self.state.offered] if self.state.aside else []
        return read(text, guesses, tapped, offered, known)

    def say(self, response: str, **values: Any) -> None:
        """Sends a response of domain.yml."""
        self._dispatcher.utter_message(response=response, **values)

    def show(self, *replies: Reply) -> None:
        """Sends replies made by bot.replies."""
        for reply in replies:
            self._dispatcher.utter_message(json_message=reply)

    def offer(self, options: Sequence[Choice], multiple: bool = False) -> None:
        """Shows choices and remembers them, so that they can be answered by number or label."""
        self.state.offered = [[option.label, option.id] for option in options]
        self.state.several, self.state.aside = multiple, []
        self.show(choices(options, multiple))

    def offer_aside(self, options: Sequence[Choice], multiple: bool = False) -> None:
        """Shows choices of a side matter; those of the step are remembered meanwhile."""
        self.state.aside = [[option.label, option.id] for option in options]
        self.show(choices(options, multiple))

    def resume(self) -> None:
        """Takes up what was interrupted – a side matter of several turns (`state.side`), else the step: a short reminder and
        its choices once more."""
        self.state.aside = []
        self.say(f"utter_resume_{self.state.side.get('at') or self.state.step}")
        self.offer_again()

    def offer_again(self) -> None:
        if side := self.state.side:
            self.offer_aside([Choice(label, choice_id) for label, choice_id in side["offered"]], side["several"])
            return
        if self.state.offered:
            self.show(
                choices([Choice(label, choice_id) for label, choice_id in self.state.offered], self.state.several)
            )

    def keep(self) -> None:
        """Stores what the person has entered so far (임시저장)."""
        self.engine.members.save_draft(self.member, self.state.draft())

    def events(self) -> list[EventType]:
        """The events that put the conversation where the state says it is."""
        form = FORM_OF_STEP[self.state.step]
        kept = SlotSet("state", self.state.to_slot())
        if form == self._form:
            return [SlotSet("next_form", None), SlotSet("requested_slot", self.state.step), kept]
        return [SlotSet("next_form", form), kept, ActiveLoop(None), SlotSet("requested_slot", None)]


def _idle_seconds(tracker: Tracker) -> float:
    said = [float(event.get("timestamp") or 0) for event in tracker.events if event.get("event") == "user"]
    return said[-1] - said[-2] if len(said) > 1 else 0.0
