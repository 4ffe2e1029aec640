"""Another name for a report: anything up to 200 bytes, as when it was made."""

from __future__ import annotations

from bot.actions.steps.base import ANSWERED
from bot.actions.steps.report_name import NAME_BYTES
from bot.actions.turn import Turn
from bot.replies.contract import Choice
from bot.replies.wording import titled
from engine.language.byte_count import guide_bytes


class ReportRename:
    name = "report_rename"

    def ask(self, turn: Turn) -> None:
        report = turn.engine.members.report(turn.member, str(turn.state.report))
        turn.say("utter_prompt_rename", name=titled(report.name if report else "", "이에요/예요"), limit=NAME_BYTES)
        turn.offer([Choice("그대로 두기", "name:keep")])

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        if said.choice == "name:keep" or (said.choice is None and said.means("deny", at_least=0.8)):
            turn.say("utter_report_kept")
            return "report"
        if said.choice or not said.text or said.text.endswith(("?", "？")):
            return None
        name = " ".join(said.text.split())
        length = guide_bytes(name)
        if length > NAME_BYTES:
            turn.say("utter_name_too_long", length=length, limit=NAME_BYTES)
            turn.offer_again()
            return ANSWERED
        turn.engine.members.rename_report(turn.member, str(turn.state.report), name)
        turn.say("utter_renamed", name=titled(name, "으로/로"))
        return "report"
