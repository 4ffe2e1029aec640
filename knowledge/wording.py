"""What the style guide asks of every authored text: lengths, sentences, endings, spelling, no praise, nothing said twice."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_SENTENCE_END = re.compile(r"[.?!](?= |$)")
_PRAISE = re.compile(r"유망|각광|전망이 밝|최고의")
_FIGURES = re.compile(r"(?:19|20)\d\d년|\d(?:%|퍼센트| ?[천만억]* ?원| ?[천만억]* ?명)")
_SPELLINGS = {
    "데이타": "데이터",
    "컨텐츠": "콘텐츠",
    "컨텐트": "콘텐츠",
    "콘텐트": "콘텐츠",
    "소프트웨워": "소프트웨어",
    "소프트 웨어": "소프트웨어",
    "프로그렘": "프로그램",
    "메니저": "매니저",
    "메니져": "매니저",
    "매니져": "매니저",
    "컨설탄트": "컨설턴트",
    "컨설턴드": "컨설턴트",
    "디자이나": "디자이너",
    "어플리케이션": "애플리케이션",
    "능력 단위": "능력단위",
    "자격 증": "자격증",
}
"""Misspelling → how the tables spell it. `also_called` and `spoken` are free of it: there people write as they do."""

_GRAM = 5
_TOO_ALIKE = 0.8
"""Two texts are too alike from this share of common runs of `_GRAM` characters (Jaccard) on."""


def faults_of_text(key: str, text: str, lengths: tuple[int, int], sentences: tuple[int, int]) -> Iterator[str]:
    """What is wrong with a text in 해요체. `key` names it, `lengths` are characters (fewest, most)."""
    yield from outside(len(text), lengths, f"{key}: {{}} characters")
    yield from outside(len(_SENTENCE_END.findall(text)), sentences, f"{key}: {{}} sentences")
    if not text.endswith("요."):
        yield f"{key}: does not end in 요. ({text[-6:]})"
    yield from faults_of_words(key, text)
    yield from faults_of_figures(key, text)


def faults_of_figures(key: str, text: str) -> Iterator[str]:
    """Years, money, percent and numbers of people: figures have their own tables, with sources."""
    if found := _FIGURES.search(text):
        yield f"{key}: a figure: {found[0]}"


def faults_of_words(key: str, text: str) -> Iterator[str]:
    """Misspelled words, and praise."""
    for wrong, right in _SPELLINGS.items():
        if wrong in text:
            yield f"{key}: {wrong} is spelled {right}"
    if found := _PRAISE.search(text):
        yield f"{key}: praise: {found[0]}"


def outside(number: int, limits: tuple[int, int], what: str) -> Iterator[str]:
    """A message if the number is not within the limits (both included); `{}` in `what` takes the number."""
    fewest, most = limits
    if not fewest <= number <= most:
        yield f"{what.format(number)} instead of {fewest} to {most}"


def repeated(key: str, values: Sequence[str]) -> Iterator[str]:
    """A message for each value that is there several times."""
    yield from (f"{key}: {value} comes twice" for value, count in Counter(values).items() if count > 1)


def alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The numbers of a text and of an earlier one that says nearly the same.

    Two sets can only be so much alike if they share one of their rarest members: the others are never compared.
    """
    grams = [_grams(text) for text in texts]
    frequency = Counter(gram for one in grams for gram in one)
    seen: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(grams):
        rarest = sorted(own, key=lambda gram: (frequency[gram], gram))
        rarest = rarest[: len(own) - math.ceil(_TOO_ALIKE * len(own)) + 1]
        for earlier in sorted({earlier for gram in rarest for earlier in seen[gram]}):
            if len(own & grams[earlier]) >= _TOO_ALIKE * len(own | grams[earlier]):
                yield number, earlier
        for gram in rarest:
            seen[gram].append(number)


def _grams(text: str) -> frozenset[str]:
    letters = re.sub(r"\W", "", text)
    return frozenset(letters[start : start + _GRAM] for start in range(max(1, len(letters) - _GRAM + 1)))
