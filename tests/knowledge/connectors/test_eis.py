"""The EIS: its replies, its 시군구 codes, and a sync that can be cut off anywhere."""

from __future__ import annotations

from datetime import date

import pytest

from engine.market.areas import province_area
from engine.market.openings import openings
from engine.market.periods import Period
from knowledge.base import KnowledgeBase
from knowledge.connectors import eis, eis_sync
from knowledge.connectors.eis_areas import areas
from knowledge.connectors.errors import QuotaSpent, SourceDown, SourceRefused, Unreadable
from knowledge.live import LiveStore
from knowledge.live.market import PROVINCES
from tests.knowledge.connectors.conftest import Clock, MakeCaller
from tests.knowledge.connectors.official import (
    EIS_PATH,
    EisPlayer,
    OfficialServer,
    Reply,
    eis_counts,
    eis_error,
    eis_xml,
)

MONTH = "2026-08"


@pytest.fixture
def player(official: OfficialServer) -> EisPlayer:
    playing = EisPlayer()
    official.behaviours[EIS_PATH] = playing
    return playing


@pytest.mark.usefixtures("player")
def test_a_district_is_added_up_by_major(caller: MakeCaller) -> None:
    # GIVEN an EIS that has two rows for each 대분류, in changing order and with unknown fields
    # WHEN a district is fetched
    found = eis.fetch_district(caller("eis"), MONTH, "11110")
    # THEN the rows are added up
    assert found.counts == {str(major): eis_counts("11110", major) for major in range(10)}
    assert (found.rows, found.unplaced) == (20, 0)


def test_pages_are_fetched_until_the_total(
    official: OfficialServer, player: EisPlayer, caller: MakeCaller, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN pages of seven rows
    monkeypatch.setattr(eis, "PAGE_ROWS", 7)
    # WHEN a district with 20 rows is fetched
    found = eis.fetch_district(caller("eis"), MONTH, "11110")
    # THEN three pages were asked for, and nothing is missing
    assert [query["bgnPage"] for query in official.queries(EIS_PATH)] == ["1", "2", "3"]
    assert found.counts["3"] == eis_counts("11110", 3)


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ("HITS_EXCEEDED : 호출 횟수를 넘었습니다.", QuotaSpent),
        ("NO_PARAM : 필수 항목이 없습니다.", SourceRefused),
        ("RERN_SECD : XML만 됩니다.", SourceRefused),
    ],
)
def test_errors_inside_http_200_are_recognised(
    message: str, error: type[Exception], official: OfficialServer, caller: MakeCaller, store: LiveStore
) -> None:
    # GIVEN an EIS that answers with an error
    official.behaviours[EIS_PATH] = lambda _query: eis_error(message)
    # WHEN it is asked  THEN that is an error, not an empty district, and it is asked once only
    with pytest.raises(error):
        eis.fetch_district(caller("eis", daily=50), MONTH, "11110")
    assert len(official.asked) == 1
    # AND the source's own word about its limit is believed for the rest of the day
    assert store.calls_today("eis") == (50 if error is QuotaSpent else 1)


@pytest.mark.parametrize(
    "content",
    [
        "<rqst-cnt>1</rqst-cnt><rqst-list><rqst><rsdAreaCd>26110</rsdAreaCd></rqst></rqst-list>",
        "<rqst-cnt>1</rqst-cnt><rqst-list><rqst><dwClosYm>202401</dwClosYm></rqst></rqst-list>",
        "<rqst-cnt>1</rqst-cnt><rqst-list><rqst><newJoNmpr>-4</newJoNmpr></rqst></rqst-list>",
        "<rqst-cnt>1</rqst-cnt><rqst-list><rqst><newJoNmpr>많음</newJoNmpr></rqst></rqst-list>",
    ],
    ids=["other area", "other month", "negative", "no number"],
)
def test_rows_that_were_not_asked_for_or_make_no_sense_are_refused(content: str) -> None:
    # GIVEN a reply with such a row  WHEN it is read  THEN it is refused
    with pytest.raises(Unreadable):
        eis.read_page(eis_xml(content), MONTH, "11110")


def test_fewer_rows_than_announced_are_no_district(
    official: OfficialServer, player: EisPlayer, caller: MakeCaller
) -> None:
    # GIVEN a well-formed answer that lacks rows
    def lacking(query: dict[str, str]) -> Reply:
        return Reply(player(query).body.replace(b"<rqst-cnt>20<", b"<rqst-cnt>25<"))

    official.behaviours[EIS_PATH] = lacking
    # WHEN it is fetched  THEN it is an error, not a smaller number of openings
    with pytest.raises(SourceDown, match="25"):
        eis.fetch_district(caller("eis"), MONTH, "11110")


