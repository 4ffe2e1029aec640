"""Words typed with the wrong keyboard layout: rksghtk → 간호사 and ㅔㅛ쇄ㅜ → python (두벌식)."""

from __future__ import annotations

import re

from engine.language.hangul import FINALS, INITIALS, VOWELS, decompose, is_syllable, join_syllable

_KEYS = "qwertyuiopasdfghjklzxcvbnm"
_LETTERS = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
_SHIFTED = {"Q": "ㅃ", "W": "ㅉ", "E": "ㄸ", "R": "ㄲ", "T": "ㅆ", "O": "ㅒ", "P": "ㅖ"}
_KEY_TO_LETTER = dict(zip(_KEYS, _LETTERS, strict=True)) | _SHIFTED
_LETTER_TO_KEY = {letter: key for key, letter in _KEY_TO_LETTER.items()}

_DOUBLE_VOWELS = {
    "ㅗㅏ": "ㅘ",
    "ㅗㅐ": "ㅙ",
    "ㅗㅣ": "ㅚ",
    "ㅜㅓ": "ㅝ",
    "ㅜㅔ": "ㅞ",
    "ㅜㅣ": "ㅟ",
    "ㅡㅣ": "ㅢ",
}
_DOUBLE_FINALS = {
    "ㄱㅅ": "ㄳ",
    "ㄴㅈ": "ㄵ",
    "ㄴㅎ": "ㄶ",
    "ㄹㄱ": "ㄺ",
    "ㄹㅁ": "ㄻ",
    "ㄹㅂ": "ㄼ",
    "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ",
    "ㅂㅅ": "ㅄ",
}
_PARTS = {whole: pair for pair, whole in (_DOUBLE_VOWELS | _DOUBLE_FINALS).items()}
_LATIN_RUN = re.compile(r"[A-Za-z]+")
_INITIAL = f"[{INITIALS}]"
_VOWEL = f"(?:{'|'.join(_DOUBLE_VOWELS)}|[{VOWELS}])"
_FINAL = f"(?:{'|'.join(_DOUBLE_FINALS)}|[{''.join(FINALS[1:])}])"
_SYLLABLE = re.compile(f"({_INITIAL})({_VOWEL})(?:({_FINAL})(?!{_VOWEL}))?")


def to_hangul(text: str) -> str | None:
    """What the Latin words of the text would read with the Korean layout, or None unless all of it gives whole syllables."""
    if not _LATIN_RUN.search(text):
        return None
    converted = _LATIN_RUN.sub(lambda run: _compose(_letters_of(run.group())), text)
    return converted if all(is_syllable(char) or not char.isalpha() for char in converted) else None


def to_latin(text: str) -> str | None:
    """What the Hangul of the text would read with the English layout (lower case), or None when there is no Hangul."""
    keys = []
    for char in decompose(text):
        letters = _PARTS.get(char, char)
        keys.append("".join(_LETTER_TO_KEY.get(letter, letter) for letter in letters))
    latin = "".join(keys).lower()
    return latin if latin != text.lower() else None


def typed_on_english_layout(text: str) -> str:
    """The key presses of a Korean text as they look with the English layout: 간호사 → rksghtk (for checks)."""
    return "".join(
        "".join(_LETTER_TO_KEY.get(letter, letter) for letter in _PARTS.get(char, char)) for char in decompose(text)
    )


def _letters_of(keys: str) -> str:
    """Hangul letters of Latin keys; a capital without a shifted letter of its own counts as the small one."""
    return "".join(_KEY_TO_LETTER.get(key) or _KEY_TO_LETTER[key.lower()] for key in keys)


def _compose(letters: str) -> str:
    """Syllables from a row of letters as an input method composes them; what fits nowhere stays a letter."""
    result = []
    position = 0
    while position < len(letters):
        match = _SYLLABLE.match(letters, position)
        if not match:
            result.append(letters[position])
            position += 1
            continue
        vowel = _DOUBLE_VOWELS.get(match[2], match[2])
        final = match[3] or ""
        result.append(join_syllable(match[1], vowel, _DOUBLE_FINALS.get(final, final)))
        position = match.end()
    return "".join(result)
