"""Where the person is on the walk, told to the channel after every turn."""

from __future__ import annotations

from bot.actions.state import FORM_OF_STEP
from bot.actions.turn import Turn
from bot.replies.contract import Reply
from bot.replies.progress import PROFILE, nowhere, on_the_way
from engine.reports.snapshot import DETAILED

_PLACES = {
    "consent_personal": "동의",
    "consent_sensitive": "동의",
    "interest": "관심 키워드",
    "results": "직종 고르기",
    "occupation": "직종 고르기",
    "comparison": "직종 고르기",
    "report_name": "보고서",
    "report_confirmed": "보고서",
    "report": "보고서",
    "report_rename": "보고서",
    "owned": "보유 능력단위",
    "owned_add": "보유 능력단위",
    "related": "연관직종",
    "related_add": "연관직종",
    "related_compare": "연관직종",
}
"""Step of the conversation → step of the walk; those of the profile form are all 프로필, the menu is nowhere."""


def progress_of(turn: Turn) -> Reply:
    """Where the turn leaves the person."""
    step = turn.state.step
    if FORM_OF_STEP[step] == "profile_form":
        return on_the_way(True, PROFILE, turn.engine.members.profiles.section_states(turn.member))
    return on_the_way(_is_detailed(turn, step), _PLACES[step]) if step in _PLACES else nowhere()


def _is_detailed(turn: Turn, step: str) -> bool:
    if FORM_OF_STEP[step] == "report_form":
        report = turn.engine.members.report(turn.member, str(turn.state.report))
        return report is not None and report.kind == DETAILED
    on_both_ways = FORM_OF_STEP[step] == "consent_form" or step in ("report_name", "report_confirmed")
    return turn.state.detailed if on_both_ways else FORM_OF_STEP[step] == "analysis_form"
