"""The keywords of the present search: adding, taking away, searching."""

from __future__ import annotations

from functools import lru_cache

from bot.actions._engine import engine
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from engine.language.byte_count import guide_bytes
from engine.language.keywords import Keywords
from engine.matching import MatchResult

KEYWORD_MESSAGE_BYTES = 500
"""Longest message of keywords, counted as the guide counts free text."""

KEYWORDS_AT_MOST = 20
"""More words than this blur a search: the oldest stay, the rest is refused with the reason."""

FOUND_AT_MOST = 30
"""Occupations kept of one search: six pages."""

SEARCHES_KEPT = 256


def too_long(turn: Turn) -> bool:
    """Refuses a message of more than 500 bytes with the reason; True if it did."""
    length = guide_bytes(turn.said.text)
    if length <= KEYWORD_MESSAGE_BYTES:
        return False
    turn.say("utter_text_too_long", length=length, limit=KEYWORD_MESSAGE_BYTES)
    return True


def read_keywords(turn: Turn, text: str) -> Keywords:
    """The keywords of a message, known names kept whole."""
    return turn.engine.matcher.split(text)


def take_keywords(turn: Turn, text: str) -> bool:
    """Adds the message's keywords to the search and keeps them; False when it holds none."""
    read = read_keywords(turn, text)
    if not read.wanted and not read.excluded:
        return False
    state = turn.state
    refused = {squeeze(word) for word in read.excluded}
    dropped = [word for word in state.keywords if any(form in squeeze(word) for form in refused)]
    dropped_forms = {squeeze(word) for word in dropped}
    wanted = _merged([word for word in state.keywords if word not in dropped], read.wanted)
    if len(wanted) > KEYWORDS_AT_MOST:
        turn.say("utter_too_many_keywords", limit=KEYWORDS_AT_MOST)
    state.keywords = wanted[:KEYWORDS_AT_MOST]
    # A keyword taken back is only dropped; something else that is refused keeps its occupations away. What is wanted
    # again is no longer refused.
    away = [word for word in read.excluded if not any(squeeze(word) in form for form in dropped_forms)]
    wanted_now = {squeeze(word) for word in read.wanted}
    state.excluded = [word for word in _merged(state.excluded, tuple(away)) if squeeze(word) not in wanted_now]
    state.page = 0
    turn.keep()
    return True


def is_interest(turn: Turn) -> bool:
    """Whether the message, said where no keyword was asked for, surely names work that the base knows."""
    said = turn.said
    about_the_service = said.intent.startswith("faq_") or said.intent == "help"
    if said.choice or said.only_numbers or (said.is_question and about_the_service) or len(said.text) < 2:
        return False
    return turn.engine.matcher.search(said.text, limit=1).outcome == "found"


def drop_keyword(turn: Turn, word: str) -> None:
    """Takes one keyword out of the search."""
    turn.state.keywords = [kept for kept in turn.state.keywords if kept != word]
    turn.state.page = 0
    turn.keep()


def search(turn: Turn) -> MatchResult:
    """The occupations for the present keywords. Paging and coming back ask the same again, so the last answers are kept."""
    return _search(tuple(turn.state.keywords), tuple(turn.state.excluded))


@lru_cache(maxsize=SEARCHES_KEPT)
def _search(keywords: tuple[str, ...], excluded: tuple[str, ...]) -> MatchResult:
    return engine().matcher.search(keywords, limit=FOUND_AT_MOST, exclude=excluded)


def _merged(old: list[str], new: tuple[str, ...]) -> list[str]:
    by_form = {squeeze(word) or word: word for word in (*old, *new)}
    return list(by_form.values())
