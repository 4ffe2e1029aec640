"""Two or three occupations side by side."""

from __future__ import annotations

from bot.actions.occupations import named_occupations
from bot.actions.pictures import send_chart
from bot.actions.searching import search
from bot.actions.steps.base import ANSWERED
from bot.actions.steps.browsing import browse, choose
from bot.actions.turn import Turn
from bot.replies.comparison import after_comparison, candidates, comparison_chart, comparison_table
from bot.replies.contract import Choice
from engine.comparison import FEWEST, MOST, compare

CANDIDATES = 10
"""Occupations to pick from: the best found."""


class ComparisonStep:
    name = "comparison"

    def ask(self, turn: Turn) -> None:
        state = turn.state
        if len(state.comparing) >= FEWEST:
            result = compare(turn.engine.kb, state.comparing)
            turn.show(comparison_table(result))
            send_chart(turn, comparison_chart(result))
            turn.offer(after_comparison(turn.engine.kb, state.comparing))
            return
        found = [match.occupation for match in search(turn).matches][:CANDIDATES]
        options = list(dict.fromkeys([*state.comparing, *found]))
        turn.say("utter_prompt_comparison" if not state.comparing else "utter_prompt_comparison_more", most=MOST)
        turn.offer([*candidates(turn.engine.kb, options, state.comparing), Choice("목록으로", "list")], multiple=True)

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        picking = len(turn.state.comparing) < FEWEST
        named = named_occupations(turn) if not said.choice or said.choice.startswith("cmp:") else []
        if (
            picking
            and named
            and (said.only_numbers or said.choice or said.means("compare", "pick", "interest", at_least=0.3))
        ):
            return self._add(turn, named)
        if not picking and named and len(named) == 1 and said.means("pick"):
            return choose(turn, named[0])
        return browse(turn)

    def _add(self, turn: Turn, named: list[str]) -> str:
        together = list(dict.fromkeys([*turn.state.comparing, *named]))
        if len(together) > MOST:
            turn.say("utter_too_many_to_compare", count=len(together), most=MOST)
            turn.offer_again()
            return ANSWERED
        turn.state.comparing = together
        turn.keep()
        return self.name
