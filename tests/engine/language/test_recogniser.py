"""Names in sentences as people write them, on the real knowledge base."""

from __future__ import annotations

import unicodedata

import pytest

from engine.language.korean_pipeline import blank_korean
from engine.language.recogniser import Mention, Recogniser
from knowledge.base import KnowledgeBase


@pytest.fixture(scope="session")
def recogniser(kb: KnowledgeBase) -> Recogniser:
    return Recogniser.load(kb)


def _found(mentions: tuple[Mention, ...]) -> list[tuple[str, str, str]]:
    return [(mention.kind, mention.text, mention.name) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "정보처리기사랑 컴활 1급 있는데 뭐 할 수 있어요?",
            [
                ("certificate", "정보처리기사", "정보처리기사"),
                ("certificate", "컴활 1급", "컴퓨터활용능력1급"),
            ],
        ),
        (
            "정처기랑 C++이랑 엑셀이랑 파이썬을 했어요",
            [
                ("certificate", "정처기", "정보처리기사"),
                ("skill", "C++", "C++"),
                ("skill", "엑셀", "엑셀"),
                ("skill", "파이썬", "파이썬"),
            ],
        ),
        ("컴퓨터 활용 능력 1급 자격증", [("certificate", "컴퓨터 활용 능력 1급 자격증", "컴퓨터활용능력1급")]),
        ("컴활일급 땄음", [("certificate", "컴활일급", "컴퓨터활용능력1급")]),
        ("전기기사 1급", [("certificate", "전기기사 1급", "전기기사")]),
        (
            "기계과 나왔구요 용접기능사 땄습니다",
            [("major", "기계과", "기계공학"), ("certificate", "용접기능사", "용접기능사")],
        ),
        (
            "자바스크립트랑리액트 할줄알아요",
            [("skill", "자바스크립트", "자바스크립트"), ("skill", "리액트", "리액트")],
        ),
        ("식당에서 주방보조 10년 했어요", [("occupation", "주방보조", "주방 보조원")]),
        ("버스기사 하고 싶은데 60대예요", [("occupation", "버스기사", "버스 운전원")]),
        (
            "빅데이터 분석 과정 수료하고 SQL 쓸 줄 알아요",
            [("training", "빅데이터 분석", "빅데이터 분석"), ("skill", "SQL", "SQL")],
        ),
    ],
)
def test_names_are_found_by_kind(recogniser: Recogniser, text: str, found: list[tuple[str, str, str]]) -> None:
    # GIVEN a sentence with names, with particles, short forms and spaces as people write them
    # WHEN it is read THEN each name is found with its kind and what it stands for
    assert _found(recogniser.recognise(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😀😀 ㅋㅋㅋ",
        "안녕하세요 반갑습니다 감사합니다 네 좋아요",
        "저는 대학교를 나왔고 지금은 집에서 쉬고 있어요",
        "나 20살인데 뭐 해먹고 살지",
        "아이 셋 키우다가 이제 다시 일하려고요",
        "저는 내성적이라 사람 많은 데는 힘들어요",
        "다음 주 월요일에 다시 올게요",
        "내일 고등학교 졸업해요",
    ],
)
def test_everyday_words_are_no_names(recogniser: Recogniser, text: str) -> None:
    # GIVEN a sentence without any name WHEN it is read THEN nothing is claimed
    assert recogniser.recognise(text) == ()


def test_places_are_those_of_what_was_typed(recogniser: Recogniser) -> None:
    # GIVEN texts with emoji, full-width and decomposed letters, and invisible signs
    for text in (
        "😀 파이썬을, 그리고 ＳＱＬ도!",
        unicodedata.normalize("NFD", "저는 파이썬을 했고 컴활 1급이 있어요"),
        "컴\u200b활 1급\n\n파이썬",
    ):
        mentions = recogniser.recognise(text)
        assert len(mentions) == 2
        for mention in mentions:
            # WHEN a mention is looked up in the text THEN its words stand there
            assert text[mention.start : mention.end] == mention.text


def test_ids_are_keys_of_the_base(recogniser: Recogniser, kb: KnowledgeBase) -> None:
    # GIVEN one name of each kind
    text = "간호사로 일했고 정처기 땄고 컴퓨터공학과 나왔고 파이썬 할 줄 알고 지게차운전 직무, 토크 렌치 사용"
    by_kind = {mention.kind: mention for mention in recogniser.recognise(text)}
    # WHEN its ids are looked up THEN the base has them
    assert by_kind["occupation"].ids == ("304000",)
    assert kb.certificate_texts[by_kind["certificate"].ids[0]].duties == by_kind["certificate"].duties
    assert by_kind["major"].ids[0] in kb.majors
    assert by_kind["skill"].ids[0] in kb.skills
    assert all(duty in kb.duties for mention in by_kind.values() for duty in mention.duties)


def test_a_name_of_several_kinds_goes_by_what_stands_after_it(recogniser: Recogniser) -> None:
    # GIVEN a name that is both work and a certificate WHEN it is said in two ways
    worked = recogniser.recognise("요양보호사로 3년 일했어요")[0]
    holds = recogniser.recognise("요양보호사 있는데 노인 돌보는 일 찾아요")[0]
    # THEN the kind follows the sentence, and the other stays known
    assert (worked.kind, holds.kind) == ("occupation", "certificate")
    assert worked.as_kind("certificate") is not None
    assert holds.as_kind("occupation", "skill") is not None


def test_a_name_that_leaves_the_grade_open_stands_for_all(recogniser: Recogniser) -> None:
    # GIVEN certificates without their grade WHEN they are read THEN all grades are meant
    assert recogniser.recognise("컴활 있어요")[0].ids == ("컴퓨터활용능력1급", "컴퓨터활용능력2급")
    assert "정보처리산업기사" in recogniser.recognise("정보처리 자격증 있음")[0].ids


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("정보쳐리기사 있어요", "정보처리기사"),
        ("간호조무시 자격증", "간호조무사"),
        ("사회복지시로 일했어요", "사회복지사"),
    ],
)
def test_a_long_name_with_a_wrong_letter_is_found(recogniser: Recogniser, text: str, name: str) -> None:
    # GIVEN a long name with a typo WHEN it is read THEN the name is found, and said to be a guess
    mention = recogniser.recognise(text)[0]
    assert name in mention.name
    assert mention.mistyped


def test_a_department_that_the_base_does_not_know_is_a_major_without_key(recogniser: Recogniser) -> None:
    # GIVEN a department that the tables lack WHEN it is read THEN it is a major all the same, with no key
    mention = recogniser.recognise("간호학과를 졸업했어요")[0]
    assert (mention.kind, mention.text, mention.ids) == ("major", "간호학과", ())


def test_nothing_typed_stays_in_the_string_store(recogniser: Recogniser) -> None:
    # GIVEN the words that spaCy keeps
    kept = len(recogniser._nlp.vocab.strings)
    # WHEN new words are read THEN it keeps no more
    recogniser.recognise("뾰로롱뿅 쿄쿄뱌뱌 정처기 휘리릭뿅뿅")
    assert len(recogniser._nlp.vocab.strings) == kept


@pytest.mark.parametrize("text", ["정처기랑  C++\n했어요 😀", "", "   ", " 가 나", "ㅋㅋ㉠\x00ㄱ"])
def test_tokens_make_up_the_text(text: str) -> None:
    # GIVEN any text WHEN it is cut into tokens THEN they add up to it, none overlapping
    doc = blank_korean()(text)
    assert doc.text == text
    assert [token.idx for token in doc] == sorted({token.idx for token in doc})
