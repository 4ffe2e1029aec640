"""Tells a description of work (과일을 씻고, 껍질을 벗겨 통에 담는다) from a list of keywords: it is searched whole.

Its commas stand between what is done and with what, so cutting it there leaves words that say nothing alone.
"""

from __future__ import annotations

import re

from engine.language.clauses import is_talk_predicate
from engine.language.morphemes import Morpheme, morphemes

_FEWEST_WORDS = 3
_FEWEST_WORDS_SPOKEN = 5
_PRESENT = ("ᆫ다", "는다")
_SPOKEN = ("어요", "아요", "ᆸ니다", "습니다")
_DOES = frozenset({"하", "되", "받", "들", "나가", "오", "보", "드리", "말하", "배우", "공부하"})
"""Predicates that may be talk, but as the last of a written description say what is done."""

_GOALS = frozenset({"일", "직업", "직종", "업무"})
_REQUEST = re.compile(r"싫|말고|빼고|싶|좋아|관심|추천|찾아|알려|있어요|없어요|\?")
_SIGNS = ("SF", "SS", "SE", "SP", "SY", "SO", "SW")


def is_description(text: str) -> bool:
    """Whether the text as a whole describes one kind of work, written (…한다) or spoken (…해요, …하는 일)."""
    return is_written_description(text) or _is_spoken_description(text)


def is_written_description(text: str) -> bool:
    """Whether it is a sentence of the kind that job descriptions are made of (부품을 씻고, 말려 통에 담는다)."""
    parts = _parts(text, _FEWEST_WORDS)
    if not parts or parts[-1].tag != "EF" or parts[-1].form not in _PRESENT:
        return False
    verb = parts[-2]
    return verb.tag.startswith(("VV", "XSV")) and (not is_talk_predicate(verb.form) or verb.form in _DOES)


def _is_spoken_description(text: str) -> bool:
    parts = _parts(text, _FEWEST_WORDS_SPOKEN)
    if not any(part.tag == "JKO" for part in parts):
        return False
    last, before = parts[-1], parts[-2]
    tells = last.tag == "EF" and last.form in _SPOKEN and before.tag.startswith("XSV")
    names = last.form in _GOALS and before.tag == "ETM" and before.form == "는"
    return (tells or names) and _clauses_at_commas(text, parts)


def _parts(text: str, fewest_words: int) -> list[Morpheme]:
    """The morphemes without signs; none for a text that is too short or asks for something."""
    if len(text.split()) < fewest_words or _REQUEST.search(text):
        return []
    parts = [part for part in morphemes(text) if not part.tag.startswith(_SIGNS)]
    return parts if len(parts) >= 2 * _FEWEST_WORDS else []


def _clauses_at_commas(text: str, parts: list[Morpheme]) -> bool:
    """Whether what ends at each comma is a clause (씻고, 다듬어), so that the text is no list of nouns."""
    ends = [place for place, char in enumerate(text) if char == ","]
    return all(any(part.tag == "EC" and part.end == end for part in parts) for end in ends)
