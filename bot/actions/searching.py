"""The keywords of the present search: adding, taking away, searching."""

from __future__ import annotations

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
    wanted = _merged(state.keywords, read.wanted)
    if len(wanted) > KEYWORDS_AT_MOST:
        turn.say("utter_too_many_keywords", limit=KEYWORDS_AT_MOST)
        wanted = wanted[:KEYWORDS_AT_MOST]
    excluded = {squeeze(word) for word in read.excluded}
    state.keywords = [word for word in wanted if squeeze(word) not in excluded]
    # What is wanted again is no longer excluded.
    wanted_now = {squeeze(word) for word in read.wanted}
    state.excluded = [word for word in _merged(state.excluded, read.excluded) if squeeze(word) not in wanted_now]
    state.page = 0
    turn.keep()
    return True


def drop_keyword(turn: Turn, word: str) -> None:
    """Takes one keyword out of the search."""
    turn.state.keywords = [kept for kept in turn.state.keywords if kept != word]
    turn.state.page = 0
    turn.keep()


def search(turn: Turn) -> MatchResult:
    """The occupations for the present keywords."""
    return turn.engine.matcher.search(turn.state.keywords, limit=FOUND_AT_MOST, exclude=turn.state.excluded)


def _merged(old: list[str], new: tuple[str, ...]) -> list[str]:
    by_form = {squeeze(word) or word: word for word in (*old, *new)}
    return list(by_form.values())
