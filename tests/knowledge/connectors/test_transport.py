"""Calls: switches, retries, quota, cache, and keys that stay secret."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from knowledge.connectors.errors import QuotaSpent, SourceDown, SourceOff, SourceRefused, Unreadable
from knowledge.connectors.replies import json_value, xml_root
from knowledge.connectors.settings import SOURCES, source_settings
from knowledge.connectors.transport import Caller, Patience
from knowledge.live import LiveStore
from knowledge.live.schema import MarketRow
from knowledge.live.store import LiveStoreError
from tests.knowledge.connectors.conftest import KEY, Clock, MakeCaller
from tests.knowledge.connectors.official import OfficialServer, Reply

PATH = "/somewhere.do"
GOOD = Reply("<a>좋아요</a>".encode())
HOUR = timedelta(hours=1)


def word(body: bytes) -> str:
    return xml_root(body, "work24").text or ""


@pytest.fixture(autouse=True)
def _good(official: OfficialServer) -> None:
    official.behaviours[PATH] = lambda _query: GOOD


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_is_off_until_the_environment_switches_it_on(name: str, store: LiveStore) -> None:
    # GIVEN an environment that says nothing, and one with the switch left empty
    settings = source_settings(name, {})
    assert not settings.on
    assert not source_settings(name, {settings.switch: "  "}).on
    # WHEN the source is to be called
    with pytest.raises(SourceOff) as refused:
        Caller(settings, store)
    # THEN it is refused, and the message names the switch
    assert settings.switch in str(refused.value)


def test_a_percent_encoded_key_is_sent_as_it_is_meant(store: LiveStore) -> None:
    # GIVEN a key as data.go.kr shows it in its encoded form  WHEN it is read  THEN it is the key itself
    assert source_settings("ncs", {"JOBCARE_DATA_GO_KR_KEY": quote(KEY, safe="")}).key == KEY


@pytest.mark.parametrize(
    "mishap",
    [
        Reply(b"", status=500),
        Reply(b"", status=429, headers={"Retry-After": "7"}),
        Reply(b"<a>half", status=200),
        Reply("<a>좋아요</a>".encode(), cut=5),
        Reply(b"", silent=True),
        Reply(b"<html><body>maintenance"),
        Reply(b""),
    ],
    ids=["status 500", "status 429", "half XML", "cut body", "timeout", "no XML", "nothing"],
)
def test_a_passing_failure_is_tried_again(
    mishap: Reply, official: OfficialServer, caller: MakeCaller, clock: Clock
) -> None:
    # GIVEN a source that fails once and is well afterwards
    official.mishaps = [mishap]
    # WHEN it is asked
    answer = caller("work24").fetch(PATH, {"keyword": "용접"}, word)
    # THEN the second attempt answers, after a pause at least as long as was asked for
    assert answer.value == "좋아요"
    assert len(official.asked) == 2
    assert clock.slept[0] >= float(mishap.headers.get("Retry-After", 0.5))


def test_pauses_grow_and_attempts_end(official: OfficialServer, caller: MakeCaller, clock: Clock) -> None:
    # GIVEN a source that only fails
    official.behaviours[PATH] = lambda _query: Reply(b"", status=503)
    # WHEN it is asked with four attempts
    with pytest.raises(SourceDown) as down:
        caller("work24", patience=Patience(4, 1, 0.5)).fetch(PATH, {}, word)
    # THEN it was asked four times, with longer and longer pauses, and the message says why
    assert len(official.asked) == 4
    assert len(clock.slept) == 3
    assert clock.slept[0] < clock.slept[2]
    assert "503" in str(down.value)


def test_nobody_waits_twice_for_a_source_that_is_down(official: OfficialServer, caller: MakeCaller) -> None:
    # GIVEN a source that a person's question found down
    hurried = Patience(2, 1, 0.1, rest=60)
    official.behaviours[PATH] = lambda _query: Reply(b"", status=503)
    with pytest.raises(SourceDown):
        caller("work24", patience=hurried).fetch(PATH, {}, word)
    asked = len(official.asked)
    # WHEN the next person asks  THEN the answer comes at once, without a call; a sync tries all the same
    with pytest.raises(SourceDown):
        caller("work24", patience=hurried).fetch(PATH, {"other": "1"}, word)
    assert len(official.asked) == asked
    official.behaviours[PATH] = lambda _query: GOOD
    assert caller("work24").fetch(PATH, {}, word).value == "좋아요"
    # AND a source of another name is not taken to be down
    assert caller("kosis", patience=hurried).fetch(PATH, {}, word).value == "좋아요"


def test_a_wrong_request_is_not_repeated(official: OfficialServer, caller: MakeCaller) -> None:
    # GIVEN a source that forbids the request
    official.behaviours[PATH] = lambda _query: Reply(b"", status=403)
    # WHEN it is asked  THEN it is asked once
    with pytest.raises(SourceRefused) as refused:
        caller("work24").fetch(PATH, {}, word)
    assert refused.value.code == "403"
    assert len(official.asked) == 1


def test_the_daily_limit_holds_over_callers_and_ends_with_the_korean_day(
    official: OfficialServer, caller: MakeCaller, store: LiveStore, clock: Clock
) -> None:
    # GIVEN a limit of three calls, and a first attempt that fails
    official.mishaps = [Reply(b"", status=500)]
    caller("work24", daily=3).fetch(PATH, {}, word)
    caller("work24", daily=3).fetch(PATH, {}, word)
    # WHEN a fourth call is to be made
    with pytest.raises(QuotaSpent):
        caller("work24", daily=3).fetch(PATH, {}, word)
    # THEN nothing was sent (the failed attempt counts as well), and after midnight in Korea it is
    assert len(official.asked) == 3
    assert store.calls_today("work24") == 3
    clock.advance(hours=12)  # from noon to midnight in Korea
    assert caller("work24", daily=3).fetch(PATH, {}, word).value == "좋아요"


def test_a_fresh_answer_comes_from_the_cache_with_its_age(
    official: OfficialServer, caller: MakeCaller, clock: Clock
) -> None:
    # GIVEN an answer
    first = caller("work24").fetch_cached(PATH, {"a": "1", "b": "2"}, word, HOUR)
    # WHEN the same is asked half an hour later, in another order
    clock.advance(minutes=30)
    again = caller("work24").fetch_cached(PATH, {"b": "2", "a": "1"}, word, HOUR)
    # THEN nothing was sent, and the answer says when it was fetched; an hour later it is fetched anew
    assert (again.value, again.fetched_at, again.outdated) == ("좋아요", first.fetched_at, False)
    assert len(official.asked) == 1
    clock.advance(minutes=31)
    assert caller("work24").fetch_cached(PATH, {"a": "1", "b": "2"}, word, HOUR).fetched_at == clock.moment
    assert len(official.asked) == 2


@pytest.mark.parametrize("daily", [10_000, 1], ids=["down", "quota spent"])
def test_the_last_good_answer_stands_in_with_its_date(
    daily: int, official: OfficialServer, caller: MakeCaller, clock: Clock
) -> None:
    # GIVEN an answer of yesterday's, and a source that is down, or may not be asked any more
    first = caller("work24").fetch_cached(PATH, {}, word, HOUR)
    clock.advance(hours=2)
    official.behaviours[PATH] = lambda _query: Reply(b"<a>cut")
    # WHEN the same is asked
    answer = caller("work24", daily=daily).fetch_cached(PATH, {}, word, HOUR)
    # THEN the old answer comes, marked, with its date; what was never asked is an error
    assert (answer.value, answer.fetched_at, answer.outdated) == ("좋아요", first.fetched_at, True)
    with pytest.raises((SourceDown, QuotaSpent)):
        caller("work24", daily=daily).fetch_cached(PATH, {"other": "1"}, word, HOUR)


def test_an_error_inside_http_200_is_never_cached(official: OfficialServer, caller: MakeCaller) -> None:
    # GIVEN a source that answers with an error of its own
    def refusing(body: bytes) -> str:
        raise SourceRefused("work24", "002", "열쇠가 틀려요.")

    # WHEN it is asked twice
    for _ in range(2):
        with pytest.raises(SourceRefused):
            caller("work24").fetch_cached(PATH, {}, refusing, HOUR)
    # THEN it was asked both times
    assert len(official.asked) == 2


def test_keys_are_in_no_log_no_error_and_no_database(
    official: OfficialServer,
    caller: MakeCaller,
    store: LiveStore,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # GIVEN logs down to the last detail
    caplog.set_level(logging.DEBUG)
    # WHEN calls go well, are refused, and fail
    caller("work24").fetch_cached(PATH, {"keyword": "용접"}, word, HOUR)
    errors = []
    for reply in (Reply(b"", status=403), Reply(b"", status=500), Reply(b"<a>half"), Reply(b"", silent=True)):
        official.behaviours[PATH] = lambda _query, reply=reply: reply
        with pytest.raises((SourceRefused, SourceDown)) as error:
            caller("work24", patience=Patience(1, 0.2, 0)).fetch(PATH, {}, word)
        errors.append("".join(traceback.format_exception(error.value)))
    # THEN the key went out, and is nowhere else, however it is quoted
    assert official.asked[0][1]["authKey"] == KEY
    assert "/somewhere.do" in caplog.text
    kept = b""
    for row in create_engine(str(store._engine.url)).connect().execute(text("select * from live_cache")):
        kept += repr(tuple(row)).encode()
    assert kept
    for form in (KEY, quote(KEY), quote(KEY, safe="")):
        assert form not in caplog.text
        assert form.encode() not in kept
        assert not any(form in error for error in errors)
        assert form not in repr(caller("work24").settings)


def test_settings_of_a_mirror_do_not_follow_redirects(official: OfficialServer, caller: MakeCaller) -> None:
    # GIVEN a source that sends on to somewhere else, where the key must not go
    official.behaviours[PATH] = lambda _query: Reply(b"", status=302, headers={"Location": "http://192.0.2.1/"})
    # WHEN it is asked  THEN that is an error
    with pytest.raises(SourceRefused):
        caller("work24").fetch(PATH, {}, word)


@pytest.mark.parametrize(
    "body",
    [
        "<?xml version='1.0' encoding='EUC-KR'?><a>한글</a>".encode("euc-kr"),
        "<?xml version='1.0' encoding='EUC-KR'?><a>한글</a>".encode(),
        b"\xef\xbb\xbf" + "<?xml version='1.0' encoding='UTF-8'?><a>한글</a>".encode(),
        b"\xef\xbb\xbf" + "<?xml version='1.0' encoding='EUC-KR'?><a>한글</a>".encode(),
        "\n <a>한글</a>\n".encode(),
    ],
    ids=["EUC-KR", "says EUC-KR but is UTF-8", "BOM", "BOM against declaration", "no declaration"],
)
def test_every_encoding_is_read(body: bytes) -> None:
    # GIVEN a reply in one of the encodings that occur  WHEN it is read  THEN it is the text
    assert xml_root(body, "eis", "euc-kr").text == "한글"


def test_entity_bombs_are_refused() -> None:
    # GIVEN XML that would grow without end
    bomb = b'<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    # WHEN it is read  THEN it is refused
    with pytest.raises(Unreadable):
        xml_root(bomb, "eis")


def test_json_with_a_bom_is_read_and_half_of_it_refused() -> None:
    # GIVEN JSON with a BOM, and half of it
    body = b"\xef\xbb\xbf" + '{"a": "한글"}'.encode()
    # WHEN they are read  THEN the whole one is a value
    assert json_value(body, "kosis") == {"a": "한글"}
    with pytest.raises(Unreadable):
        json_value(body[:-3], "kosis")


def test_a_store_that_cannot_be_opened_is_told_in_one_sentence() -> None:
    # GIVEN addresses that are none, or lead where nothing can be written
    for url in ("nonsense", "sqlite:////proc/nowhere/live.db"):
        # WHEN the store is opened  THEN the message names the setting
        with pytest.raises(LiveStoreError, match="JOBCARE_LIVE_URL"):
            LiveStore.open(url)


def test_the_store_may_not_lie_in_a_file_that_a_build_replaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # GIVEN one SQLite file for the knowledge base and the live store
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    monkeypatch.setenv("JOBCARE_KNOWLEDGE_URL", url)
    # WHEN the store is opened  THEN it is refused
    with pytest.raises(LiveStoreError, match="JOBCARE_KNOWLEDGE_URL"):
        LiveStore.open(url)


def test_publishing_is_all_or_nothing(store: LiveStore) -> None:
    # GIVEN a published job and parts of a newer one
    row = {"month": "2026-08", "district_code": "50110", "major": "0", "province": "제주", "district": "제주시"}
    good = row | {"openings": 3, "seekers": 5}
    store.publish("eis", "2026-08/제주", MarketRow, [MarketRow.province == "제주"], [good])
    store.stage("eis", "2026-08/제주", "50110", {"0": [4, 6]})
    # WHEN a row of the newer one is no row
    with pytest.raises(SQLAlchemyError):
        store.publish("eis", "2026-08/제주", MarketRow, [MarketRow.province == "제주"], [good | {"openings": None}])
    # THEN the old one is still read, and the parts are still there
    assert [figure.openings for figure in store.market.figures("제주")] == [3]
    assert store.staged("eis", "2026-08/제주") == {"50110": {"0": [4, 6]}}
