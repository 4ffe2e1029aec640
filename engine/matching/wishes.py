"""Wishes that name no work (사람 만나는 일, 월급 많은 거): found in a message, and what the base can say to each.

The table `wishes.yml` holds the words people use and where evidence comes from; here it is read and applied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from engine.language.hangul import is_syllable

WISHES_FILE = Path(__file__).with_name("wishes.yml")

EvidenceKind = Literal["pay", "older", "any_school", "told", "none"]

# What follows a wish and belongs to it, and what turns it into its opposite.
_AFTER = re.compile(
    r"(?:할수있는|할수있을|할수|있는|하는|하기|할만한|할|되는|가능한|가능|좋은|은|는|을|를|이|가|도|한|인|서|고){0,4}"
    r"(?:일자리|일거리|일|거|것|건|걸|게|직업|직종|직장|곳|데|쪽)?"
    r"(?:이었으면|이면|으로|로|을|를|은|는|이|가|도|요|만|면)?"
    r"(?P<refused>말고|빼고|빼줘|빼주세요|제외|싫|별로|안맞|힘들|못하|못해|하기싫|안하고싶|피하|안되|안돼)?"
)
_ENDING = re.compile(
    r"(?:[가-힣]{0,2}(?:요|다|까|죠|음|서|고|면|지만|는데|은데|인데|데|라|라서|며|는|은|을|를|이|가|도|로|만|한|할|건|게|싶어|싶음)|[가-힣])?"
)

_SEVERAL_WORDS = 8
"""Syllables in a row from which on they are taken for several words without spaces."""


@dataclass(frozen=True, slots=True)
class Wish:
    """label: how it is shown. evidence: what the base has for it. instead: what to tell where that is nothing.

    signs, unless: of `told` evidence, what a sentence about an occupation must and must not hold. units: first digits of
    units that count whatever is told of them. without: first digits of units that do not count (posts that come with age).
    """

    id: str
    label: str
    evidence: EvidenceKind
    wanted: re.Pattern[str]
    unwanted: re.Pattern[str] | None
    signs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    units: tuple[str, ...]
    without: tuple[str, ...]
    instead: str


@dataclass(frozen=True, slots=True)
class SaidWish:
    """A wish in a message: its place (characters) with the words that belong to it, and whether it is refused."""

    wish: Wish
    refused: bool
    start: int
    end: int


@lru_cache(maxsize=1)
def all_wishes() -> Mapping[str, Wish]:
    """All wishes by label. Raises KeyError or re.error when the table is broken."""
    rows: list[dict[str, Any]] = yaml.safe_load(WISHES_FILE.read_text(encoding="utf-8"))
    wishes = (
        Wish(
            id=row["id"],
            label=row["label"],
            evidence=row["evidence"],
            wanted=_pattern([*row["wanted"], re.escape(_squeezed(row["label"])[0])]),
            unwanted=_pattern(row["unwanted"]) if "unwanted" in row else None,
            signs=_pattern(row["signs"]) if "signs" in row else None,
            unless=_pattern(row["unless"]) if "unless" in row else None,
            units=tuple(row.get("units", ())),
            without=tuple(row.get("without", ())),
            instead=row.get("instead", ""),
        )
        for row in rows
    )
    return {wish.label: wish for wish in wishes}


def wish_of(keyword: str) -> Wish | None:
    """The wish that a keyword is the label of, or None."""
    return all_wishes().get(keyword)


def said_wishes(text: str) -> tuple[SaidWish, ...]:
    """The wishes in a message, none overlapping, in order; the longest words win."""
    squeezed, places = _squeezed(text)
    found: list[SaidWish] = []
    candidates: list[tuple[int, int, int, Wish, bool]] = []
    for wish in all_wishes().values():
        for pattern, opposite in ((wish.unwanted, True), (wish.wanted, False)):
            for match in pattern.finditer(squeezed) if pattern else ():
                if match.end() > match.start() and _may_begin(squeezed, places, match.start()):
                    after = _AFTER.match(squeezed, match.end())
                    refusing = bool(after and after["refused"])
                    end = _to_word_end(squeezed, places, match.end(), after.end() if after else match.end(), refusing)
                    refused = opposite != refusing
                    candidates.append((match.start() - match.end(), match.start(), end, wish, refused))
    for _, start, end, wish, refused in sorted(candidates, key=lambda item: item[:2]):
        place, last = places[start], places[end - 1] + 1
        if all(last <= other.start or other.end <= place for other in found):
            found.append(SaidWish(wish, refused, place, last))
    return tuple(sorted(found, key=lambda said: said.start))


def _may_begin(squeezed: str, places: list[int], start: int) -> bool:
    """Whether a wish may begin here: at the beginning of a word (not in 정리정돈), or within words written without spaces."""
    first, last = start, start
    while first > 0 and places[first] == places[first - 1] + 1 and is_syllable(squeezed[first - 1]):
        first -= 1
    while last + 1 < len(squeezed) and places[last + 1] == places[last] + 1 and is_syllable(squeezed[last + 1]):
        last += 1
    return first == start or last - first + 1 >= _SEVERAL_WORDS


def _to_word_end(squeezed: str, places: list[int], matched: int, end: int, refusing: bool) -> int:
    """Where the words of a wish end: no later word is cut, and an ending of the wish's own last word belongs to it."""

    def begins_word(place: int) -> bool:
        return place == 0 or places[place] != places[place - 1] + 1

    last = end
    while last < len(squeezed) and not begins_word(last) and is_syllable(squeezed[last]):
        last += 1
    if last == end:
        return end
    begin = end
    while not begins_word(begin):
        begin -= 1
    own = begin < matched
    if (own or refusing) and _ENDING.fullmatch(squeezed, end, last):
        return last
    return end if own else begin


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text without spaces, and the place of each of its characters in the text."""
    kept = [(char, place) for place, char in enumerate(text) if not char.isspace()]
    return "".join(char for char, _ in kept), [place for _, place in kept]


def _pattern(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives))
