"""The keywords of the present search: adding, taking away, searching."""

from __future__ import annotations

from functools import lru_cache

from bot.actions._engine import engine
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies.contract import Choice
from bot.replies.interest import corrected, did_you_mean
from engine.language.byte_count import guide_bytes
from engine.matching.homonyms import TYPO, Homonym, all_homonyms, mistyped
from engine.matching.interests import InterestResult, Interests
from engine.matching.wishes import wish_of

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


def read_keywords(turn: Turn, text: str) -> Interests:
    """The keywords of a message, known names kept whole."""
    return turn.engine.interests.read(text)


def take_keywords(turn: Turn, text: str) -> str | None:
    """Adds the message's keywords to the search and keeps them. Answers like Step.take: None when it holds none."""
    read = read_keywords(turn, text)
    if not read.says_something:
        return None
    state = turn.state
    state.unclear = [homonym.id for homonym in read.unclear]
    if read.corrected:
        turn.show(corrected(read.corrected))
    if read.wanted or read.excluded:
        _merge(turn, read)
    return ask_meaning(turn) if state.unclear else "results"


def ask_meaning(turn: Turn) -> str:
    """Asks back what the first unclear word means."""
    kind, homonym = _unclear(turn)
    if kind == TYPO:
        turn.show(did_you_mean(homonym.word))
    else:
        turn.say("utter_which_meaning", word=homonym.word)
    options = [Choice(sense.label, f"mean:{kind}:{sense.id}") for sense in homonym.senses]
    turn.offer([*options, Choice("여기에 없어요", f"mean:{kind}:none")])
    return ANSWERED


def _unclear(turn: Turn) -> tuple[str, Homonym]:
    """The first unclear word, and how it stands in the ids of choices."""
    kind, _, word = turn.state.unclear[0].partition(":")
    return kind, mistyped(word, turn.engine.interests.meant(word)) if kind == TYPO else all_homonyms()[kind]


def take_meaning(turn: Turn) -> str | None:
    """Takes the meaning that was chosen for an unclear word; None when the choice is no meaning."""
    state = turn.state
    parts = (turn.said.choice or "").split(":")
    if len(parts) != 3 or parts[0] != "mean":
        return None
    asked = bool(state.unclear) and state.unclear[0].partition(":")[0] == parts[1]
    homonym = _unclear(turn)[1] if asked else all_homonyms().get(parts[1])
    if homonym is None:
        return None
    state.unclear = [word for word in state.unclear if word != homonym.id]
    sense = next((sense for sense in homonym.senses if sense.id == parts[2]), None)
    if sense is not None:
        _merge(turn, Interests((sense.keyword,), ()))
    elif not state.unclear:
        turn.say("utter_other_meaning", word=homonym.word)
        return ANSWERED
    return ask_meaning(turn) if state.unclear else "results"


def _merge(turn: Turn, read: Interests) -> None:
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


def is_interest(turn: Turn) -> bool:
    """Whether the message, said where no keyword was asked for, surely names work that the base knows."""
    said = turn.said
    about_the_service = said.intent.startswith("faq_") or said.intent == "help"
    if said.choice or said.only_numbers or (said.is_question and about_the_service) or len(said.text) < 2:
        return False
    read = read_keywords(turn, said.text)
    if any(map(wish_of, (*read.wanted, *read.excluded))) or any(each.id in all_homonyms() for each in read.unclear):
        return True
    guessed = {meant for _, meant in read.corrected}
    words = [word for word in read.wanted if word not in guessed]
    interests = turn.engine.interests
    return bool(words) and (
        bool(interests.kinds(words)) or interests.search(words, 1, read.excluded).outcome == "found"
    )


def drop_keyword(turn: Turn, word: str) -> None:
    """Takes one keyword out of the search."""
    turn.state.keywords = [kept for kept in turn.state.keywords if kept != word]
    turn.state.page = 0
    turn.keep()


def search(turn: Turn) -> InterestResult:
    """The occupations for the present keywords. Paging and coming back ask the same again, so the last answers are kept."""
    return _search(tuple(turn.state.keywords), tuple(turn.state.excluded))


@lru_cache(maxsize=SEARCHES_KEPT)
def _search(keywords: tuple[str, ...], excluded: tuple[str, ...]) -> InterestResult:
    return engine().interests.search(keywords, limit=FOUND_AT_MOST, exclude=excluded)


def _merged(old: list[str], new: tuple[str, ...]) -> list[str]:
    by_form = {squeeze(word) or word: word for word in (*old, *new)}
    return list(by_form.values())
