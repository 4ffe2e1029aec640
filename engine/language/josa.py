"""The Korean particle (josa) that fits the word before it, chosen by the word's last sound.

Hangul decides by its final consonant, digits by how the number is read in Korean, Latin letters by their letter name
(an all-capitals word such as SQL) or by the usual transcription of the ending (Python → 파이썬). A closing bracket and what
it holds are not read aloud, so the word before them decides: 분석가(빅데이터)가.
"""

from __future__ import annotations

import re
from enum import Enum

from engine.language.hangul import final_consonant


class Ending(Enum):
    """How the last sound of a word closes, as far as particles care."""

    OPEN = "open"
    RIEUL = "rieul"
    CLOSED = "closed"


# Each particle as (after a closed sound, after an open sound); the key is any spelling of the pair.
_PAIRS = (
    ("을", "를"),
    ("이", "가"),
    ("은", "는"),
    ("과", "와"),
    ("으로", "로"),
    ("으로서", "로서"),
    ("으로써", "로써"),
    ("으로는", "로는"),
    ("으로도", "로도"),
    ("으로의", "로의"),
    ("이나", "나"),
    ("이랑", "랑"),
    ("이란", "란"),
    ("이며", "며"),
    ("이고", "고"),
    ("이든", "든"),
    ("이라", "라"),
    ("이라고", "라고"),
    ("이라는", "라는"),
    ("이라면", "라면"),
    ("이라도", "라도"),
    ("이에요", "예요"),
    ("이었어요", "였어요"),
    ("이네요", "네요"),
    ("이죠", "죠"),
    ("아", "야"),
)
_BY_SPELLING = {spelling: pair for pair in _PAIRS for spelling in (f"{pair[0]}/{pair[1]}", f"{pair[1]}/{pair[0]}")}
_BY_SPELLING |= {
    f"({closed.removesuffix(open_)}){open_}": (closed, open_) for closed, open_ in _PAIRS if closed.endswith(open_)
}

_DIGIT_ENDINGS = {
    "0": Ending.CLOSED,  # 영
    "1": Ending.RIEUL,
    "2": Ending.OPEN,
    "3": Ending.CLOSED,
    "4": Ending.OPEN,
    "5": Ending.OPEN,
    "6": Ending.CLOSED,
    "7": Ending.RIEUL,
    "8": Ending.RIEUL,
    "9": Ending.OPEN,
}
_LETTER_ENDINGS = {"L": Ending.RIEUL, "R": Ending.RIEUL, "M": Ending.CLOSED, "N": Ending.CLOSED}
_SIGN_ENDINGS = {"%": Ending.OPEN, "+": Ending.OPEN, "#": Ending.CLOSED, "℃": Ending.OPEN, "&": Ending.OPEN}
_LATIN_CLOSED = re.compile(r"(?:m|n|ng|[mn]e|[aeiou](?:b|ck|k|p|t|c))$")
_LATIN_RIEUL = re.compile(r"(?:l|le)$")
_TRAILING_BRACKET = re.compile(r"\s*[(\[（【〔][^()\[\]（）【】〔〕]*[)\]）】〕]$")
_TRAILING_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?$")
_TRAILING_LATIN = re.compile(r"[A-Za-z]+$")
_UNREAD = " \t\n\"'”’」』〉》.,!?…·~"


def josa(word: str, pair: str) -> str:
    """The word with the fitting particle attached: ``josa("간호사", "이/가")`` → ``"간호사가"``.

    pair: both forms in either order ("을/를", "를/을"), or the bracket form of one that only adds a vowel ("(으)로").
    Raises ValueError for a pair that is not a Korean particle pair.
    """
    return word + particle(word, pair)


def particle(word: str, pair: str) -> str:
    """Only the particle that fits after the word; arguments and errors as for `josa`."""
    try:
        closed, open_ = _BY_SPELLING[pair]
    except KeyError:
        raise ValueError(f"not a particle pair: {pair!r}") from None
    ending = ending_of(word)
    if ending is Ending.RIEUL and closed.startswith("으로"):
        return open_
    return open_ if ending is Ending.OPEN else closed


def ending_of(word: str) -> Ending:
    """How the word's last sound closes; a word without any readable sound counts as open."""
    text = _read_aloud(word)
    if not text:
        return Ending.OPEN
    last = text[-1]
    if last in _SIGN_ENDINGS:
        return _SIGN_ENDINGS[last]
    if number := _TRAILING_NUMBER.search(text):
        return _number_ending(number.group())
    if latin := _TRAILING_LATIN.search(text):
        return _latin_ending(latin.group())
    final = final_consonant(last)
    if final is None:
        return Ending.OPEN
    return Ending.RIEUL if final == "ㄹ" else Ending.CLOSED


def _read_aloud(word: str) -> str:
    text = word.rstrip(_UNREAD)
    while (shorter := _TRAILING_BRACKET.sub("", text).rstrip(_UNREAD)) and shorter != text:
        text = shorter
    return text.rstrip(_UNREAD + ")]}）】〕")


def _number_ending(number: str) -> Ending:
    digits = number.replace(",", "")
    if digits[-1] != "0" or "." in digits:
        return _DIGIT_ENDINGS[digits[-1]]
    zeros = len(digits) - len(digits.rstrip("0"))
    # 영, 십, 백, 천, 만, 억 close; from 10^12 the number ends in 조, which does not.
    return Ending.OPEN if 12 <= zeros < 16 and zeros < len(digits) else Ending.CLOSED


def _latin_ending(letters: str) -> Ending:
    if letters.isupper() or len(letters) == 1:
        return _LETTER_ENDINGS.get(letters[-1].upper(), Ending.OPEN)
    lower = letters.lower()
    if _LATIN_RIEUL.search(lower):
        return Ending.RIEUL
    return Ending.CLOSED if _LATIN_CLOSED.search(lower) else Ending.OPEN
