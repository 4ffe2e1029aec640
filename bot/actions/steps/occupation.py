"""Details of one occupation."""

from __future__ import annotations

from bot.actions.steps.browsing import browse
from bot.actions.turn import Turn
from bot.replies.occupation import occupation_choices, occupation_details
from bot.replies.official import official_texts
from engine.comparison import describe
from engine.official import official_on_occupation


class OccupationDetails:
    name = "occupation"

    def ask(self, turn: Turn) -> None:
        code = str(turn.state.occupation)
        turn.show(*occupation_details(turn.engine.kb, describe(turn.engine.kb, code)))
        turn.show(*official_texts(official_on_occupation(turn.engine.kb, code)))
        turn.offer(occupation_choices(code, code in turn.state.comparing))

    def take(self, turn: Turn) -> str | None:
        return browse(turn)
