"""Areas and periods as people name them."""

from __future__ import annotations

import datetime
import time

import pytest

from engine.market import COUNTRY_CODE, area_of_code, areas_to_choose, read_area, read_period
from knowledge.base import KnowledgeBase

TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("서울 구인 상황은?", "서울"),
        ("우리 동네 마포", "서울 마포구"),
        ("수도권은 어때요", "수도권"),
        ("전국", "전국"),
        ("경기 광주는 어때", "경기 광주시"),
        ("광주에서 일자리", "전남광주"),
        ("수원에서는요?", "경기 수원시"),
        ("수원시 팔달구", "경기 수원시 팔달구"),
        ("부산 강서구", "부산 강서구"),
        ("충북 음성 쪽", "충북 음성군"),
        ("전라도는요", "호남권"),
        ("부울경", "부산·울산·경남"),
        ("전남 순천", "전남광주 순천시"),
        ("남동구", "인천 남동구"),
        ("부산진구요", "부산 부산진구"),
        ("서울시 강남구에서는?", "서울 강남구"),
        ("세종시", "세종"),
    ],
)
def test_one_area_is_meant(kb: KnowledgeBase, text: str, name: str) -> None:
    # GIVEN a message that names one area  WHEN it is read  THEN that area is found, and its code leads back to it
    reading = read_area(kb, text)
    assert (reading.outcome, [area.name for area in reading.areas]) == ("found", [name])
    assert area_of_code(kb, reading.areas[0].code) == reading.areas[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("중구 일자리", {"서울 중구", "부산 중구", "대구 중구", "인천 중구", "대전 중구", "울산 중구"}),
        ("강서구", {"서울 강서구", "부산 강서구"}),
        ("광주시 구인", {"전남광주", "경기 광주시"}),
        ("서울이랑 부산", {"서울", "부산"}),
    ],
)
def test_a_name_of_several_areas_is_not_guessed(kb: KnowledgeBase, text: str, names: set[str]) -> None:
    # GIVEN a name that several areas bear  WHEN it is read  THEN all of them are told
    reading = read_area(kb, text)
    assert reading.outcome == "ambiguous"
    assert {area.name for area in reading.areas} == names


@pytest.mark.parametrize(
    "text", ["음성 인식 일자리", "직무 연수는 어디서", "진도가 안 나가요", "예산이 없어요", "구인 상황은?"]
)
def test_everyday_words_are_no_districts(kb: KnowledgeBase, text: str) -> None:
    # GIVEN words that are also stems of districts  WHEN read  THEN no area is named
    assert read_area(kb, text).outcome == "not_named"


def test_areas_to_choose_are_the_country_and_all_provinces(kb: KnowledgeBase) -> None:
    # GIVEN the tables  WHEN areas are offered  THEN every 시도 of the tables is among them, with codes fit for choices
    areas = areas_to_choose()
    assert areas[0].code == COUNTRY_CODE
    assert {figure.province for figure in kb.market_by_province} <= {area.name for area in areas}
    assert all(area.code.isascii() and area_of_code(kb, area.code) == area for area in areas)


def test_an_area_holds_places_written_in_full(kb: KnowledgeBase) -> None:
    # GIVEN 마포구, 수원시 and 전남광주  WHEN places of courses are looked at  THEN those inside are held
    mapo, suwon = read_area(kb, "마포").areas[0], read_area(kb, "수원").areas[0]
    assert mapo.holds("서울 마포구")
    assert not mapo.holds("서울 중구")
    assert suwon.holds("경기 수원시 팔달구")
    assert not suwon.holds("경기 성남시 분당구")
    assert read_area(kb, "광주광역시").areas[0].holds("광주 북구")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("지난달은요?", ("2026-10",)),
        ("작년 7월", ("2025-07",)),
        ("2025년 7월 기준", ("2025-07",)),
        ("2025-07", ("2025-07",)),
        ("7월에는", ("2026-07",)),
        ("12월", ("2025-12",)),
        ("재작년 하반기", tuple(f"2024-{n:02}" for n in range(7, 13))),
        ("올해", tuple(f"2026-{n:02}" for n in range(1, 12))),
        ("최근 6개월", ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")),
    ],
)
def test_months_are_meant(text: str, months: tuple[str, ...]) -> None:
    # GIVEN a period in words  WHEN read on 2026-11-22  THEN these months are meant, none of them in the future
    period = read_period(text, TODAY)
    assert period is not None
    assert period.months == months


def test_years_back_end_with_the_last_full_month() -> None:
    # GIVEN 최근 3년  WHEN read  THEN 36 months up to October
    period = read_period("최근 3년 동안", TODAY)
    assert period is not None
    assert (len(period.months), period.months[0], period.months[-1]) == (36, "2023-11", "2026-10")


@pytest.mark.parametrize("text", ["작년이랑 비교해 줘", "전년 대비", "1년 전보다 늘었나요", "작년보다 어때요"])
def test_comparing_with_the_year_before(text: str) -> None:
    # GIVEN a wish to compare with last year  WHEN read  THEN it is that, and not last year's months
    period = read_period(text, TODAY)
    assert period is not None
    assert period.kind == "year_ago"


@pytest.mark.parametrize("text", ["서울은?", "경력 3년이에요", "3년제 대학", "자격증이 궁금해요"])
def test_no_period_is_meant(text: str) -> None:
    # GIVEN numbers that are no period  WHEN read  THEN none is meant
    assert read_period(text, TODAY) is None


def test_looking_for_areas_costs_a_message_next_to_nothing(kb: KnowledgeBase) -> None:
    # GIVEN messages that name an area or none (every message in a report is looked through)
    messages = [
        "구인배수가 뭐예요?",
        "우리 동네 마포는 어때요?",
        "자격증 추천해 주세요",
        "수원시 팔달구",
        "간호사",
    ] * 10
    read_area(kb, "서울")
    # WHEN fifty are read
    before = time.process_time()
    for message in messages:
        read_area(kb, message)
    # THEN they take less than half a second of CPU together (a pattern for each of 290 districts took 30 s)
    assert time.process_time() - before < 0.5
