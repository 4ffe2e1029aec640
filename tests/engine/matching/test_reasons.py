"""Reasons are true: what is told to have raised an occupation did raise it, and is its own or told as of its unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest
import yaml

from engine.language.hangul import initials
from engine.language.morphemes import content_terms
from engine.language.normalise import compact
from engine.matching import Match, Matcher, Reason, WorkProfile
from engine.matching.answers import answer_key
from engine.matching.belonging import Belonging
from engine.matching.fusion import Weights, contributions
from engine.matching.params import read_params
from engine.matching.profile import read_profile, weighed
from engine.matching.readings import read_keyword
from engine.matching.signals import read_signals
from engine.matching.sparse import Floats
from engine.matching.texts import FIELD_OF, official_name
from knowledge.base import KnowledgeBase

LETTERS = ("name", "exact", "classifier", "words", "jamo", "initials")
MEANING = ("meaning", "meaning_centre")
WHOLE = ("answers", "own", "like")
NAMES = ("name", "alias", "meaning")
SENTENCES = (
    "아이들한테 그림을 가르치는 일을 하고 싶어요",
    "공장에서 기계를 고치고 점검하는 일",
    "손님 머리를 자르고 염색하는 일을 배웠어요",
    "쇼핑몰에 올릴 상품 사진을 찍고 보정합니다",
    "어르신 댁에 가서 식사와 목욕을 도와드려요",
    "회사 세금과 급여를 계산하고 신고해요",
    "강아지 털을 깎고 목욕시키는 일",
    "배에서 물고기를 잡아요",
)
WORDS = (
    "동물간호사",
    "동물 돌보기",
    "장례",
    "ㄱㅎㅅ",
    "rksghtk",
    "간호시",
    "용접긍",
    "유튜브 편집",
    "사무직",
    "교사",
    "포장",
)
PROFILES = (
    WorkProfile("컴퓨터공학", ("정보처리기사", "SQLD"), "자바 웹 개발자 양성", "자바, 오라클", "전산 담당"),
    WorkProfile("식품영양학과", ("영양사",), "", "엑셀", "급식실 조리원"),
    WorkProfile("", ("지게차운전기능사",), "물류관리", "지게차", "창고 관리"),
    WorkProfile("시각디자인", ("컴퓨터그래픽스운용기능사",), "편집디자인", "포토샵, 일러스트레이터", ""),
    WorkProfile("반려동물학과", ("반려견스타일리스트",), "애견미용", "클리퍼", "애견카페 직원"),
)
HELD = {
    "certificates": ("정보처리기사", "컴퓨터활용능력 1급", "전기기사", "한식조리기능사", "물류관리사"),
    "major": ("경영학과", "국어국문학", "기계공학과", "간호학"),
    "tools": ("엑셀", "포토샵", "지게차"),
}


@dataclass(frozen=True)
class Told:
    """A reason as it was told, with the unit's standing by signal for each way in which the person's words were read."""

    match: Match
    reason: Reason
    texts: tuple[str, ...]
    standings: tuple[Mapping[str, float], ...]


def _everyday() -> list[str]:
    rows = yaml.safe_load(Path(__file__).with_name("sayings.yml").read_text(encoding="utf-8"))
    return [row["says"] for row in rows][::8]


@pytest.fixture(scope="module")
def told(matcher: Matcher, matching_kb: KnowledgeBase) -> list[Told]:
    """All reasons of many searches and of some profiles."""
    names = [name.name for name in matching_kb.job_names][::250]
    names += [occupation.name for occupation in matching_kb.occupations.values()][::60]
    weights = Weights(**read_params().fusion["full"])

    @cache
    def standings(keyword: str) -> list[tuple[str, Mapping[str, Floats]]]:
        read = []
        for reading in read_keyword(matcher.index, keyword):
            signals = read_signals(matcher.index, matcher.encoder, reading.text)
            parts = contributions(signals, weights)
            if reading.kind == "initials":
                hits = np.zeros(len(matcher.index.units))
                hits[matcher.index.name_units[reading.names]] = 1
                parts = {"initials": hits - hits.mean()}
            read.append((reading.text, parts))
        return read

    found = []
    for query in (*names, *_everyday(), *WORDS, *SENTENCES):
        for match in matcher.search(query).matches:
            unit = matcher.index.units.index(match.unit)
            for reason in match.reasons:
                read = standings(reason.keyword)
                by_signal = tuple({key: float(part[unit]) for key, part in parts.items()} for _, parts in read)
                found.append(Told(match, reason, tuple(text for text, _ in read), by_signal))
    return [*found, *_told_of_profiles(matcher, matching_kb), *_told_of_held(matcher, matching_kb)]


def _told_of_profiles(matcher: Matcher, kb: KnowledgeBase) -> Iterator[Told]:
    weights = read_params().profile["full"]
    for profile in PROFILES:
        entries = read_profile(matcher.index, matcher.encoder, profile, partial(official_name, kb))
        for match in matcher.match_profile(profile).matches:
            unit = matcher.index.units.index(match.unit)
            for reason in match.reasons:
                meant = [e for e in entries if reason.keyword in (e.text, *(answer.text for answer in e.answers))]
                parts = [weighed(entry.values(), weights[entry.entry]) for entry in meant]
                keys = [answer.key for entry in meant for answer in entry.answers if answer.text == reason.keyword]
                yield Told(
                    match,
                    reason,
                    (reason.keyword, *keys),
                    tuple({key: float(part[unit]) for key, part in of_entry.items()} for of_entry in parts),
                )


def _told_of_held(matcher: Matcher, kb: KnowledgeBase) -> Iterator[Told]:
    """Words that name what people have, which are read by who has it and as words."""
    params = read_params()
    for entry, words in HELD.items():
        for word in words:
            profile = WorkProfile.of(entry, word)
            (found,) = read_profile(matcher.index, matcher.encoder, profile, partial(official_name, kb))
            as_words = read_signals(matcher.index, matcher.encoder, word)
            read = (
                weighed(found.values(), params.held["full"][entry]),
                contributions(as_words, Weights(**params.fusion["full"])),
            )
            for match in matcher.search([word], held={word: [profile]}).matches:
                unit = matcher.index.units.index(match.unit)
                standings = tuple({key: float(part[unit]) for key, part in parts.items()} for parts in read)
                for reason in match.reasons:
                    yield Told(match, reason, (word, *(answer.key for answer in found.answers)), standings)


def test_without_the_signals_behind_a_reason_the_unit_falls(told: list[Told], matching_kb: KnowledgeBase) -> None:
    # GIVEN every reason of many searches
    for each in told:
        kind = each.reason.kind
        if kind in ("name", "alias"):
            behind: tuple[tuple[str, ...], ...] = (LETTERS,)
        elif kind == "meaning":
            behind = (MEANING,)
        else:
            behind = ((FIELD_OF.get(kind, ""),), WHOLE)
        # WHEN the signals behind it are dropped THEN the unit stands lower above the average unit than with them
        falls = [
            sum(standing.values()) - sum(part for key, part in standing.items() if key not in signals)
            for standing in each.standings
            for signals in behind
        ]
        assert max(falls) > 0, each


def test_what_is_shown_was_met_by_the_words(told: list[Told], matching_kb: KnowledgeBase) -> None:
    # GIVEN every reason that shows a text of the base with the person's words
    for each in told:
        target = each.reason.target
        if each.reason.kind in FIELD_OF:
            # WHEN both are cut into the terms that the search counts THEN they share a whole word, or are written alike
            said = {term for text in each.texts for term in content_terms(text)}
            alike = any(_overlap(answer_key(text), answer_key(target)) >= 0.3 for text in each.texts)
            assert said & {*content_terms(target), *target.split()} or alike, each
        elif each.reason.kind in ("name", "alias"):
            # THEN a name has letters of the words in it, or their initials
            said = {piece for text in each.texts for piece in compact(text)}
            assert said & set(compact(target)) or initials(compact(target)) in each.texts, each


def test_what_is_shown_is_the_occupations_own_or_told_as_of_its_unit(
    told: list[Told], matching_kb: KnowledgeBase
) -> None:
    # GIVEN every reason of many searches
    kb = matching_kb
    for each in told:
        occupation = kb.occupations[each.match.occupation]
        whole = occupation.is_unit_head or len(kb.occupation_units[occupation.unit].occupation_codes) == 1
        text = kb.occupation_texts.get(occupation.code)
        names = [occupation.name, *(text.examples + text.also_called + text.spoken if text else ())]
        own = {compact(name) for name in names}
        # WHEN it is not told as of the unit THEN the occupation is the whole unit, or what is shown is its own
        if whole:
            assert not each.reason.of_unit, each
        elif each.reason.kind in NAMES:
            assert each.reason.of_unit == (compact(each.reason.target) not in own), each
        elif each.reason.kind in ("certificate", "major", "tool"):
            assert each.reason.of_unit, each
        elif each.reason.kind == "text" and text:
            assert each.reason.of_unit == (each.reason.target not in (text.description, *text.tasks)), each
        elif each.reason.kind == "duty":
            duties = {kb.duties[link.duty].name for link in kb.duty_links.get(occupation.code, ())}
            assert each.reason.of_unit == (each.reason.target not in duties), each
    assert {each.reason.of_unit for each in told} == {True, False}


def test_a_name_of_the_unit_is_not_told_as_a_siblings_own(matcher: Matcher) -> None:
    # GIVEN a name of a unit of several occupations (용접원) WHEN what it is met by is searched
    matches = [match for match in matcher.search("용접").matches if match.unit == "8241"]
    # THEN whoever of them is shown with it without bearing it is told to be in a unit that does
    shown = {match.occupation: r for match in matches for r in match.reasons if r.target == "용접원"}
    assert shown.keys() - {"824100"}
    assert all(reason.of_unit for code, reason in shown.items() if code != "824100")


def test_letters_alone_are_no_reason(matcher: Matcher) -> None:
    # GIVEN a word of the search (항공) that only begins another word of the base (항공정비사) WHEN it is searched
    matches = matcher.search("항공운송사무원").matches
    # THEN that other word, which the search never met, is not told as a reason
    shown = [reason for match in matches for reason in match.reasons if reason.kind not in NAMES]
    assert shown
    assert not any(reason.target == "항공정비사" for reason in shown)


def test_what_hardly_counts_is_not_told(told: list[Told]) -> None:
    # GIVEN every reason of many searches THEN each is a part of its match that counts, and all parts make one
    assert min(each.reason.share for each in told) >= 0.05
    assert all(abs(sum(reason.share for reason in each.match.reasons) - 1) < 0.01 for each in told)


def test_a_name_is_told_once(matcher: Matcher) -> None:
    # GIVEN a name that the base has for the unit and for the occupation WHEN it is searched
    reasons = matcher.search("항공운송사무원").matches[0].reasons
    # THEN it is not told a second time as near in meaning
    assert len({reason.target for reason in reasons}) == len(reasons)


def test_what_belongs_to_one_occupation_of_a_unit(matching_kb: KnowledgeBase) -> None:
    # GIVEN two occupations of one unit with 직무 of their own
    belonging = Belonging(matching_kb)
    duties = {
        code: {matching_kb.duties[link.duty].name for link in matching_kb.duty_links.get(code, ())}
        for code in ("022201", "022202")
    }
    (only_first, only_second) = (duties["022201"] - duties["022202"], duties["022202"] - duties["022201"])
    assert only_first | only_second
    # WHEN each is asked for THEN it belongs to the one that needs it, not to the other
    for name in only_first:
        assert belonging.holds("022201", "duty", name)
        assert not belonging.holds("022202", "duty", name)
    for name in only_second:
        assert belonging.holds("022202", "duty", name)
        assert not belonging.holds("022201", "duty", name)


def _overlap(one: str, other: str) -> float:
    pairs = [{text[place : place + 2] for place in range(len(text) - 1)} for text in (one, other)]
    return len(pairs[0] & pairs[1]) / max(1, len(pairs[0] | pairs[1]))
