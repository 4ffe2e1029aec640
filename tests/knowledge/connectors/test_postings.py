"""Job posts of 고용24: reading lists and details as they really vary."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.connectors import postings
from knowledge.connectors.errors import SourceRefused, Unreadable
from knowledge.connectors.postings import (
    ANY,
    BOTH,
    EXPERIENCED,
    NEW,
    Pay,
    fetch_detail,
    fetch_page,
    read_career,
    read_day,
    read_education,
    read_page,
    read_pay,
)
from tests.knowledge.connectors.conftest import KEY, MakeCaller
from tests.knowledge.connectors.official import OfficialServer, PostingPlayer, Reply, work24_error

POST = {
    "wantedAuthNo": "K120012603300001",
    "company": "바른용접",
    "title": "CO2 용접원 모집",
    "indTpNm": "금속 구조물 제조업",
    "jobsCd": "815201",
    "empTpCd": "10",
    "salTpNm": "월급",
    "sal": "260만원 ~ 300만원",
    "minSal": "2600000",
    "maxSal": "3000000",
    "minEdubg": "고졸",
    "maxEdubg": "",
    "career": "경력(2년 이상)",
    "holidayTpNm": "주5일근무",
    "region": "경기 화성시",
    "basicAddr": "경기도 화성시 어느로 12",
    "detailAddr": "3동",
    "regDt": "26-11-18",
    "closeDt": "채용시까지  26-12-17",
    "zipRegion": "41590",
    "body": "배관 용접 가능하신 분",
}


@pytest.fixture
def player(official: OfficialServer) -> PostingPlayer:
    playing = PostingPlayer(KEY, [POST])
    official.behaviours[postings.LIST_PATH] = playing.list
    official.behaviours[postings.DETAIL_PATH] = playing.detail
    return playing


def test_a_post_is_read_whatever_its_order_and_unknown_fields(player: PostingPlayer, caller: MakeCaller) -> None:
    # GIVEN a list with a BOM, fields in another order and one that nobody knows
    # WHEN it is fetched
    page = fetch_page(caller("work24"), "용접", "41590", "815201").value
    # THEN the post is typed
    assert page.total == 1
    post = page.postings[0]
    assert (post.id, post.company, post.title) == ("K120012603300001", "바른용접", "CO2 용접원 모집")
    assert (post.occupation, post.employment, post.education) == ("815201", "10", 3)
    assert (post.career, post.career_years) == (EXPERIENCED, 2)
    assert post.pay == Pay("월급", 2_600_000, 3_000_000, "260만원 ~ 300만원")
    assert (post.registered, post.closes, post.until_hired) == (date(2026, 11, 18), date(2026, 12, 17), True)
    assert post.address == "경기도 화성시 어느로 12 3동"
    assert post.url.startswith("https://www.work24.go.kr/")
    assert post.id in post.url
    assert post.is_open(date(2026, 12, 17))
    assert not post.is_open(date(2026, 12, 18))


@pytest.mark.parametrize(
    "link", ["http://evil.example/?work24.go.kr/", "javascript:alert(1)", "https://work24.go.kr.evil.example/a"]
)
def test_links_lead_to_the_official_site_only(link: str, player: PostingPlayer, caller: MakeCaller) -> None:
    # GIVEN a post with a link to somewhere else  WHEN it is read  THEN the official page stands in its place
    player.posts = [POST | {"wantedInfoUrl": link}]
    assert fetch_page(caller("work24")).value.postings[0].url.startswith("https://www.work24.go.kr/wk/")


@pytest.mark.parametrize("code", ["002", "004", "008", "777"])
def test_errors_inside_http_200_are_recognised(code: str, official: OfficialServer, caller: MakeCaller) -> None:
    # GIVEN an answer that is an error
    official.behaviours[postings.LIST_PATH] = lambda _query: work24_error(code, "무엇인가 잘못되었습니다.")
    # WHEN a list is fetched  THEN it is one, with its code, and was asked for once
    with pytest.raises(SourceRefused) as refused:
        fetch_page(caller("work24"))
    assert refused.value.code == code
    assert code in str(refused.value)
    assert len(official.asked) == 1


def test_a_wrong_key_is_named_by_its_variable(
    official: OfficialServer, player: PostingPlayer, caller: MakeCaller
) -> None:
    # GIVEN a service that knows another key  WHEN it is asked  THEN the message says where to look
    player.key = "another"
    with pytest.raises(SourceRefused, match="JOBCARE_WORK24_KEY"):
        fetch_page(caller("work24"))


def test_an_answer_of_another_kind_is_no_empty_list() -> None:
    # GIVEN an answer of another service  WHEN it is read as a list  THEN it is refused
    with pytest.raises(Unreadable):
        read_page(b"<HRDNet><scn_cnt>0</scn_cnt></HRDNet>")


@pytest.mark.parametrize("number", [0, 1, 3])
def test_no_post_one_post_and_many_are_all_lists(number: int, player: PostingPlayer, caller: MakeCaller) -> None:
    # GIVEN so many posts, and one without a number, which nobody could open
    player.posts = [POST | {"wantedAuthNo": f"K{index}"} for index in range(number)] + [POST | {"wantedAuthNo": ""}]
    # WHEN they are fetched  THEN there are so many
    assert len(fetch_page(caller("work24")).value.postings) == number


def test_a_post_in_full_and_one_that_is_gone(
    official: OfficialServer, player: PostingPlayer, caller: MakeCaller
) -> None:
    # GIVEN a post  WHEN it is looked at in full
    detail = fetch_detail(caller("work24"), POST["wantedAuthNo"]).value
    # THEN its texts stand under the labels of the official page; what it leaves out is absent
    assert detail.texts["자격 면허"] == "용접기능사"
    assert detail.texts["하는 일"] == "배관 용접 가능하신 분"
    assert "전공" not in detail.texts
    # AND one that is gone is an error
    with pytest.raises(SourceRefused):
        fetch_detail(caller("work24"), "K000")


@pytest.mark.parametrize(
    ("text", "career"),
    [
        ("Z", (ANY, None)),
        ("관계없음", (ANY, None)),
        ("경력무관", (ANY, None)),
        ("N", (NEW, None)),
        ("신입", (NEW, None)),
        ("E", (EXPERIENCED, None)),
        ("경력", (EXPERIENCED, None)),
        ("경력(3년 이상)", (EXPERIENCED, 3)),
        ("경력 18개월", (EXPERIENCED, 1)),
        ("신입/경력", (BOTH, None)),
        ("", ("", None)),
        ("Q", ("", None)),
    ],
)
def test_careers(text: str, career: tuple[str, int | None]) -> None:
    # GIVEN a career as posts say it  WHEN it is read  THEN it is understood, or left empty
    assert read_career(text) == career


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("00", 0),
        ("학력무관", 0),
        ("01", 2),
        ("03", 3),
        ("고졸", 3),
        ("대졸(2~3년)", 4),
        ("대졸(4년)", 5),
        ("석사", 6),
        ("", None),
        ("99", None),
    ],
)
def test_educations(text: str, level: int | None) -> None:
    # GIVEN an education as posts say it  WHEN it is read  THEN it is its level, or None
    assert read_education(text) == level


@pytest.mark.parametrize(
    ("given", "pay"),
    [
        (("월급", "216만원", "2160000", "0"), ("월급", 2_160_000, None)),
        (("연봉", "3,000만원 ~ 4,000만원", "", ""), ("연봉", 30_000_000, 40_000_000)),
        (("시급", "10,320원", "10320", ""), ("시급", 10_320, None)),
        (("H", "", "10320", "12000"), ("시급", 10_320, 12_000)),
        (("연봉", "", "3000", "3600"), ("연봉", 30_000_000, 36_000_000)),
        (("월급", "300만원 이하", "", ""), ("월급", None, 3_000_000)),
        (("", "회사내규에 따름", "0", "0"), ("", None, None)),
    ],
)
def test_pay(given: tuple[str, str, str, str], pay: tuple[str, int | None, int | None]) -> None:
    # GIVEN pay as posts say it  WHEN it is read  THEN it is won
    found = read_pay(*given)
    assert (found.kind, found.low, found.high) == pay


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26-03-30", date(2026, 3, 30)),
        ("2026-04-17", date(2026, 4, 17)),
        ("20260417", date(2026, 4, 17)),
        ("채용시까지  26-04-17", date(2026, 4, 17)),
        ("26.4", None),
        ("26-13-45", None),
        ("채용시까지", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    # GIVEN a day as posts write it  WHEN it is read  THEN it is the day, or None
    assert read_day(text) == day


def test_half_a_list_is_tried_again(official: OfficialServer, player: PostingPlayer, caller: MakeCaller) -> None:
    # GIVEN half an answer before a whole one
    whole = player.list({"returnType": "XML", "callTp": "L", "authKey": KEY, "display": "9", "startPage": "1"}).body
    official.mishaps = [Reply(whole[: len(whole) // 2])]
    # WHEN the list is fetched  THEN it is whole
    assert len(fetch_page(caller("work24")).value.postings) == 1
