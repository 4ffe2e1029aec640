"""Messages in people's own words, read and searched on the real knowledge base."""

from __future__ import annotations

import re
from functools import cache

import pytest

from engine.language.recogniser import Recogniser
from engine.matching import Matcher
from engine.matching.homonyms import all_homonyms, told_apart
from engine.matching.interests import InterestSearch
from engine.matching.wish_evidence import FEWEST_ASKED, WishBook
from engine.matching.wishes import all_wishes, said_wishes
from knowledge.base import KnowledgeBase


@pytest.fixture(scope="module")
def interests(matching_kb: KnowledgeBase, matcher: Matcher) -> InterestSearch:
    @cache
    def recogniser() -> Recogniser:
        return Recogniser.load(matching_kb)

    return InterestSearch(matching_kb, matcher, recogniser)


@pytest.mark.parametrize(
    ("message", "wanted", "excluded"),
    [
        ("저 58세인데요 경비일 알아보고 있어요", ("경비일",), ()),
        ("정보처리기사랑 컴활 있는데 뭐 할 수 있어요?", ("정보처리기사", "컴활"), ()),
        ("컴활 1급이랑 엑셀 할 줄 아는데 추천해주세요", ("컴활 1급", "엑셀"), ()),
        ("요양보호사 자격증 있는데 다른 일 하고 싶어요", ("요양보호사 자격증",), ("요양보호사",)),
        ("간호학과 졸업했는데 병원 말고 다른 데서 일하고 싶어요", ("간호학과",), ("병원",)),
        ("유튜브 편집 해서 돈 벌고 싶음", ("유튜브", "편집"), ()),
        ("게임개발, 드론조종사랑 파이썬", ("게임개발", "드론조종사", "파이썬"), ()),
        ("C++ 하고 C# 개발", ("C++", "C# 개발"), ()),
        ("2종 보통 면허 있어요", ("2종 보통 면허",), ()),
        ("ㄱㅎㅅ", ("ㄱㅎㅅ",), ()),
        ("월급 많은 거 추천해줘", ("월급이 많은 일",), ()),
        ("몸 쓰는 일 말고 앉아서 하는 일", ("앉아서 하는 일",), ("몸을 많이 쓰는 일",)),
        ("사람 상대하는 건 싫어요", (), ("사람을 만나는 일",)),
        ("서서 하는 일은 힘들어요", ("앉아서 하는 일",), ()),
        ("재택 상담", ("집에서 할 수 있는 일", "상담"), ()),
        ("배 만드는 일", ("조선소에서 배 만드는 일",), ()),
        ("자격증은 없고 요리는 좀 합니다", ("경력 없이 시작하는 일", "요리"), ()),
        ("나 20살인데 뭐 하고 살지", (), ()),
        ("", (), ()),
    ],
)
def test_a_message_is_read(
    interests: InterestSearch, message: str, wanted: tuple[str, ...], excluded: tuple[str, ...]
) -> None:
    # GIVEN a message as people say it WHEN it is read THEN names, wishes and refusals are told apart from talk
    read = interests.read(message)
    assert (read.wanted, read.excluded) == (wanted, excluded)


@pytest.mark.parametrize("word", ["배", "차", "기사", "눈", "말", "포장일", "기관사", "전기기사"])
def test_a_word_with_several_meanings_is_not_guessed(interests: InterestSearch, word: str) -> None:
    # GIVEN a word that means very different work WHEN it is said alone THEN it is asked back, not searched
    read = interests.read(word)
    assert not read.wanted
    assert [homonym.word for homonym in read.unclear] == [word.removesuffix("일")]


def test_each_meaning_of_a_word_leads_to_other_work(interests: InterestSearch) -> None:
    # GIVEN the words that are asked back WHEN their meanings are searched THEN each finds something, and not the same
    for homonym in all_homonyms().values():
        results = {sense.id: interests.search([sense.keyword], limit=3) for sense in homonym.senses}
        assert all(result.matches for result in results.values()), homonym.word
        firsts = [result.matches[0].occupation for result in results.values()]
        assert len(set(firsts)) == len(firsts), homonym.word


def test_a_verb_tells_meanings_apart() -> None:
    # GIVEN a word of several meanings WHEN a verb stands with it THEN the phrase says one of them
    assert told_apart("배를 타고") == "배 타는 일"
    assert told_apart("배관 고치는 일") == "배관 고치는 일"


def test_pay_is_that_of_the_survey(interests: InterestSearch, matching_kb: KnowledgeBase) -> None:
    # GIVEN a wish for good pay WHEN it is searched
    result = interests.search(["월급이 많은 일"], limit=10)
    shown = [re.fullmatch(r"(.+) 연 ([\d,]+)만 원\((\d+)명\)", match.reasons[0].target) for match in result.matches]
    # THEN each figure stands in the survey of that unit, rests on enough people, and the best paid come first
    for match, figure in zip(result.matches, shown, strict=True):
        assert figure is not None
        survey = matching_kb.survey(match.unit)
        assert survey is not None
        rows = {(row.name, f"{row.median_salary_10k_krw:,.0f}", row.n) for row in survey.pay}
        assert (figure[1], figure[2], int(figure[3])) in rows
        assert int(figure[3]) >= FEWEST_ASKED
    pay = [int(figure[2].replace(",", "")) for figure in shown if figure]
    assert pay == sorted(pay, reverse=True)


