"""Korean morphemes with their places in the text (Kiwi), loaded once for the process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from kiwipiepy import Kiwi

from engine.language.normalise import respell

_loading = Lock()
_FIRST_IN_DICTIONARY = 100
"""Kiwi numbers its tags below, and gives a word that it does not know the number of its tag."""

_CONTENT_TAGS = ("NNG", "NNP", "NR", "XR", "SL", "SN", "SH", "VV", "VA", "MAG", "XPN", "XSN")
_NOMINAL_TAGS = ("NN", "NR", "NP", "XR", "SL", "SN", "SH", "XPN", "XSN", "MM", "W_")
# Words that every second description of work has: they say nothing about which work it is.
_EMPTY_VERBS = frozenset({"하", "되", "있", "없", "이", "같", "위하", "대하", "통하", "따르", "관하", "싶"})


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One morpheme: its form, Kiwi's tag (Sejong set), and where it begins and ends in the text (characters)."""

    form: str
    tag: str
    start: int
    end: int

    @property
    def is_particle(self) -> bool:
        return self.tag.startswith("J")

    @property
    def is_nominal(self) -> bool:
        return self.tag.startswith(_NOMINAL_TAGS)

    @property
    def is_predicate(self) -> bool:
        return self.tag.startswith(("VV", "VA", "VX", "XSV", "XSA", "VCN"))

    @property
    def is_content(self) -> bool:
        """Whether it carries meaning of its own for finding work."""
        return self.tag.startswith(_CONTENT_TAGS) and self.form not in _EMPTY_VERBS


@lru_cache(maxsize=1)
def _kiwi() -> Kiwi:
    return Kiwi(num_workers=1)


def load() -> None:
    """Loads the morpheme model now (about 1 s and 0.5 GB), so that the first person does not wait for it."""
    with _loading:
        _kiwi().tokenize("준비")


@lru_cache(maxsize=2048)
def morphemes(text: str) -> tuple[Morpheme, ...]:
    """The morphemes of the text in order. Safe to call from several threads."""
    with _loading:
        kiwi = _kiwi()
    return tuple(Morpheme(token.form, token.tag, token.start, token.start + token.len) for token in kiwi.tokenize(text))


def is_dictionary_word(text: str) -> bool:
    """Whether a word without spaces is one that Korean has, or made of such words of two syllables and more (빵집, 배관일).

    A word with a part that no dictionary holds (엑샐), or that ends in a lone syllable (간호시, 포토삽), is not.
    """
    with _loading:
        kiwi = _kiwi()
    tokens = kiwi.tokenize(text)
    if not tokens or any(token.id < _FIRST_IN_DICTIONARY and token.tag.startswith("N") for token in tokens):
        return False
    last = tokens[-1]
    return len(tokens) == 1 or not (last.tag.startswith("N") and last.len == 1)


def content_terms(text: str) -> list[str]:
    """Search terms of the text: content morphemes in lower case, predicates marked so that 보(다) is not the noun 보."""
    return [
        f"{morpheme.form.lower()}/v" if morpheme.is_predicate else morpheme.form.lower()
        for morpheme in morphemes(respell(text))
        if morpheme.is_content
    ]
