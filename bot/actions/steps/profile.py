"""상세입력, step 1: the middle of the profile form – progress, what comes next, and telling at any time."""

from __future__ import annotations

from bot.actions.profiling import goes_on, open_section, profile_of, remember, take_common, take_telling
from bot.actions.turn import Turn
from bot.replies.profile import hub_choices, progress
from engine.members.profiles import SectionState
from engine.profile.gaps import gaps_of


class ProfileHub:
    name = "profile"

    def ask(self, turn: Turn) -> None:
        remember(turn, section=None, entry=None, field=None)
        store = turn.engine.members.profiles
        profile, states = profile_of(turn), store.section_states(turn.member)
        if set(states.values()) == {SectionState.NOT_ASKED}:
            turn.say("utter_prompt_profile")
        else:
            asked = turn.state.profile.get("asked", [])
            open_gaps = [
                gap for gap in gaps_of(profile, turn.engine.kb) if gap.key not in asked or gap.field != "courses"
            ]
            turn.show(progress(profile, states, open_gaps))
            turn.say("utter_prompt_profile_more")
        turn.offer(hub_choices(profile, states, store.can_undo(turn.member)))

    def take(self, turn: Turn) -> str | None:
        if (following := take_common(turn)) is not None:
            return following
        if goes_on(turn):
            states = turn.engine.members.profiles.section_states(turn.member)
            for wanted in (SectionState.NOT_ASKED, SectionState.SKIPPED):
                if section := next((name for name, state in states.items() if state is wanted), None):
                    return open_section(turn, section)
            return None
        return take_telling(turn)