def test_codes_of_the_time_are_asked(kb: KnowledgeBase) -> None:
    # GIVEN the renumbering of 강원, 전북 and 전남광주
    def asked(month: str, code: str) -> tuple[str, ...]:
        return next(area.asked for area in areas(kb, month) if area.code == code)

    # WHEN the codes of months before and after are looked up
    # THEN those of the time come first, the present ones after them
    assert asked("2026-08", "12110") == ("12110",)
    assert asked("2026-06", "12110") == ("46110", "12110")
    assert asked("2026-06", "12300") == ("29170", "12300")
    assert asked("2023-12", "52111") == ("45111", "52111")
    assert asked("2023-06", "51110") == ("51110",)
    assert asked("2023-05", "51110") == ("42110", "51110")
    # AND every province of the country has districts in every month, those of a divided city before and after
    assert {area.province for area in areas(kb, "2024-01")} == set(PROVINCES)
    assert len(areas(kb, "2026-08")) == 261
    assert len(areas(kb, "2025-07")) == 253
    assert len(areas(kb, "2026-03")) == 261
    assert all(len(area.asked) == 2 for area in areas(kb, "2026-06") if area.province == "전남광주")


def test_recent_months_are_whole_ones() -> None:
    # GIVEN a day in January  WHEN the last three months are asked for  THEN they are those before it
    assert eis_sync.recent_months(3, date(2026, 1, 31)) == ("2025-12", "2025-11", "2025-10")


@pytest.mark.usefixtures("player")
def test_a_month_of_the_country_is_fetched_published_and_read(
    kb: KnowledgeBase, caller: MakeCaller, store: LiveStore, clock: Clock, official: OfficialServer
) -> None:
    # GIVEN nothing fetched yet
    assert store.market.figures() == ()
    jobs = eis_sync.plan(kb, store, [MONTH])
    assert eis_sync.calls_left(store, jobs) == 261
    # WHEN the month is synced
    report = eis_sync.sync(kb, caller("eis"), jobs)
    # THEN it is whole, one call for each district
    assert report.whole
    assert len(report.published) == len(PROVINCES)
    assert len(official.asked) == 261
    # AND country, province and district read as sums of what the EIS said
    seoul = [area.code for area in areas(kb, MONTH) if area.province == "서울"]
    figure = store.market.figures("서울", major="3")[0]
    assert (figure.openings, figure.seekers) == tuple(
        sum(eis_counts(code, 3)[side] for code in seoul) for side in (0, 1)
    )
    assert figure.ratio == figure.openings / figure.seekers
    assert (figure.month, figure.source.period, figure.fetched_at) == (MONTH, MONTH, clock.moment)
    mapo = store.market.figures("서울", "마포구")[0]
    assert mapo.openings == sum(eis_counts("11440", major)[0] for major in range(10))
    everything = sum(eis_counts(area.code, major)[0] for area in areas(kb, MONTH) for major in range(10))
    assert store.market.figures()[0].openings == everything
    assert store.market.months() == (MONTH,)
    assert "마포구" in store.market.districts("서울", MONTH)
    # AND nothing is left to do
    assert eis_sync.plan(kb, store, [MONTH]) == ()


def test_a_sync_goes_on_where_the_days_calls_ended(
    kb: KnowledgeBase, player: EisPlayer, caller: MakeCaller, store: LiveStore, clock: Clock, official: OfficialServer
) -> None:
    # GIVEN 30 calls a day, and 서울 with 25 districts before 부산 with 16
    jobs = eis_sync.plan(kb, store, [MONTH], ["서울", "부산"])
    # WHEN it is synced on two days
    first = eis_sync.sync(kb, caller("eis", daily=30), jobs)
    seen_after_first = (store.market.months("서울"), store.market.months("부산"))
    clock.advance(days=1)
    left = eis_sync.plan(kb, store, [MONTH], ["서울", "부산"])
    second = eis_sync.sync(kb, caller("eis", daily=30), left)
    # THEN 서울 is there after the first, 부산 only when whole, and no district was asked for twice
    assert not first.whole
    assert seen_after_first == ((MONTH,), ())
    assert second.whole
    assert store.market.months("부산") == (MONTH,)
    asked = [query["rsdAreaCd"] for query in official.queries(EIS_PATH)]
    assert len(asked) == len(set(asked)) == 41
    # AND the country is not told as long as provinces are missing
    assert store.market.months() == ()


