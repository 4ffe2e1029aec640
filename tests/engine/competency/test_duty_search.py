"""Text → 직무."""

from __future__ import annotations

import pytest

from engine.competency.duty_index import known_courses
from engine.competency.duty_search import DutySearch

WORK = {
    "반도체 식각 공정 조건을 정하고 수율을 관리함": "반도체제조",
    "조선소에서 CO2 용접으로 선박 블록을 용접함": "CO₂용접",
    "세금계산서 발행과 결산, 부가세 신고": "세무",
    "자바 스프링으로 쇼핑몰 백엔드 API를 개발": "응용SW엔지니어링",
    "찌개와 구이를 만드는 한식당 주방장": "한식조리",
    "브랜드 로고와 포스터를 디자인": "시각디자인",
    "지게차로 팔레트를 싣고 내림": "지게차운전",
}


@pytest.mark.parametrize(("text", "duty"), WORK.items())
def test_descriptions_of_work_lead_to_their_duty(duty_search: DutySearch, text: str, duty: str) -> None:
    # GIVEN a description of work in plain words
    # WHEN its 직무 are searched
    found = duty_search.rank(text, "work", limit=2)

    # THEN the right one is among the first two, with words of the text
    names = {duty_search.kb.duties[match.duty].name: match for match in found}
    assert duty in names
    assert names[duty].words
    assert all(word.replace(" ", "") in text.replace(" ", "") for word in names[duty].words)


def test_chances_add_up_and_fall(duty_search: DutySearch) -> None:
    # GIVEN a course title WHEN all 직무 are ranked
    found = duty_search.rank("전산회계 1급 실무", "course", limit=2000)

    # THEN the chances fall and add up to 1
    chances = [match.chance for match in found]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("text", ["", "   ", "!!!", "🙂"])
def test_nothing_to_compare_gives_nothing(duty_search: DutySearch, text: str) -> None:
    # GIVEN a text without letters WHEN it is searched THEN nothing is found
    assert duty_search.rank(text, "work") == ()


def test_a_known_course_leads_to_its_own_duty(duty_search: DutySearch) -> None:
    # GIVEN a title that the base holds with one NCS code
    courses = known_courses(duty_search.kb)
    titles = [course.title for course in courses]
    course = next(course for course in courses if titles.count(course.title) == 1 and "용접" in course.title)

    # WHEN it is searched THEN that code comes first
    assert duty_search.rank(course.title, "course")[0].duty == course.duty


SUMMARIES = (
    ("아파트 현장에서 철근을 자르고 엮어 세웠어요", {"철근콘크리트시공"}),
    ("카페에서 에스프레소를 내리고 우유 거품을 올린 음료를 만들었어요", {"커피관리"}),
    ("사과밭에서 가지를 치고 열매를 솎고 수확했어요", {"과수재배"}),
    ("채용 공고를 내고 면접을 진행하고 급여를 지급했어요", {"인사"}),
    ("화장실과 사무실을 쓸고 닦고 쓰레기를 분리했어요", {"환경미화"}),
    ("법인 택시를 몰며 손님을 태웠어요", {"여객운송"}),
    ("손톱을 다듬고 젤 네일을 발라 드렸어요", {"네일미용"}),
    ("이유식과 놀이로 갓난아기와 산모를 돌봤어요", {"산후육아지원"}),
    ("드론으로 항공 사진을 찍고 농약을 뿌렸어요", {"소형무인기운용·조종"}),
    ("고객 데이터를 파이썬으로 분석해 이탈을 예측하는 모델을 만들었어요", {"빅데이터분석", "인공지능모델링"}),
    ("방화벽 로그를 살피고 침해 사고에 대응했어요", {"정보보호관리·운영", "보안사고분석대응"}),
    ("보험 상품을 설명하고 계약을 받았어요", {"보험모집"}),
    ("수출 서류를 만들고 통관을 맡겼어요", {"수출입관리", "원산지관리"}),
    ("어르신 목욕과 식사를 도와 드렸어요", {"요양지원", "일상생활기능지원"}),
    ("빵 반죽을 발효시켜 오븐에 구웠어요", {"제빵"}),
    ("선반과 밀링으로 쇠를 깎아 부품을 만들었어요", {"선반가공", "밀링가공"}),
    ("건물 전선을 깔고 콘센트와 조명을 달았어요", {"내선공사"}),
    ("쇼핑몰에 상품을 올리고 주문과 배송을 처리했어요", {"전자상거래", "통신판매"}),
    ("웨딩드레스 입은 신부의 화장을 해 주었어요", {"메이크업"}),
    ("공원에 나무를 심고 잔디를 깔았어요", {"조경시공"}),
)
"""Work as people tell it, written for this test, with the 직무 that it is about."""


def test_most_work_as_people_tell_it_is_read_right(duty_search: DutySearch) -> None:
    # GIVEN short stories of work, in words that the classification does not use
    firsts, fives = 0, 0
    for text, right in SUMMARIES:
        # WHEN their 직무 are searched
        found = [duty_search.kb.duties[match.duty].name for match in duty_search.rank(text, "work")]
        firsts += found[0] in right
        fives += bool(right & set(found))

    # THEN seven of ten are right at once, nine of ten among the first five
    assert firsts >= 0.7 * len(SUMMARIES), firsts
    assert fives >= 0.9 * len(SUMMARIES), fives
