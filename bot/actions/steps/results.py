"""간편입력, step 2: the occupations found for the keywords."""

from __future__ import annotations

from bot.actions.searching import search
from bot.actions.steps.browsing import browse
from bot.actions.steps.interest import starters, take_starter
from bot.actions.turn import Turn
from bot.replies.contract import Choice, text
from bot.replies.interest import PAGE, found_page, keyword_line, not_found, result_choices


class Results:
    name = "results"

    def ask(self, turn: Turn) -> None:
        state = turn.state
        result = search(turn)
        if not result.matches:
            turn.show(not_found(result))
            start_anew = [Choice("키워드 다시 입력", "kw:reset"), Choice("떠오르는 말이 없어요", "start:list")]
            turn.offer(starters() if result.refused_only else start_anew)
            return
        last_page = (len(result.matches) - 1) // PAGE
        if state.page > last_page:
            turn.say("utter_no_more_results")
            state.page = last_page
        turn.show(*found_page(turn.engine.kb, result, state.page))
        kinds = turn.engine.interests.kinds(state.keywords) if not state.page else ()
        turn.show(text(keyword_line(state.keywords, state.excluded, kinds)))
        turn.offer(result_choices(turn.engine.kb, result, state.page, len(state.comparing)))

    def take(self, turn: Turn) -> str | None:
        if turn.said.choice and turn.said.choice.startswith("start:"):
            if following := take_starter(turn):
                return following
            turn.state.forget_search()
            return "interest"
        return browse(turn)
