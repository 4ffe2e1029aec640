"""Asks for one section of the profile; the answer is told in any words."""

from __future__ import annotations

from bot.actions.profiling import goes_on, open_section, remember, skips, take_common, take_telling
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.replies.profile import section_asked, section_choices
from engine.members.profiles import SectionState
from engine.profile.fields import SECTIONS


class ProfileSection:
    name = "profile_section"

    def ask(self, turn: Turn) -> None:
        section = SECTIONS[turn.state.profile.get("section", "educations")]
        turn.show(section_asked(section))
        turn.offer(section_choices(section))

    def take(self, turn: Turn) -> str | None:
        section = turn.state.profile.get("section", "educations")
        if turn.said.choice == "p:none" or turn.said.means("deny", at_least=0.9) and len(turn.said.text) <= 6:
            return self._close(turn, section, SectionState.NONE)
        if skips(turn):
            return self._close(turn, section, SectionState.SKIPPED)
        if (following := take_common(turn)) is not None:
            return following
        if goes_on(turn):
            turn.say("utter_section_go_on")
            turn.offer_again()
            return ANSWERED
        return take_telling(turn, section)

    def _close(self, turn: Turn, section: str, state: SectionState) -> str:
        store = turn.engine.members.profiles
        store.answer_section(turn.member, section, state)
        turn.say(
            "utter_section_none" if state is SectionState.NONE else "utter_section_later",
            section=SECTIONS[section].label,
        )
        states = store.section_states(turn.member)
        following = next((name for name, kept in states.items() if kept is SectionState.NOT_ASKED), None)
        if following:
            return open_section(turn, following)
        remember(turn, section=None)
        return "profile"
