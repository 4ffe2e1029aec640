"""Which words ask to join conversations, to end that, and which only look like it."""

from __future__ import annotations

import pytest

from bot.actions.joining import asks_for
from bot.replies.joining import place
from bot.replies.my_data import MyData, my_data


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("다른 기기·메신저와 연결하기", "start"),
        ("다른 기기와 이어 쓰기", "start"),
        ("다른 폰에서도 이어서 쓰고 싶어요", "start"),
        ("텔레그램에서도 이어서 할 수 있어요?", "start"),
        ("카톡이랑 연결해 주세요", "start"),
        ("연결 코드 만들어 줘", "start"),
        ("이어 쓰기 코드", "start"),
        ("연결 코드", "start"),
        ("연결 코드 입력할게요", "enter"),
        ("연결 끊기", "end"),
        ("텔레그램과 연결 끊어 줘", "end"),
        ("연결 해제", "end"),
    ],
)
def test_words_that_ask_for_it(words: str, meant: str) -> None:
    # GIVEN words as people say them  WHEN read  THEN what is asked for is known
    assert asks_for(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        "웹 연동 개발",
        "컴퓨터 연결",
        "카카오톡 채널과 연결하는 챗봇을 만들었어요",
        "다른 회사와 연결하는 영업을 했어요",
        "텔레그램과 연동했어요",
        "웹과 연결된 데이터베이스를 다뤘어요",
        "코드 만들기",
        "코딩",
        "내 정보 삭제",
        "내 정보는 어떻게 쓰이나요?",
        "전기 연결 일",
        "이어폰 만드는 일",
        "배관 연결을 끊고 다시 잇는 일",
    ],
)
def test_words_that_only_look_like_it(words: str) -> None:
    # GIVEN interests, experiences and questions with the same words  WHEN read  THEN they are not taken for it
    assert asks_for(words) is None


def test_places_tell_kind_only() -> None:
    # GIVEN conversations elsewhere  WHEN named  THEN only their kind is told, and that it is another one if kinds are equal
    assert place("telegram", here="web") == "텔레그램"
    assert place("web", here="web") == "다른 기기"
    shown = my_data(MyData((), (), 0, 0, (), (), channels=("kakao", "web", "telegram")))
    assert shown["rows"][-1] == ["연결된 곳", "카카오톡(지금 여기), 웹, 텔레그램"]
