"""간편입력, step 1: the first interest keywords."""

from __future__ import annotations

from bot.actions.searching import take_keywords, take_meaning, too_long
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.replies.contract import Choice
from bot.replies.interest import six_kinds

STARTERS = (
    ("사람을 돕는 일", "start:help"),
    ("손으로 만들고 고치는 일", "start:make"),
    ("컴퓨터로 하는 일", "start:computer"),
    ("글·그림·영상을 만드는 일", "start:create"),
    ("물건을 팔고 손님을 만나는 일", "start:sell"),
    ("숫자와 서류를 다루는 일", "start:office"),
    ("운전하고 나르는 일", "start:drive"),
    ("음식을 만드는 일", "start:food"),
)
"""Ways to begin for somebody to whom no keyword comes to mind. The label is the keyword."""


def starters() -> list[Choice]:
    return [Choice(label, choice_id) for label, choice_id in STARTERS]


def take_starter(turn: Turn) -> str | None:
    """Searches with the starter that was tapped."""
    label = next((label for label, choice_id in STARTERS if choice_id == turn.said.choice), None)
    return take_keywords(turn, label) if label else None


class Interest:
    name = "interest"

    def ask(self, turn: Turn) -> None:
        turn.say("utter_prompt_interest")
        turn.show(six_kinds())
        turn.offer([Choice("떠오르는 말이 없어요", "start:list")])

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        if said.choice == "start:list" or said.means("not_sure", at_least=0.75):
            turn.say("utter_starters")
            turn.offer(starters())
            return ANSWERED
        if said.choice and said.choice.startswith("start:"):
            return take_starter(turn)
        if said.choice and (following := take_meaning(turn)):
            return following
        if said.choice or said.only_numbers or not said.text:
            return None
        if said.means("greet", "thanks", at_least=0.9):
            return self.name
        if too_long(turn):
            return ANSWERED
        return take_keywords(turn, said.text)
