"""Reading one message: numbers, labels, commands, questions."""

from __future__ import annotations

import pytest

from bot.actions.understanding import Guess, Reading, agrees, clean, numbers_in, read

OFFERED = [["데이터 분석가(빅데이터 분석가)", "occ:134102"], ["통계 사무원", "occ:029301"], ["더 보기", "page:next"]]


def reading(text: str, intent: str = "interest", confidence: float = 0.5, second: float = 0.1) -> Reading:
    return read(text, [Guess(intent, confidence), Guess("other", second)], None, OFFERED)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2", (2,)),
        ("2번", (2,)),
        ("두 번째", (2,)),
        ("첫번째 거요", (1,)),
        ("1, 3", (1, 3)),
        ("1이랑 3 비교", (1, 3)),
        ("1, 3번 비교해줘", (1, 3)),
        ("1번하고 2번", (1, 2)),
        ("1 2 3", (1, 2, 3)),
        ("①", (1,)),
        ("３번", (3,)),
        ("2번 2번", (2,)),
        ("컴활 1급", ()),
        ("3D 프린팅", ()),
        ("1종 보통 운전면허", ()),
        ("간호사", ()),
        ("0", ()),
    ],
)  # fmt: skip
def test_numbers_named_in_a_text(text: str, numbers: tuple[int, ...]) -> None:
    # GIVEN what somebody typed  WHEN it is read  THEN exactly the positions meant are found
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("1", "occ:134102"),
        ("통계 사무원", "occ:029301"),
        ("통계사무원", "occ:029301"),
        ("빅데이터 분석가", "occ:134102"),
        ("데이터 분석가", "occ:134102"),
        ("더보기", "page:next"),
        ("2번", "occ:029301"),
        ("2번이요", "occ:029301"),
        ("2번째 거", "occ:029301"),
        ("사무원", None),
        ("9", None),
    ],
)
def test_choice_by_number_or_label(text: str, choice: str | None) -> None:
    # GIVEN three choices  WHEN one is named by number or label  THEN it is recognised, and nothing by half a name
    assert reading(text).choice == choice


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("도움말", "help"),
        ("이전으로", "back"),
        ("뒤로 가기", "back"),
        ("처음부터!", "restart"),
        ("그만", "stop"),
        ("그만두고 싶은 회사", None),
        ("처음", None),
    ],
)
def test_commands_by_their_words(text: str, command: str | None) -> None:
    # GIVEN no opinion of Rasa  WHEN a command's own words are typed  THEN it is recognised, and no more than that
    assert reading(text).command == command


def test_command_in_other_words_needs_certainty() -> None:
    # GIVEN Rasa's opinion that somebody wants to start over
    # WHEN it is certain, nearly certain, or the text says more than a command
    # THEN only the certain, short one counts
    assert reading("첫 화면으로 가 줘", "start_over", 0.95).command == "restart"
    assert reading("첫 화면으로 가 줘", "start_over", 0.8).command is None
    assert reading("처음 화면을 만드는 웹 디자이너가 되고 싶어요", "start_over", 0.95).command is None


def test_label_goes_before_command() -> None:
    # GIVEN a choice whose label is a command's word
    offered = [["이전", "page:prev"]]
    # WHEN it is typed
    found = read("이전", [Guess("go_back", 0.99)], None, offered)
    # THEN the choice is meant
    assert (found.choice, found.command) == ("page:prev", None)


def test_tap_on_an_earlier_screen_is_marked_stale() -> None:
    # GIVEN three choices  WHEN another id is tapped  THEN it is known to be an old one
    assert read("", [Guess("choose", 1.0)], "yes", OFFERED).stale
    assert not read("", [Guess("choose", 1.0)], "occ:134102", OFFERED).stale
    assert read("", [Guess("choose", 1.0)], "go:help", OFFERED).command == "help"


def test_control_characters_are_taken_out_and_hangul_composed() -> None:
    # GIVEN decomposed Hangul, an invisible sign and a control character
    # WHEN cleaned
    # THEN it is what the person meant
    assert clean("\u1100\u1161\u11ab호\u200b사\x00 ") == "간호사"


@pytest.mark.parametrize(
    "text", ["네", "예 동의합니다", "동의함", "ㅇㅇ", "좋아요", "OK", "네네 동의해요", "그래요", "응"]
)
def test_plain_yes_is_consent(text: str) -> None:
    # GIVEN a plain yes  WHEN read for consent  THEN it is one
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "글쎄요 음",
        "동의 안 해요",
        "동의하지 않아요",
        "동의 못 해요",
        "네? 뭐라고요",
        "어떻게 되나요",
        "나중에 동의할게요",
        "간호사",
    ],
)
def test_anything_less_is_no_consent(text: str) -> None:
    # GIVEN doubt, refusal, a question or something else  WHEN read for consent  THEN it is none
    assert not agrees(text)


def test_uncertain_guess_counts_only_when_clearly_ahead() -> None:
    # GIVEN guesses of the same confidence, one alone and one with a rival
    # WHEN asked whether they lean to it  THEN only the one without a rival does
    assert reading("x", "faq_cost", 0.4, second=0.1).leans_to("faq_cost")
    assert not reading("x", "faq_cost", 0.4, second=0.3).leans_to("faq_cost")
