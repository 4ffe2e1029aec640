"""What is asked for about the labour market and recommendations, by the words alone."""

from __future__ import annotations

import pytest

from bot.actions.topics import topic_in


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("서울 구인 상황은?", "mk:openings"),
        ("이 직종 취업 잘 되나요?", "mk:openings"),
        ("경쟁률이 어떻게 돼요?", "mk:openings"),
        ("용접원은 일자리가 많아요?", "mk:openings"),
        ("작년보다 채용이 늘었어요?", "mk:openings"),
        ("이 일 하려면 무슨 자격증이 좋아요?", "rec:certificates"),
        ("간호사 하려면 무슨 면허가 필요해요?", "rec:certificates"),
        ("자격증 추천해 주세요", "rec:certificates"),
        ("자격증 합격률 알려줘", "mk:certificates"),
        ("사람들이 많이 가진 자격증이 뭐예요", "mk:certificates"),
        ("자격증 수요가 궁금해요", "mk:certificates"),
        ("정보처리기사 있으면 어느 직종에서 많이 써요?", "mk:certificates"),
        ("훈련 받으면 취업률이 얼마나 돼요?", "mk:training"),
        ("훈련 결과 통계 보여줘", "mk:training"),
        ("훈련 과정 추천해 주세요", "rec:training"),
        ("국비로 배울 데 있어요?", "rec:training"),
        ("고졸도 할 수 있어요?", "mk:education"),
        ("대학 나와야 하나요?", "mk:education"),
        ("무슨 과를 나와야 해요?", "mk:majors"),
        ("전공이 뭐가 많아요?", "mk:majors"),
        ("40대도 많은 연령대예요?", "mk:ages"),
        ("몇 살 정도가 많아요?", "mk:ages"),
        ("40대도 많이 일해요?", "mk:ages"),
        ("채용공고 보여줘", "rec:jobs"),
        ("부산 일자리 찾아줘", "rec:jobs"),
        ("뭐부터 준비해야 해요?", "rec:next"),
        ("데이터 분석가 되려면 뭘 해야 해요?", "rec:next"),
        ("취업시장 정보 보여줘", "market"),
        ("추천 정보", "recommend"),
    ],
)
def test_topic_by_its_words(text: str, topic: str) -> None:
    # GIVEN a question  WHEN its words are read  THEN it is about this topic
    assert topic_in(text) == topic


@pytest.mark.parametrize(
    "text", ["수준별 표 보기", "빅데이터분석", "고마워요", "이 직종은 뭐 하는 일이에요?", "직무 고르기", "1, 3번"]
)
def test_other_things_are_no_topic(text: str) -> None:
    # GIVEN something else  WHEN read  THEN it is no topic
    assert topic_in(text) is None
