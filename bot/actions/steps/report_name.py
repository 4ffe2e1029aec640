"""The report's name: proposed, and anything up to 200 bytes instead."""

from __future__ import annotations

from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.replies.contract import Choice
from bot.replies.questions import QUESTIONS as SERVICE_QUESTIONS
from engine.language.byte_count import guide_bytes

QUESTIONS = ("details", *(f"faq_{key}" for key in SERVICE_QUESTIONS))
"""A question is no name, even where any words may be one."""

NAME_BYTES = 200
"""Limit of the guide."""


class ReportName:
    name = "report_name"

    def ask(self, turn: Turn) -> None:
        proposed = turn.state.report_name or turn.engine.kb.occupations[str(turn.state.occupation)].name
        turn.say("utter_prompt_report_name", proposed=proposed, length=guide_bytes(proposed), limit=NAME_BYTES)
        turn.offer([Choice("이 이름 그대로", "name:keep"), Choice("다른 직종 고르기", "list")])

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        proposed = turn.state.report_name or turn.engine.kb.occupations[str(turn.state.occupation)].name
        if said.choice == "list":
            return "related" if turn.state.detailed else "results"
        if said.choice == "name:keep" or (said.choice is None and said.means("affirm", "pick", at_least=0.8)):
            return self._settle(turn, proposed)
        if said.means("rename", at_least=0.8):
            turn.say("utter_type_report_name")
            return ANSWERED
        if said.choice or not said.text:
            return None
        if said.means("show_less", at_least=0.8):
            return "related" if turn.state.detailed else "results"
        if said.text.endswith(("?", "？")) or (said.is_question and said.means(*QUESTIONS, at_least=0.8)):
            return None
        name = " ".join(said.text.split())
        length = guide_bytes(name)
        if length > NAME_BYTES:
            turn.say("utter_name_too_long", length=length, limit=NAME_BYTES)
            turn.offer_again()
            return ANSWERED
        return self._settle(turn, name)

    def _settle(self, turn: Turn, name: str) -> str:
        turn.state.report_name = name
        turn.keep()
        return "report_confirmed"
