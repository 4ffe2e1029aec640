"""The menu: what the service is, the two ways in, the member's reports."""

from __future__ import annotations

from bot.actions.searching import is_interest
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.replies.contract import Choice
from bot.replies.counsel import counsel_ways
from bot.replies.welcome import after_refusal, two_ways, ways_in


class Menu:
    name = "menu"

    def ask(self, turn: Turn) -> None:
        decisions = turn.engine.members.decisions(turn.member)
        if any(not decision.given for decision in decisions.values()):
            turn.say("utter_refused")
            turn.offer(after_refusal())
            return
        turn.say("utter_welcome")
        turn.show(two_ways())
        self.offer(turn)

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        if said.choice == "mode:simple" or said.means("start_simple"):
            return self._begin(turn)
        if said.choice == "resume":
            turn.state.take_up(turn.engine.members.draft(turn.member) or {})
            return "results" if turn.state.keywords else self._begin(turn)
        if said.choice in ("mode:detailed", "resume:detailed") or said.means("start_detailed"):
            return begin_detailed(turn)
        if said.means("greet", at_least=0.8):
            turn.say("utter_hello")
            self.offer(turn)
            return ANSWERED
        if said.means("not_sure", "affirm"):
            return self._begin(turn)
        if said.means("deny"):
            turn.say("utter_no_hurry")
            self.offer(turn)
            return ANSWERED
        if is_interest(turn):
            turn.state.pending = said.text
            turn.say("utter_heard_interest")
            return self._begin(turn)
        return None

    def _begin(self, turn: Turn) -> str:
        turn.state.detailed = False
        return "interest" if turn.engine.members.has_consented(turn.member) else "consent_personal"

    def offer(self, turn: Turn) -> None:
        """Shows the ways on from here."""
        turn.offer(self._ways(turn))

    def remember(self, turn: Turn) -> None:
        """Has the ways on at hand without showing them: something else comes first."""
        turn.state.offered = [[option.label, option.id] for option in self._ways(turn)]

    def _ways(self, turn: Turn) -> list[Choice]:
        members = turn.engine.members
        consented = members.has_consented(turn.member)
        unfinished = bool((members.draft(turn.member) or {}).get("keywords")) and consented
        begun = consented and any(True for _ in members.profiles.profile(turn.member).entries())
        reports = bool(members.count_reports(turn.member))
        ways = ways_in(unfinished, reports, begun)
        return [*ways, *counsel_ways(begun or reports)] if turn.engine.desk.is_run() else ways


def begin_detailed(turn: Turn) -> str:
    """Goes to the profile, through the consents if they are not given yet."""
    turn.state.detailed = True
    return "profile" if turn.engine.members.has_consented(turn.member) else "consent_personal"
