"""The line that says where somebody is on the walk: 간편입력 · 2/4 관심 키워드."""

from __future__ import annotations

from collections.abc import Mapping

from bot.replies import contract
from bot.replies.contract import Reply
from engine.members.profiles import SectionState
from engine.profile.fields import SECTIONS

SIMPLE = ("동의", "관심 키워드", "직종 고르기", "보고서")
DETAILED = ("동의", "프로필", "보유 능력단위", "연관직종", "보고서")
PROFILE = "프로필"

_DONE = (SectionState.FILLED, SectionState.NONE)


def on_the_way(detailed: bool, step: str, sections: Mapping[str, SectionState] | None = None) -> Reply:
    """Where somebody is.

    Args:
        detailed: on the way of 상세입력, else of 간편입력.
        step: one of that way's steps.
        sections: states of the profile's sections; those with entries and those said to be empty are done.
    """
    steps = DETAILED if detailed else SIMPLE
    parts = [(section.label, sections[name] in _DONE) for name, section in SECTIONS.items()] if sections else []
    return contract.progress("상세입력" if detailed else "간편입력", steps, steps.index(step) + 1, parts)


def nowhere() -> Reply:
    """Before a way was chosen there is nothing to show."""
    return contract.progress("", (), 0)
