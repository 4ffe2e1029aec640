"""What can be said wherever found occupations are looked at: results, details, comparison."""

from __future__ import annotations

import re

from bot.actions.occupations import exact_occupation, named_occupations
from bot.actions.searching import drop_keyword, read_keywords, take_keywords, take_meaning, too_long
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies.interest import removable
from engine.comparison import FEWEST, MOST

_REMOVING = re.compile("빼|뺄|지우|지워|삭제|제외|말고|없애")
"""Words without which nothing is taken away: Rasa alone takes 영어랑 요리 for a wish to remove."""

_PICKING = re.compile(r"(\S+?)(?:으로|로)\s*(?:할게|할래|정할|정했|선택|결정|보고서)")

NOT_KEYWORDS = (
    "affirm",
    "deny",
    "greet",
    "thanks",
    "select_all",
    "rename",
    "start_simple",
    "start_detailed",
    "not_sure",
)
"""Kinds of messages that are never interest keywords, when Rasa is sure of them."""


def browse(turn: Turn) -> str | None:
    """Takes what was tapped or said about found occupations and keywords; see Step.take for the answer."""
    return _tapped(turn) if turn.said.choice else _said(turn)


def _tapped(turn: Turn) -> str | None:
    state = turn.state
    kind, _, rest = str(turn.said.choice).partition(":")
    if kind == "occ" and rest in turn.engine.kb.occupations:
        state.occupation = rest
        return "occupation"
    if kind == "pick" and rest in turn.engine.kb.occupations:
        return choose(turn, rest)
    if kind == "cmp" and rest in turn.engine.kb.occupations:
        return toggle_comparison(turn, rest)
    if kind == "list":
        return "results"
    if kind == "compare":
        state.comparing = state.comparing if len(state.comparing) < FEWEST else []
        return "comparison"
    if kind == "page":
        state.page = max(0, state.page + (1 if rest == "next" else -1))
        return "results"
    if kind == "mean":
        return take_meaning(turn)
    if kind == "kw":
        return _keyword_choice(turn, rest)
    return None


def _keyword_choice(turn: Turn, what: str) -> str | None:
    if what == "reset":
        turn.state.forget_search()
        turn.keep()
        return "interest"
    if what == "add":
        turn.say("utter_prompt_more_keywords")
        return ANSWERED
    if what == "remove":
        turn.say("utter_which_keyword")
        turn.offer(removable(turn.state.keywords))
        return ANSWERED
    number = what.removeprefix("del:")
    if number.isdigit() and int(number) < len(turn.state.keywords):
        return without(turn, turn.state.keywords[int(number)])
    return None


def _said(turn: Turn) -> str | None:
    said = turn.said
    if said.means("show_more"):
        turn.state.page += 1
        return "results"
    if said.means("show_less"):
        turn.state.page = max(0, turn.state.page - 1) if turn.state.step == "results" else turn.state.page
        return "results"
    if said.means("reset_keywords"):
        return _keyword_choice(turn, "reset")
    if _REMOVING.search(said.text) and said.intent == "remove_keyword":
        return _remove(turn)
    if said.means("compare"):
        return compare_named(turn)
    named = named_occupations(turn)
    if named and said.only_numbers:
        return _numbers_only(turn, named)
    if named and said.means("pick") and len(named) == 1:
        return choose(turn, named[0])
    if named and said.means("details", at_least=0.5):
        turn.state.occupation = named[0]
        return "occupation"
    if turn.state.step == "occupation" and said.is_question and (said.means("details") or said.leans_to("details")):
        return "occupation"
    if said.means("pick", "affirm") and turn.state.step == "occupation" and turn.state.occupation and not named:
        return choose(turn, turn.state.occupation)
    if meant := _picked_by_other_name(turn):
        turn.state.occupation = meant
        return "occupation"
    if said.means("add_keyword", at_least=0.9) and squeeze(said.text) in (
        "키워드추가",
        "키워드더하기",
        "키워드추가할게요",
    ):
        return _keyword_choice(turn, "add")
    return _more_words(turn)


def _picked_by_other_name(turn: Turn) -> str | None:
    """The occupation meant by 유튜버로 할게요: a name that only the search knows. It is shown first, not chosen at once."""
    found = _PICKING.search(turn.said.text)
    return turn.engine.interests.named(found[1]) if found else None


def _numbers_only(turn: Turn, named: list[str]) -> str:
    if len(named) == 1:
        turn.state.occupation = named[0]
        return "occupation"
    return compare_named(turn)


def _more_words(turn: Turn) -> str | None:
    said = turn.said
    if said.only_numbers or not said.text or said.means(*NOT_KEYWORDS, at_least=0.8):
        return None
    shown = {choice_id for _, choice_id in turn.state.offered}
    exact = exact_occupation(said.text)
    if exact and f"occ:{exact}" in shown:
        turn.state.occupation = exact
        return "occupation"
    if too_long(turn):
        return ANSWERED
    return take_keywords(turn, said.text)


def _remove(turn: Turn) -> str | None:
    read = read_keywords(turn, turn.said.text)
    if read.excluded:
        take_keywords(turn, turn.said.text)
        return "results" if turn.state.keywords or turn.state.excluded else _emptied(turn)
    wanted = [squeeze(word) for word in read.wanted]
    numbered = [turn.state.keywords[n - 1] for n in turn.said.numbers if n <= len(turn.state.keywords)]
    match = [word for word in turn.state.keywords if any(form and form in squeeze(word) for form in wanted)] or numbered
    if not match:
        return _keyword_choice(turn, "remove")
    for word in match:
        drop_keyword(turn, word)
    return "results" if turn.state.keywords else _emptied(turn)


def without(turn: Turn, word: str) -> str:
    """Goes on without one keyword."""
    drop_keyword(turn, word)
    return "results" if turn.state.keywords else _emptied(turn)


def _emptied(turn: Turn) -> str:
    turn.say("utter_no_keywords_left")
    return "interest"


def choose(turn: Turn, code: str) -> str:
    """Settles on an occupation; its name is proposed for the report."""
    turn.state.occupation, turn.state.report_name, turn.state.detailed = code, None, False
    turn.keep()
    return "report_name"


def compare_named(turn: Turn) -> str:
    """Goes to the comparison with the occupations named in the message, if any."""
    named = named_occupations(turn)
    if len(named) > MOST:
        turn.say("utter_too_many_to_compare", count=len(named), most=MOST)
        turn.state.comparing = []
    elif len(named) >= FEWEST:
        turn.state.comparing = named
    elif len(named) == 1:
        turn.state.comparing = (
            [*turn.state.comparing, *named][-MOST:] if named[0] not in turn.state.comparing else turn.state.comparing
        )
    elif len(turn.state.comparing) >= MOST:
        turn.state.comparing = []
    turn.keep()
    return "comparison"


def toggle_comparison(turn: Turn, code: str) -> str:
    """Puts an occupation into the comparison or takes it out; a fourth is refused with the reason."""
    state = turn.state
    if code in state.comparing:
        state.comparing = [kept for kept in state.comparing if kept != code]
        turn.keep()
        turn.say(
            "utter_taken_out_of_comparison", name=turn.engine.kb.occupations[code].name, count=len(state.comparing)
        )
        return state.step
    if len(state.comparing) >= MOST:
        turn.say("utter_too_many_to_compare", count=len(state.comparing) + 1, most=MOST)
        turn.offer_again()
        return ANSWERED
    state.comparing = [*state.comparing, code]
    turn.keep()
    return "comparison"