def test_a_sync_goes_on_after_a_cut(
    kb: KnowledgeBase, player: EisPlayer, caller: MakeCaller, store: LiveStore, official: OfficialServer
) -> None:
    # GIVEN a source that goes down at the third of the five districts of 대전
    jobs = eis_sync.plan(kb, store, [MONTH], ["대전"])
    good, seen = official.behaviours[EIS_PATH], []

    def failing(query: dict[str, str]) -> Reply:
        seen.append(query["rsdAreaCd"])
        return good(query) if len(seen) < 3 else Reply(b"", status=502)

    official.behaviours[EIS_PATH] = failing
    with pytest.raises(SourceDown):
        eis_sync.sync(kb, caller("eis"), jobs)
    assert store.market.figures("대전") == ()
    # WHEN it is back, and another process goes on
    official.behaviours[EIS_PATH] = good
    official.asked.clear()
    report = eis_sync.sync(kb, caller("eis"), eis_sync.plan(kb, store, [MONTH], ["대전"]))
    # THEN only the rest is asked for
    assert report.whole
    assert len(official.asked) == 3
    assert store.market.months("대전") == (MONTH,)


def test_a_month_that_is_not_out_costs_few_calls_and_changes_nothing(
    kb: KnowledgeBase, player: EisPlayer, caller: MakeCaller, store: LiveStore, official: OfficialServer
) -> None:
    # GIVEN a month without figures, and the one before it with
    player.unpublished = {"202610"}
    # WHEN both are synced
    report = eis_sync.sync(kb, caller("eis"), eis_sync.plan(kb, store, ["2026-10", "2026-09"], ["제주", "세종"]))
    # THEN the older is there; of the newer the first districts were asked for, and none is kept
    assert report.whole
    assert store.market.months("제주") == ("2026-09",)
    assert any("2026-10" in note for note in report.notes)
    assert [query["closStdrYm"] for query in official.queries(EIS_PATH)].count("202610") <= 3


def test_figures_that_look_wrong_do_not_replace_anything(
    kb: KnowledgeBase, player: EisPlayer, caller: MakeCaller, store: LiveStore
) -> None:
    # GIVEN an EIS whose figures of one district are a thousand times too high
    player.strange = {"11110"}
    # WHEN 서울 and 부산 are synced
    report = eis_sync.sync(kb, caller("eis"), eis_sync.plan(kb, store, [MONTH], ["서울", "부산"]))
    # THEN 서울 is refused with a reason and can be fetched again; 부산 is there
    assert not report.whole
    assert any("서울" in note for note in report.notes)
    assert store.market.months("서울") == ()
    assert store.market.months("부산") == (MONTH,)
    assert [job.province for job in eis_sync.plan(kb, store, [MONTH], ["서울", "부산"])] == ["서울"]
    assert store.staged("eis", f"{MONTH}/서울") == {}


def test_the_present_code_is_asked_where_the_former_one_knows_nothing(
    kb: KnowledgeBase, player: EisPlayer, caller: MakeCaller, store: LiveStore
) -> None:
    # GIVEN an EIS that keeps older months under the present codes
    player.unknown_areas = {area.asked[0] for area in areas(kb, "2026-06") if area.province == "전남광주"}
    # WHEN an older month is synced
    report = eis_sync.sync(kb, caller("eis"), eis_sync.plan(kb, store, ["2026-06"], ["전남광주"]))
    # THEN the figures are there, under the present codes
    assert report.whole
    figure = store.market.figures("전남광주", "목포시", "0")[0]
    assert (figure.openings, figure.seekers) == eis_counts("12110", 0)


@pytest.mark.usefixtures("player")
def test_synced_months_stand_beside_the_committed_ones(
    kb: KnowledgeBase, built_url: str, caller: MakeCaller, store: LiveStore, clock: Clock
) -> None:
    # GIVEN a base that reads a live store with nothing in it
    base = KnowledgeBase.open(built_url, live=store)
    assert base.synced_market == ()
    # WHEN a month of 대전 is synced while the base is open
    eis_sync.sync(kb, caller("eis"), eis_sync.plan(kb, store, [MONTH], ["대전"]))
    figures = {(f.province, f.district, f.group): f for f in base.synced_market}
    # THEN province and districts are there by group; 대분류 8 stays whole, and the country is not told
    codes = [area.code for area in areas(kb, MONTH) if area.province == "대전"]
    assert figures["대전", "", "04"].openings == sum(eis_counts(code, 3)[0] for code in codes)
    assert figures["대전", "유성구", "80"].seekers == eis_counts("30200", 8)[1]
    assert figures["대전", "", "00"].openings == sum(f.openings for k, f in figures.items() if k[1] and k[2] == "00")
    assert figures["대전", "", "13"].fetched == date(2026, 11, 22)
    assert ("전국", "", "00") not in figures
    # AND the tuple stays the same until something is published
    assert base.synced_market is base.synced_market
    # AND the queries of the engine tell it with the day it was fetched
    shown = openings(base, "134102", province_area("대전"), Period("months", (MONTH,)))
    assert shown.latest.openings == figures["대전", "", "02"].openings
    assert shown.latest.fetched == "2026-11-22"
    base.close()
