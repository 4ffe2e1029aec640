"""Searches on the real knowledge base with the real encoder."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

import pytest

from engine.language.normalise import compact
from engine.matching import Matcher
from engine.matching.results import MatchResult
from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("query", "occupation"),
    [
        ("간호사", "304000"),
        ("용접", "824100"),
        ("빅데이터 분석가", "134102"),
        ("교재·교구 및 이러닝 교육 전문가", "215102"),
        ("rksghtk", "304000"),
        ("ㄱㅎㅅ", "304000"),
        ("간호시", "304000"),
        ("간호사를", "304000"),
        ("간 호 사", "304000"),
    ],
)
def test_a_keyword_finds_its_occupation_first(matcher: Matcher, query: str, occupation: str) -> None:
    # GIVEN a keyword, clean or written badly WHEN it is searched THEN its occupation comes first, and surely
    result = matcher.search(query)
    assert result.outcome == "found"
    assert result.matches[0].occupation == occupation


def test_each_keyword_of_a_message_brings_its_occupations(matcher: Matcher, matching_kb: KnowledgeBase) -> None:
    # GIVEN a message with two interests
    result = matcher.search("용접, 드론조종사랑 간호사")
    # WHEN it is searched THEN the best matches hold all of them, each with its own word as the reason
    assert result.keywords == ("용접", "드론조종사", "간호사")
    top = {match.occupation: match for match in result.matches[:4]}
    assert {"824100", "885901", "304000"} <= top.keys()
    assert {reason.keyword for reason in top["824100"].reasons} == {"용접"}


def test_refused_work_does_not_come_up(matcher: Matcher, matching_kb: KnowledgeBase) -> None:
    # GIVEN a search that finds nurses
    assert any(
        "간호" in matching_kb.occupations[match.occupation].name for match in matcher.search("병원, 간호사").matches
    )
    # WHEN nurses are refused, in the message or by the caller
    refusing = (matcher.search("간호사 말고 병원"), matcher.search(["병원"], exclude=["간호사"]))
    # THEN none comes up, and the refusal is told
    for result in refusing:
        assert result.excluded == ("간호사",)
        assert result.matches
        assert not any("간호사" in matching_kb.occupations[match.occupation].name for match in result.matches)


@pytest.mark.parametrize(
    "text", ["", "   ", "😀😀", "ㅋㅋㅋ", "ㅠㅠ", "asdfqwer", "zxqwvk", "!!!", "뷁쉙", "\x00\u200b", "말고"]
)
def test_nonsense_finds_nothing(matcher: Matcher, text: str) -> None:
    # GIVEN something that says nothing about work WHEN it is searched THEN nothing is claimed
    result = matcher.search(text)
    assert result.outcome == "not_found"
    assert result.matches == ()


@pytest.mark.parametrize("query", ["용접", "정보처리기사", "웹 디자인", "영업", "요리", "빵 굽는 사람"])
def test_reasons_name_what_is_in_the_base(matcher: Matcher, matching_kb: KnowledgeBase, query: str) -> None:
    # GIVEN a search with results
    result = matcher.search(query)
    names = {name.name for name in matching_kb.job_names} | {
        unit.name for unit in matching_kb.occupation_units.values()
    }
    names |= {occupation.name for occupation in matching_kb.occupations.values()}
    for text in matching_kb.occupation_texts.values():
        names |= {*text.examples, *text.also_called, *text.spoken}
    for match in result.matches:
        survey = matching_kb.survey(match.unit)
        answers = {value for rows in survey.distributions.values() for value, _ in rows} if survey else set()
        names |= {row.name for row in matching_kb.survey_occupations(match.unit)}
        # WHEN its reasons are read THEN each has the person's word, a text of the base, and a share of the whole
        assert match.reasons
        assert sum(reason.share for reason in match.reasons) == pytest.approx(1, abs=0.01)
        for reason in match.reasons:
            assert reason.keyword == query
            if reason.kind in ("name", "alias", "meaning"):
                assert reason.target in names
            elif reason.kind in ("major", "tool"):
                assert reason.target in answers
            if reason.kind in ("major", "tool", "certificate", "duty", "unit"):
                assert any(part in compact(reason.target) for part in _pieces(compact(query)))


def _pieces(text: str) -> set[str]:
    return {text[start : start + 2] for start in range(len(text) - 1)}


def test_a_known_word_is_not_taken_for_a_typo(matcher: Matcher) -> None:
    # GIVEN a word that stands inside names and is one letter away from a name of other work (세무직)
    matches = matcher.search("사무직").matches
    # WHEN it is searched THEN tax work does not come first
    assert matches[0].unit != "0251"


def test_one_unit_does_not_flood_the_list(matcher: Matcher) -> None:
    # GIVEN a word that eight occupations of one unit have in their names
    matches = matcher.search("교사", limit=10).matches
    # WHEN it is searched THEN at most three of one unit are listed, and others have their place
    units = [match.unit for match in matches]
    assert max(units.count(unit) for unit in units) <= 3
    assert len(set(units)) >= 4


def test_scores_fall_and_are_chances(matcher: Matcher) -> None:
    # GIVEN any search WHEN its scores are read THEN they lie between 0 and 1 and fall from first to last
    for query in ("간호사", "개발자", "영업, 요리"):
        scores = [match.score for match in matcher.search(query).matches]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        ranked = matcher.rank_units(query, 12)
        assert len(ranked) == 12
        assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)


def test_a_very_long_message_is_searched_quickly(matcher: Matcher) -> None:
    # GIVEN ten thousand characters
    started = time.perf_counter()
    # WHEN they are searched THEN there is an answer in good time
    assert isinstance(matcher.search("저는 사람을 돕는 일이 좋고 " * 700), MatchResult)
    assert time.perf_counter() - started < 5


def test_several_threads_get_the_same_answers(matcher: Matcher) -> None:
    # GIVEN answers found one after the other
    queries = ["간호사", "용접", "개발자", "빵 굽는 사람"]
    alone = [matcher.search(query) for query in queries]
    together: dict[str, MatchResult] = {}
    # WHEN the same is searched from four threads at once
    threads = [threading.Thread(target=lambda q=query: together.__setitem__(q, matcher.search(q))) for query in queries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # THEN nothing differs
    assert [together[query] for query in queries] == alone


@pytest.mark.slow
def test_a_broken_encoder_leaves_a_search_by_letters(
    matching_kb: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # GIVEN an encoder in the configuration that is not there
    monkeypatch.setenv("JOBCARE_ENCODER", str(tmp_path / "no-such-model"))
    # WHEN the matcher is loaded THEN the error names it and search goes on, saying what it cannot do
    with caplog.at_level(logging.ERROR):
        matcher = Matcher.load(matching_kb, tmp_path)
    assert "no-such-model" in caplog.text
    result = matcher.search("용접")
    assert result.matches[0].occupation == "824100"
    assert result.notice
    assert all(reason.kind != "meaning" for match in result.matches for reason in match.reasons)
