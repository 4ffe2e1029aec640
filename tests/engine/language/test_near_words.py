"""Short mistyped words: what they can have been meant to be, and words that are right as they are."""

from __future__ import annotations

import pytest

from engine.language.near_words import NearWords

KNOWN = ["엑셀", "간호사", "용접공", "경비", "경리", "유튜버", "유튜브", "포토샵", "배관", "요리", "운전", "C++"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("엑샐", {"엑셀"}),
        ("간호시", {"간호사"}),
        ("용접궁", {"용접공"}),
        ("포토삽", {"포토샵"}),
        ("배간", {"배관"}),
        ("유튜뷰", {"유튜버", "유튜브"}),
    ],
)
def test_one_wrong_letter_is_seen(typed: str, meant: set[str]) -> None:
    # GIVEN known words WHEN one is typed with a wrong letter THEN it is found, and each that is as near
    assert set(NearWords(KNOWN).meant(typed)) == meant


@pytest.mark.parametrize("word", ["경비", "경기", "운정", "요가", "수리", "말", "", "ㅋㅋㅋ", "cook", "도서관사서업무"])
def test_a_word_that_is_right_is_left_alone(word: str) -> None:
    # GIVEN words that Korean has, near to known ones (경기, 요가), and what is no short Hangul word WHEN asked THEN nothing
    assert NearWords(KNOWN).meant(word) == ()
