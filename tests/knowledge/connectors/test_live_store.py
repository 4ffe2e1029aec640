"""The live store on SQLite and on PostgreSQL, with several writers at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.live import LiveStore
from knowledge.live.market import PROVINCES
from knowledge.live.schema import MarketRow, TextRow
from knowledge.live.texts import OCCUPATION


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of its own."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'live.db'}"
    return str(request.getfixturevalue("postgres").new_database("live_store"))


@pytest.fixture
def live(url: str) -> Iterator[LiveStore]:
    store = LiveStore.open(url)
    yield store
    store.close()


def test_the_daily_limit_holds_for_many_at_once(live: LiveStore, url: str) -> None:
    # GIVEN eight processes' worth of stores on one database
    stores = [LiveStore.open(url) for _ in range(8)]
    # WHEN each tries ten calls of a source that allows 25
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda store: sum(store.take_call("eis", 25) for _ in range(10)), stores))
    # THEN 25 were allowed, no more and no less
    assert sum(taken) == 25
    assert live.calls_today("eis") == 25
    for store in stores:
        store.close()


def test_replies_kept_at_once_do_not_disturb_each_other(live: LiveStore) -> None:
    # GIVEN one question asked by many  WHEN all keep their reply  THEN one is there, and it is whole
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: live.keep_reply("k", "work24", bytes([n]) * 1000), range(40)))
    kept = live.cached("k")
    assert kept is not None
    assert len(set(kept.body)) == 1
    assert len(kept.body) == 1000


def test_published_data_is_read_as_it_was_published(live: LiveStore) -> None:
    # GIVEN every province of a month but one
    row = {"month": "2026-08", "major": "3", "district": "어느 구", "openings": 2, "seekers": 4}
    for number, province in enumerate(PROVINCES[:-1]):
        mine = row | {"province": province, "district_code": f"{11110 + number}"}
        live.publish("eis", f"2026-08/{province}", MarketRow, [MarketRow.province == province], [mine])
    # WHEN the last comes  THEN the country is told, and not before
    assert live.market.figures() == ()
    assert live.synced_market.figures()
    last = row | {"province": PROVINCES[-1], "district_code": "50110"}
    live.publish("eis", f"2026-08/{PROVINCES[-1]}", MarketRow, [MarketRow.province == PROVINCES[-1]], [last])
    (whole,) = live.market.figures(major="3")
    assert (whole.openings, whole.seekers, whole.ratio) == (2 * len(PROVINCES), 4 * len(PROVINCES), 0.5)
    assert ("전국", "04") in {(figure.province, figure.group) for figure in live.synced_market.figures()}
    # AND texts are found by a unit within their units only
    text = {
        "source": "work24",
        "kind": OCCUPATION,
        "code": "1",
        "name": "일",
        "units": "|8241|",
        "content": {"a": ["b"]},
    }
    live.publish("work24", "x", TextRow, [TextRow.kind == OCCUPATION], [text | {"fetched_at": live.now()}])
    assert [found.code for found in live.texts.of_unit(OCCUPATION, "8241")] == ["1"]
    assert live.texts.of_unit(OCCUPATION, "824") == ()


def test_parts_of_a_job_wait_for_the_next_run(live: LiveStore, url: str) -> None:
    # GIVEN parts of a job  WHEN another process opens the store  THEN they are there, and gone when they are dropped
    live.stage("eis", "job", "a", {"0": [1, 2]})
    live.stage("eis", "job", "a", {"0": [3, 4]})
    other = LiveStore.open(url)
    assert other.staged("eis", "job") == {"a": {"0": [3, 4]}}
    assert other.oldest_part("eis", "job") is not None
    other.drop_staged("eis", "job")
    other.close()
    assert live.staged("eis", "job") == {}
    assert live.oldest_part("eis", "job") is None
