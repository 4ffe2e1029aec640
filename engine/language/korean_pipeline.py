"""A spaCy pipeline for Korean whose tokens are Kiwi's morphemes, at their exact places in the text.

Importing this module imports spaCy (about 1 s): only what recognises names needs it.
"""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from engine.language.morphemes import Morpheme, morphemes


class KiwiTokenizer:
    """Text → Doc. Morphemes that share a syllable (했 = 하 + 었) become one token; their forms are its lemma.

    `Doc.text` is the text, character for character.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        lemmas: list[str] = []
        tags: list[str] = []
        place = 0
        for start, end, parts in _surfaces(text):
            _add_gap(text[place:start], words, spaces, lemmas, tags)
            words.append(text[start:end])
            spaces.append(False)
            lemmas.append("".join(part.form for part in parts))
            tags.append("+".join(part.tag for part in parts))
            place = end
        _add_gap(text[place:], words, spaces, lemmas, tags)
        return Doc(self.vocab, words=words, spaces=spaces, lemmas=lemmas, tags=tags)

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: object) -> KiwiTokenizer:
        return self

    def to_disk(self, _path: object, **_kwargs: object) -> None:
        """Nothing is kept: the morpheme model is part of kiwipiepy."""

    def from_disk(self, _path: object, **_kwargs: object) -> KiwiTokenizer:
        return self


def _surfaces(text: str) -> list[tuple[int, int, list[Morpheme]]]:
    """Morphemes grouped so that no two groups share a character."""
    groups: list[tuple[int, int, list[Morpheme]]] = []
    for morpheme in morphemes(text):
        start, end = morpheme.start, max(morpheme.end, morpheme.start + 1)
        if groups and start < groups[-1][1]:
            first, last, parts = groups[-1]
            groups[-1] = (first, max(last, end), [*parts, morpheme])
        else:
            groups.append((start, end, [morpheme]))
    return groups


def _add_gap(gap: str, words: list[str], spaces: list[bool], lemmas: list[str], tags: list[str]) -> None:
    """What lies between two morphemes: one space belongs to the token before it, anything else is a token."""
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)
        lemmas.append(gap)
        tags.append("_SP" if gap.isspace() else "UN")


@spacy.registry.tokenizers("jobcare.KiwiTokenizer.v1")
def create_kiwi_tokenizer() -> object:
    def make(nlp: Language) -> KiwiTokenizer:
        return KiwiTokenizer(nlp.vocab)

    return make


def blank_korean() -> Language:
    """A Korean pipeline without components."""
    return spacy.blank("ko", config={"nlp": {"tokenizer": {"@tokenizers": "jobcare.KiwiTokenizer.v1"}}})
