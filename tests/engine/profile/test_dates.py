"""Dates and periods in Korean text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.profile.dates import find_periods, read_date
from engine.profile.json_form import date_to_json

TODAY = date(2026, 11, 22)


def told(text: str) -> list[str]:
    """What is found, short: start~end, start~ (still), @moment, (months), !problem."""
    shown = []
    for period in find_periods(text, TODAY):
        if period.problem:
            shown.append(f"!{period.problem}")
        elif period.moment:
            shown.append("@" + date_to_json(period.moment) + ("…" if period.current else ""))
        elif period.start or period.end:
            start = date_to_json(period.start) if period.start else "?"
            end = "현재" if period.current else date_to_json(period.end) if period.end else "?"
            shown.append(f"{start} {end}")
        else:
            shown.append(f"({period.months})")
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018년 3월부터 4년간 전자회사에서 일했고", "2018-03 2022-02"),
        ("2018년 3월부터 2022년 2월까지 근무", "2018-03 2022-02"),
        ("2018년 3월부터 2022년 2월까지 4년간 근무", "2018-03 2022-02"),
        ("18.03~22.02", "2018-03 2022-02"),
        ("18.03 ~ 22.02 가람전자", "2018-03 2022-02"),
        ("2018.03 - 2022.02", "2018-03 2022-02"),
        ("2018. 3. ~ 2022. 2.", "2018-03 2022-02"),
        ("2018.03.02~2022.02.28", "2018-03-02 2022-02-28"),
        ("2018-03-02 ~ 2022-02-28", "2018-03-02 2022-02-28"),
        ("2018/03~2022/02", "2018-03 2022-02"),
        ("201803~202202", "2018-03 2022-02"),
        ("2018~2022", "2018 2022"),
        ("2018-2022년", "2018 2022"),
        ("18~22년에 다녔어요", "2018 2022"),
        ("'18년 봄부터 '20년 가을까지", "2018-03~ 2020-11~"),
        ("98년부터 2005년까지", "1998 2005"),
        ("2018년 3월~8월", "2018-03 2018-08"),
        ("2018년 9월~2월", "2018-09 2019-02"),
        ("2018년 3월 입사 ~ 2022년 2월 퇴사", "2018-03 2022-02"),
        ("2018년 입사, 2022년 퇴사", "2018 2022"),
        ("2018.3~2022.2(4년)", "2018-03 2022-02"),
        ("작년에 퇴사했어요", "? 2025"),
        ("2020년 3월부터 현재까지", "2020-03 현재"),
        ("2020년 3월부터 지금까지 재직 중", "2020-03 현재"),
        ("2020.03 ~ 현재", "2020-03 현재"),
        ("2020.03 ~ 재직중", "2020-03 현재"),
        ("2020년 3월부터 가람전자에 다니고 있어요", "2020-03 현재"),
        ("2020년 3월에 입사해서 지금까지 다녀요", "2020-03 현재"),
        ("작년 3월부터 작년 말까지", "2025-03 2025-12~"),
        ("재작년부터 올해 초까지", "2024 2026-02~"),
        ("3년 전부터 작년까지", "2023~ 2025"),
        ("10년째 미용실을 운영해요", "2016-11~ 현재"),
        ("두 달 전부터 배우고 있어요", "2026-09~ 현재"),
        ("2022년 2월까지 4년간", "2018-03 2022-02"),
        ("2015년에 입사해서 3년 반 일했어요", "2015 2018~"),
        ("2015년 1월에 입사해서 3년 반 일했어요", "2015-01 2018-06"),
        ("2018년 3월부터 1년 6개월", "2018-03 2019-08"),
        ("2010년대 초반부터 2015년까지", "2010~ 2015"),
        ("2018년쯤부터 2020년까지", "2018~ 2020"),
        ("2019년 상반기부터 2020년 하반기까지", "2019-01~ 2020-12~"),
        ("2019년 3월까지 다녔어요", "? 2019-03"),
        ("2019년 3월부터 다녔어요", "2019-03 ?"),
        ("2016년에 정보처리기사를 땄어요", "@2016"),
        ("2016년 11월 25일 취득", "@2016-11-25"),
        ("지난해 여름에 땄어요", "@2025-06~"),
        ("지난달에 땄어요", "@2026-10"),
        ("3년 전에 땄어요", "@2023~"),
        ("05년에 취득", "@2005"),
        ("13학번", "@2013-03"),
        ("20161125", "@2016-11-25"),
        ("4년 일했어요", "(48)"),
        ("스무 해 동안 농사를 지었어요", "(240)"),
        ("20년 넘게 운전했어요", "(240)"),
        ("18년 근무", "(216)"),
        ("여섯 달 동안", "(6)"),
        ("3년 6개월", "(42)"),
        ("2018년 13월", "!impossible"),
        ("2019년 2월 30일", "!impossible"),
        ("3018년 3월부터", "!impossible"),
        ("1800년 3월", "!impossible"),
        ("3월부터 일했어요", "!year_missing"),
    ],
)
def test_usual_spellings(text: str, expected: str) -> None:
    # GIVEN a text  WHEN it is read  THEN exactly this date or period is found
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "학점 3.85/4.5",
        "토익 850점",
        "직원 2000명을 관리",
        "버전 3.11 파이썬",
        "매출 20억",
        "30대 남자예요",
        "4년제 대학교",
        "초등학교 교사",
        "엑셀 2016 사용",
        "정보처리기사 1급",
        "010-1234-5678",
        "하루 8시간",
        "코로나 때문에 몇 년 쉬었어요",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    # GIVEN numbers that mean something else  THEN no date is found
    assert told(text) == []


def test_several_in_one_text() -> None:
    # GIVEN a life in one message
    text = "2012년 3월부터 2016년 2월까지 대학교, 2016년 5월부터 2018년 12월까지 회사, 2016년에 자격증을 땄고 2019년부터 지금까지 가게를 해요"
    # THEN every period stands by itself, in order
    assert told(text) == ["2012-03 2016-02", "2016-05 2018-12", "@2016", "2019 현재"]


def test_one_date_as_an_answer() -> None:
    # GIVEN short answers  THEN the one date is read, and nothing where there is none or two
    assert read_date("2016년 11월이요", TODAY) is not None
    assert read_date("잘 모르겠어요", TODAY) is None
    assert read_date("2016년인가 2017년", TODAY) is None
    assert read_date("2016년 14월", TODAY) is None


@given(st.text(alphabet="0123456789년월일.~-/ 부터까지전현재작년말봄'", max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    # GIVEN any jumble of date letters  THEN reading it ends with places inside the text, in order
    at = 0
    for period in find_periods(text, TODAY):
        assert at <= period.begin < period.finish <= len(text)
        at = period.finish