def test_a_wish_orders_what_keywords_find(interests: InterestSearch) -> None:
    # GIVEN occupations found for a keyword WHEN good pay is wished too
    plain = interests.search(["운전"], limit=10)
    paid = interests.search(["운전", "월급이 많은 일"], limit=10)
    # THEN the same work is found, with the pay among the reasons
    assert {match.unit for match in paid.matches[:3]} & {match.unit for match in plain.matches}
    assert any(reason.kind == "pay" for match in paid.matches for reason in match.reasons)


def test_a_refused_wish_keeps_its_occupations_away(interests: InterestSearch, matching_kb: KnowledgeBase) -> None:
    # GIVEN work of which the description tells that it is hard on the body
    heavy = WishBook(matching_kb).evidence(all_wishes()["몸을 많이 쓰는 일"])
    assert any(match.occupation in heavy for match in interests.search(["택배"], limit=10).matches)
    # WHEN such work is refused THEN none of it comes up
    result = interests.search(["택배"], limit=10, exclude=["몸을 많이 쓰는 일"])
    assert not any(match.occupation in heavy for match in result.matches)


def test_told_reasons_are_sentences_of_the_descriptions(interests: InterestSearch, matching_kb: KnowledgeBase) -> None:
    # GIVEN every wish that is answered from descriptions WHEN it is searched
    for wish in all_wishes().values():
        if wish.evidence != "told":
            continue
        result = interests.search([wish.label], limit=10)
        assert result.matches, wish.label
        assert result.told
        for match in result.matches:
            text = matching_kb.occupation_texts[match.occupation]
            for reason in match.reasons:
                # THEN each reason stands in the description of just that occupation, or names its field
                said = " ".join([text.description, text.entry, *text.spoken, *text.tasks])
                minor = matching_kb.occupation_units[match.unit].minor_name
                assert reason.target in said if reason.kind == "told" else reason.target == minor


def test_what_nothing_can_answer_is_not_claimed(interests: InterestSearch) -> None:
    # GIVEN a wish without data WHEN it is searched THEN no occupation is claimed, and what to tell instead is there
    result = interests.search(["안정적인 일"])
    assert result.outcome == "not_found"
    assert [wish.label for wish in result.unanswered] == ["안정적인 일"]
    assert all(wish.instead for wish in all_wishes().values() if wish.evidence == "none")


def test_every_label_means_its_own_wish() -> None:
    # GIVEN the labels that stand among the keywords WHEN one is said THEN it is understood as that wish
    for label, wish in all_wishes().items():
        assert [said.wish.id for said in said_wishes(label)] == [wish.id], label


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("엑샐", "엑셀"), ("용접궁", "용접공"), ("포토삽", "포토샵"), ("중귝어", "중국어"), ("rksghtk", "간호사")],
)
def test_a_mistyped_word_is_corrected_and_said(interests: InterestSearch, typed: str, meant: str) -> None:
    # GIVEN a short word with a wrong letter or on the other layout WHEN read THEN the right one is searched, and it is told
    read = interests.read(f"{typed} 하고 싶어요")
    assert read.wanted == (meant,)
    assert read.corrected == ((typed, meant),)
    assert interests.search(read.wanted).outcome in ("found", "unsure")


def test_a_mistyped_word_that_can_be_several_is_asked_back(interests: InterestSearch) -> None:
    # GIVEN a word that is as near to two known ones WHEN it is read THEN both are offered and neither is searched
    read = interests.read("유튜뷰")
    assert not read.wanted
    (unclear,) = read.unclear
    assert {"유튜버", "유튜브"} <= {sense.keyword for sense in unclear.senses}


@pytest.mark.parametrize(
    "word", ["낚시", "바둑", "경비", "노래", "요가", "옷", "바보", "asdf", "ㄱㅎㅅ", "ㅍㄹㅇㅂㅂㅋ"]
)
def test_words_as_they_are_meant_are_not_corrected(interests: InterestSearch, word: str) -> None:
    # GIVEN words that are known or simply Korean WHEN read THEN they stand as they were typed
    read = interests.read(word)
    assert (read.wanted, read.corrected, read.unclear) == ((word,), (), ())


def test_what_was_recognised_is_told_by_kind(interests: InterestSearch) -> None:
    # GIVEN keywords of several kinds, a wish and a phrase WHEN asked THEN each name with its kind, and only those
    kinds = interests.kinds(["지게차운전기능사", "컴활", "용접원", "월급이 많은 일", "동네에서 뭔가 파는 일"])
    assert kinds == (
        ("certificate", "지게차운전기능사"),
        ("certificate", "컴퓨터활용능력1급 또는 컴퓨터활용능력2급"),
        ("occupation", "용접원"),
    )


