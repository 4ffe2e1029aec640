"""What a short mistyped word was meant to be (엑샐 → 엑셀, 용접궁 → 용접공): a known word with one letter of one syllable wrong.

Short words are near to many others, so only a word that Korean does not have is taken for a mistyped one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from engine.language.hangul import decompose
from engine.language.morphemes import is_dictionary_word
from engine.language.typos import edit_distance

_SHORTEST, _LONGEST = 2, 6
_SYLLABLES = re.compile(r"[가-힣]+")
_ANY = "*"


class NearWords:
    """Known words by what is left of them when one syllable is left open."""

    def __init__(self, words: Iterable[str]) -> None:
        """words: compact forms; those that are not two to six syllables of Hangul are passed over."""
        self._open: dict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(words):
            if _SHORTEST <= len(word) <= _LONGEST and _SYLLABLES.fullmatch(word):
                for key in _with_one_open(word):
                    self._open[key].append(word)

    def meant(self, word: str) -> tuple[str, ...]:
        """Known words that the compact form can have been meant to be; empty for a word that Korean has, or none near."""
        if not (_SHORTEST <= len(word) <= _LONGEST and _SYLLABLES.fullmatch(word)) or is_dictionary_word(word):
            return ()
        letters = decompose(word)
        found: dict[str, None] = {}
        for key in _with_one_open(word):
            for candidate in self._open.get(key, ()):
                if candidate != word and edit_distance(letters, decompose(candidate), 1) is not None:
                    found[candidate] = None
        return tuple(found)


def _with_one_open(word: str) -> list[str]:
    return [word[:place] + _ANY + word[place + 1 :] for place in range(len(word))]
