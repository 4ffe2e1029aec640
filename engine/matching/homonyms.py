"""Words that alone can mean very different work (배, 차, 기사): asked back instead of guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from engine.language.normalise import compact

HOMONYMS_FILE = Path(__file__).with_name("homonyms.yml")
_FRAMES = ("관련일", "관련", "쪽일", "하는일", "일", "쪽")


@dataclass(frozen=True, slots=True)
class WordSense:
    """One meaning of a word. id: ASCII, unique within the word. label: what to show. keyword: what to search for it.

    follows: verbs after the word with which only this meaning fits, each with what to search then.
    """

    id: str
    label: str
    keyword: str
    follows: tuple[tuple[re.Pattern[str], str], ...] = ()


@dataclass(frozen=True, slots=True)
class Homonym:
    """A word with its meanings. id: ASCII, but for a mistyped word (see `mistyped`)."""

    id: str
    word: str
    senses: tuple[WordSense, ...]


TYPO = "typo"
"""Begins the id of a mistyped word that can be several; the word itself follows after a colon."""


def mistyped(word: str, meant: Sequence[str]) -> Homonym:
    """A mistyped word as one with several meanings: the words that it can have been meant to be."""
    senses = tuple(WordSense(str(number), name, name) for number, name in enumerate(meant))
    return Homonym(f"{TYPO}:{word}", word, senses)


@lru_cache(maxsize=1)
def all_homonyms() -> Mapping[str, Homonym]:
    """All of them by id."""
    rows = yaml.safe_load(HOMONYMS_FILE.read_text(encoding="utf-8"))
    return {row["id"]: Homonym(row["id"], row["word"], tuple(_sense(sense) for sense in row["senses"])) for row in rows}


def _sense(row: Mapping[str, Any]) -> WordSense:
    follows = tuple((re.compile(verbs), keyword) for verbs, keyword in row.get("with", {}).items())
    return WordSense(row["id"], row["label"], row["keyword"], follows)


def homonym_of(keyword: str) -> Homonym | None:
    """The word with several meanings that the whole keyword is (포장, 포장일, 배 관련), or None."""
    form = compact(keyword)
    forms = {form, *(form.removesuffix(frame) for frame in _FRAMES)}
    return next((homonym for homonym in all_homonyms().values() if homonym.word in forms), None)


def told_apart(phrase: str) -> str:
    """What to search for a phrase whose verb makes a word of several meanings plain (배를 타고 → 배 타는 일), or the phrase."""
    for homonym in all_homonyms().values():
        said = re.match(rf"{homonym.word}(?:을|를|이|가|은|는|도)?\s+(?=\S)", phrase)
        for sense in homonym.senses if said else ():
            for verbs, keyword in sense.follows:
                if said and verbs.match(phrase, said.end()):
                    return keyword
    return phrase