@pytest.mark.parametrize(
    ("message", "wish"),
    [
        ("공장 다녔어요", "공장에서 하는 일"),
        ("병원에서 일하고 싶어요", "병원에서 하는 일"),
        ("바다에서 일하고 싶어", "바다에서 하는 일"),
        ("애 키우면서 할 수 있는 일", "짧은 시간만 하는 일"),
        ("알바", "짧은 시간만 하는 일"),
        ("할매들 챙기는 일 하고 싶다", "어르신을 돕는 일"),
        ("뭐 고치는 거 좋아해요", "손으로 만들고 고치는 일"),
        ("야간 일", "밤이나 새벽에도 하는 일"),
        ("칼퇴하는 직업", "정시에 퇴근하는 일"),
        ("장애가 있어도 할 수 있는 일", "장애가 있어도 할 수 있는 일"),
    ],
)
def test_a_vague_wish_is_understood(interests: InterestSearch, message: str, wish: str) -> None:
    # GIVEN a wish that names no work WHEN it is read THEN it is that wish and nothing else
    read = interests.read(message)
    assert (read.wanted, read.excluded, read.unclear) == ((wish,), (), ())


@pytest.mark.parametrize("message", ["정리정돈 잘해요", "편의점 알바", "학교 급식", "전화 받는 일", "차 고치는 일"])
def test_a_word_that_only_holds_the_letters_of_a_wish_is_none(interests: InterestSearch, message: str) -> None:
    # GIVEN work whose words hold those of a wish (돈 잘) WHEN it is read THEN no wish is heard
    assert not any(word in all_wishes() for word in interests.read(message).wanted)


def test_age_is_no_reason_for_posts_one_rises_to(interests: InterestSearch) -> None:
    # GIVEN the wish for work at an older age WHEN searched THEN managers, who are older for another reason, are not told
    matches = interests.search(["나이 들어도 할 수 있는 일"], limit=30).matches
    assert len(matches) == 30
    assert not any(match.unit.startswith("01") for match in matches)


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "ㅋㅋㅋ", "싫어요", "말고", "\x00\u200b", "일" * 600])
def test_nothing_breaks_on_odd_text(interests: InterestSearch, text: str) -> None:
    # GIVEN text that says nothing WHEN it is read and searched THEN there is an answer, and no claim
    read = interests.read(text)
    assert interests.search(read.wanted, exclude=read.excluded).outcome in ("not_found", "unsure")


@pytest.mark.parametrize(
    ("word", "kind", "unit"),
    [
        ("정보처리기사", "certificate", "1332"),
        ("한식조리기능사", "certificate", "5312"),
        ("간호학과", "major", "3040"),
        ("파이썬", "tool", "1341"),
        ("운전면허", "certificate", "6229"),
        ("정보처리기사 자격증", "certificate", "1332"),
        ("국어국문학과", "major", "4111"),
    ],
)
def test_what_people_hold_is_answered_by_who_holds_it(
    interests: InterestSearch, matching_kb: KnowledgeBase, word: str, kind: str, unit: str
) -> None:
    # GIVEN a word that names no work but what people have WHEN it is searched
    result = interests.answer(word)
    # THEN occupations of people who have it come first, with that as the reason, though no name of theirs is written like it
    assert result.outcome in ("found", "unsure")
    first = [match for match in result.matches if match.unit == unit]
    assert first, [(match.unit, matching_kb.occupations[match.occupation].name) for match in result.matches]
    assert {reason.kind for reason in first[0].reasons} & {kind, f"related_{kind}"}
    assert {reason.keyword for reason in first[0].reasons} == {word}
    # THEN a list of units for it begins alike
    assert interests.units(word, result, 5)[0] == result.matches[0].unit


@pytest.mark.parametrize("word", ["요리", "미용", "바리스타", "사회복지사"])
def test_what_also_names_work_is_searched_as_work(interests: InterestSearch, matcher: Matcher, word: str) -> None:
    # GIVEN a word that people also gave as a certificate or major, but that names work WHEN it is searched
    # THEN it is answered as work, as the matcher does
    assert interests.answer(word).matches == matcher.search([word]).matches


def test_a_wide_major_is_answered_and_said_to_be_wide(interests: InterestSearch) -> None:
    # GIVEN a major that leads nearly everywhere WHEN it is searched THEN occupations are shown, but as unsure
    result = interests.answer("경영학과")
    assert result.outcome == "unsure"
    assert len(result.matches) >= 5


def test_a_certificate_without_its_grade_is_any_of_its_grades(interests: InterestSearch) -> None:
    # GIVEN a certificate said without its grade WHEN it is searched
    result = interests.answer("컴활")
    # THEN it is understood as any of the grades, and people who have one of them are the reason
    assert interests.kinds(result.keywords) == (("certificate", "컴퓨터활용능력1급 또는 컴퓨터활용능력2급"),)
    shown = {reason.target for match in result.matches[:3] for reason in match.reasons if reason.kind == "certificate"}
    assert any(target.startswith("컴퓨터활용능력") for target in shown)
