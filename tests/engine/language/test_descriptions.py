"""What is one description of work, and what a list of keywords or a message around them."""

from __future__ import annotations

import pytest

from engine.language.descriptions import is_description
from engine.language.keywords import split_keywords


@pytest.mark.parametrize(
    "text",
    [
        "과일을 씻고, 껍질을 벗겨 통에 담는다.",
        "사과, 배, 감 등의 과일을 크기에 따라 나누고 상자에 담는다",
        "저는 식당에서 채소를 다듬고 그릇을 정리해요",
        "손님을 맞고, 주문을 받고, 커피를 만드는 일",
    ],
)
def test_a_description_stays_whole(text: str) -> None:
    # GIVEN a sentence about what is done at work, with commas in it WHEN it is split THEN it is one
    assert is_description(text)
    assert split_keywords(text).wanted == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "게임개발, 드론조종사랑 파이썬",
        "요리, 청소를 좋아한다",
        "저 요리를 배우고 싶다",
        "간호학과 졸업했는데 병원 말고 다른 데서 일하고 싶어요",
        "과일, 채소, 생선을 파는 일",
        "사무직을 찾아요",
        "용접",
        "",
    ],
)
def test_keywords_and_talk_are_no_description(text: str) -> None:
    # GIVEN keywords, wishes and lists WHEN asked THEN they are to be split
    assert not is_description(text)
