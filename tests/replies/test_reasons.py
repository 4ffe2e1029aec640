"""Why an occupation is proposed, in words for people."""

from __future__ import annotations

import pytest

from bot.replies.interest import reason_text
from engine.matching import Match, Reason
from engine.matching.results import REASON_KINDS


@pytest.mark.parametrize("kind", REASON_KINDS)
def test_every_kind_of_reason_says_what_the_words_met(kind: str) -> None:
    # GIVEN a match with a reason of this kind WHEN it is told THEN the text says what kind of thing was met, and its name
    told = reason_text(Match("134102", "1341", 0.9, (Reason(kind, "파이썬", "빅데이터 분석", 1.0),)))
    assert told.startswith("‘파이썬’ → ")
    assert "‘빅데이터 분석’" in told
    assert told != "‘파이썬’ → ‘빅데이터 분석’"
