"""The two consents, asked one after the other."""

from __future__ import annotations

from bot.actions.searching import is_interest
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import agrees
from bot.replies.consent_texts import consent_choices, consent_request
from bot.replies.contract import Choice


class Consent:
    """One of the two consents (`kind`: personal or sensitive)."""

    def __init__(self, kind: str, following: str) -> None:
        self.name = f"consent_{kind}"
        self._kind = kind
        self._following = following

    def ask(self, turn: Turn) -> None:
        turn.show(*consent_request(self._kind))
        turn.offer(consent_choices())

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        if said.choice == "yes" or (said.choice is None and said.means("affirm") and agrees(said.text)):
            turn.engine.members.record_consent(turn.member, self._kind, given=True)
            return "profile" if self._following == "interest" and turn.state.detailed else self._following
        if said.choice == "no" or (said.choice is None and said.means("deny")):
            turn.engine.members.record_consent(turn.member, self._kind, given=False)
            return "menu"
        if is_interest(turn):
            turn.state.pending = said.text
            turn.say("utter_consent_first")
            turn.offer(consent_choices())
            return ANSWERED
        return None


def confirm_forgetting() -> list[Choice]:
    return [Choice("네, 모두 지워 주세요", "forget:yes"), Choice("아니요, 그대로 둘게요", "forget:no")]
