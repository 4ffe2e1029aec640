"""A last look before the report is made."""

from __future__ import annotations

from bot.actions.reporting import snapshot_now
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.replies.contract import Choice
from bot.replies.report import report_list
from bot.replies.wording import quoted
from engine.members.store import REPORTS_AT_MOST, TooManyReports
from engine.reports.snapshot import DETAILED, SIMPLE


class ReportConfirmed:
    name = "report_confirmed"

    def ask(self, turn: Turn) -> None:
        occupation = turn.engine.kb.occupations[str(turn.state.occupation)]
        if turn.state.detailed:
            turn.say("utter_prompt_confirm_detailed", occupation=occupation.name, name=turn.state.report_name)
        else:
            turn.say(
                "utter_prompt_confirm",
                occupation=occupation.name,
                name=turn.state.report_name,
                keywords=quoted(turn.state.keywords) or "없음",
            )
        turn.offer(
            [Choice("보고서 만들기", "make"), Choice("이름 바꾸기", "rename"), Choice("다른 직종 고르기", "list")]
        )

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        if said.choice == "list":
            return "related" if turn.state.detailed else "results"
        if said.choice == "rename" or said.means("rename", "deny"):
            return "report_name"
        if said.choice == "make" or (said.choice is None and said.means("affirm", "pick")):
            return self._make(turn)
        if said.choice and said.choice.startswith("rep:") and not said.stale:
            return self._make(turn, instead_of=said.choice.removeprefix("rep:"))
        return None

    def _make(self, turn: Turn, instead_of: str | None = None) -> str:
        state, members = turn.state, turn.engine.members
        occupation, name = str(state.occupation), str(state.report_name)
        made = snapshot_now(turn, occupation, name, state.keywords, DETAILED if state.detailed else SIMPLE)
        try:
            report = members.add_report(turn.member, made.kind, name, occupation, made.to_json(), instead_of)
        except TooManyReports:
            turn.say("utter_too_many_reports", limit=REPORTS_AT_MOST)
            turn.offer([*report_list(members.reports(turn.member)), Choice("다른 직종 고르기", "list")])
            return ANSWERED
        members.save_draft(turn.member, {})
        state.report, state.duties = report.id, []
        state.trail, state.step = [], "related" if state.detailed else "results"  # where 이전으로 from the report leads
        return "report"
