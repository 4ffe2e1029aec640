"""Arithmetic of Hangul: syllables, their letters (jamo), and initial consonants (초성)."""

from __future__ import annotations

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_FIRST_SYLLABLE, _LAST_SYLLABLE = ord("가"), ord("힣")
_BLOCK = len(VOWELS) * len(FINALS)
_CONSONANTS = frozenset(INITIALS) | frozenset(FINALS[1:])


def is_syllable(char: str) -> bool:
    """Whether the character is one composed Hangul syllable (가–힣)."""
    return _FIRST_SYLLABLE <= ord(char) <= _LAST_SYLLABLE


def is_consonant(char: str) -> bool:
    """Whether the character is a single consonant letter such as ㄱ or ㄳ."""
    return char in _CONSONANTS


def split_syllable(syllable: str) -> tuple[str, str, str]:
    """Initial, vowel and final ("" if none) of one composed syllable; ValueError for anything else."""
    if len(syllable) != 1 or not is_syllable(syllable):
        raise ValueError(f"not a Hangul syllable: {syllable!r}")
    offset = ord(syllable) - _FIRST_SYLLABLE
    initial, rest = divmod(offset, _BLOCK)
    vowel, final = divmod(rest, len(FINALS))
    return INITIALS[initial], VOWELS[vowel], FINALS[final]


def join_syllable(initial: str, vowel: str, final: str = "") -> str:
    """The composed syllable of the letters; ValueError when one of them cannot stand there."""
    return chr(
        _FIRST_SYLLABLE + INITIALS.index(initial) * _BLOCK + VOWELS.index(vowel) * len(FINALS) + FINALS.index(final)
    )


def final_consonant(char: str) -> str | None:
    """The closing consonant of a syllable, or None when it is open or not Hangul.

    A lone consonant letter closes as its name does (ㄱ = 기역, ㄹ = 리을).
    """
    if is_syllable(char):
        return split_syllable(char)[2] or None
    if char == "ㄹ":
        return "ㄹ"
    return "ㄱ" if is_consonant(char) else None


def decompose(text: str) -> str:
    """The text with each syllable written as its letters: 간호 → ㄱㅏㄴㅎㅗ; the rest stays as it is."""
    return "".join("".join(split_syllable(char)) if is_syllable(char) else char for char in text)


def initials(text: str) -> str:
    """The text with each syllable reduced to its initial consonant (초성): 간호사 → ㄱㅎㅅ."""
    return "".join(split_syllable(char)[0] if is_syllable(char) else char for char in text)


def is_initials_only(text: str) -> bool:
    """Whether the text is nothing but initial consonants and spaces, with at least two consonants (ㄱㅎㅅ)."""
    letters = text.replace(" ", "")
    return len(letters) >= 2 and all(char in INITIALS for char in letters)
