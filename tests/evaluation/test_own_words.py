"""No authored sentence is taken from an official text: compared by runs of words with every text in ../shared.

Skips where ../shared is not there. What is found is told by place, so that it can be written anew.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from knowledge.authored import read_authored
from knowledge.authored_catalogue import read_catalogue
from knowledge.paths import ROOT

SHARED = ROOT.parent / "shared"
WORDS = 6
"""A run of that many words in a row is no chance."""


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)}


def official_texts(shared: Path) -> Iterator[str]:
    for path in sorted(shared.rglob("*")):
        if path.suffix in {".txt", ".md", ".xml"}:
            yield path.read_text(encoding="utf-8")
        elif path.suffix in {".json", ".jsonl"}:
            lines = path.read_text(encoding="utf-8").splitlines()
            if path.suffix == ".json":
                lines = ["".join(lines)]
            for line in filter(None, lines):
                yield from strings_in(json.loads(line))


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)


def authored_texts() -> Iterator[tuple[str, str]]:
    """Every authored sentence with its place."""
    units, _ = read_authored()
    for unit in units:
        for one in unit.occupations:
            for text in (one.description, one.entry, one.distinct, *one.tasks):
                yield f"{unit.file}:{one.line} ({one.code})", text
    catalogue, _ = read_catalogue()
    for duty in catalogue.duties:
        yield f"{duty.file}:{duty.line} ({duty.key})", duty.definition
    for certificate in catalogue.certificates:
        yield f"{certificate.file}:{certificate.line} ({certificate.key})", certificate.description
    for major in catalogue.majors:
        yield f"{major.file}:{major.line} ({major.key})", major.description


def taken(texts: Iterable[tuple[str, str]], official: Iterable[str]) -> list[str]:
    """Each authored text that shares a run of words with an official one: its place and the run."""
    runs = set().union(*map(runs_of_words, official))
    return [
        f"{place}: {' '.join(sorted(shared)[0])}" for place, text in texts if (shared := runs_of_words(text) & runs)
    ]


def test_a_run_of_words_is_found_in_whatever_form() -> None:
    # GIVEN an official sentence, and authored ones: with six words of it in a row, and with five
    official = ["소비자의 요구를 파악하여 새로운 상품을 기획하고 개발한다."]
    copied = ("a", "늘 소비자의 요구를 파악하여, 새로운 상품을 기획하고 팔아요.")
    own = ("b", "소비자의 요구를 파악하여 새로운 상품을 내놓아요.")

    # WHEN they are compared  THEN only the first is told, with the words
    assert taken([copied, own], official) == ["a: 소비자의 요구를 파악하여 새로운 상품을 기획하고"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the source texts are not beside the repository")
def test_no_sentence_is_taken_from_an_official_text() -> None:
    # GIVEN all official texts and all authored ones
    texts = list(authored_texts())
    assert len(texts) > 10_000

    # WHEN they are compared  THEN no run of words is in both
    assert taken(texts, official_texts(SHARED)) == []
