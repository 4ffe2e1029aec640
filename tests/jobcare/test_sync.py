"""`jobcare sync`"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from jobcare.cli import main
from knowledge.connectors import kosis
from knowledge.connectors.eis_sync import recent_months
from knowledge.live import LiveStore
from knowledge.live.moments import KOREA
from tests.knowledge.connectors.official import EIS_PATH, EisPlayer, OfficialServer, Reply


@pytest.fixture
def official(knowledge: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficialServer]:
    """The playing server, with the command's environment set to it; no source is switched on yet."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("JOBCARE_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("JOBCARE_KNOWLEDGE_URL", knowledge)
    for name in ("JOBCARE_EIS", "JOBCARE_LIVE_URL", "JOBCARE_EIS_DAILY"):
        monkeypatch.setenv(name, "")  # set, so that a developer's own .env does not fill it
    with OfficialServer().running() as server:
        server.behaviours[EIS_PATH] = EisPlayer()
        monkeypatch.setenv("JOBCARE_EIS_ADDRESS", server.address)
        yield server


def test_a_source_that_is_off_is_not_called(official: OfficialServer, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN no switch
    # WHEN a sync is asked for
    code = main(["sync", "eis"])
    # THEN nothing is sent, and one line names the switch
    assert code == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "JOBCARE_EIS" in error
    assert official.asked == []


def test_a_dry_run_sends_nothing_and_changes_nothing(
    official: OfficialServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a source that is on
    monkeypatch.setenv("JOBCARE_EIS", "1")
    # WHEN two months of 제주 and 세종 are planned
    code = main(["sync", "eis", "--months", "2", "--region", "제주", "세종", "--dry-run", "--json"])
    # THEN the plan is told and nothing was sent or published
    plan = json.loads(capsys.readouterr().out)
    assert code == 0
    assert plan == {"source": "eis", "jobs": 4, "calls": 6, "calls_a_day": 100, "dry_run": True}
    assert official.asked == []
    assert LiveStore.open().published() == ()


def test_a_sync_publishes_and_the_status_tells_it(
    official: OfficialServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a source that is on
    monkeypatch.setenv("JOBCARE_EIS", "1")
    # WHEN 제주 is synced twice
    first = main(["sync", "eis", "--region", "제주"])
    shown = capsys.readouterr().out
    second = main(["sync", "eis", "--region", "제주"])
    capsys.readouterr()
    main(["sync", "status", "--json"])
    # THEN it is there, was fetched once, and the status says so
    status = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)["sources"]}
    month = recent_months(1, datetime.now(KOREA).date())[0]
    assert (first, second) == (0, 0)
    assert f"{month} 제주" in shown
    assert len(official.asked) == 2
    assert status["eis"]["on"] is True
    assert (status["eis"]["calls_today"], status["eis"]["calls_a_day"]) == (2, 100)
    assert [job["job"] for job in status["eis"]["published"]] == [f"{month}/제주"]
    assert status["work24"]["on"] is False
    # AND for a person a month is one line
    main(["sync", "status"])
    assert f"  {month} 제주: 20줄" in capsys.readouterr().out


def test_a_sync_that_has_to_stop_says_that_something_is_left(
    official: OfficialServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN one call a day
    monkeypatch.setenv("JOBCARE_EIS", "1")
    monkeypatch.setenv("JOBCARE_EIS_DAILY", "1")
    # WHEN two districts are to be fetched
    code = main(["sync", "eis", "--region", "제주"])
    # THEN the report says why it stopped, and the exit code that it is not done
    captured = capsys.readouterr()
    assert code == 1
    assert "다 썼어요" in captured.out
    assert "이어서" in captured.err
    assert len(official.asked) == 1


def test_two_syncs_of_a_source_do_not_run_at_once(
    official: OfficialServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a sync that runs
    monkeypatch.setenv("JOBCARE_EIS", "1")
    (tmp_path / "var").mkdir()
    with (tmp_path / "var" / "sync-eis.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        # WHEN another begins
        code = main(["sync", "eis", "--region", "제주"])
    # THEN it is told so and sends nothing
    assert code == 1
    assert "다른 곳에서" in capsys.readouterr().err
    assert official.asked == []


@pytest.mark.parametrize(
    ("arguments", "names"),
    [(["--months", "0"], "--months"), (["--months", "61"], "--months"), (["--region", "한양"], "한양")],
)
@pytest.mark.usefixtures("official")
def test_wrong_options_are_told(arguments: list[str], names: str, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN an option that makes no sense  WHEN the command is run  THEN one line names it
    assert main(["sync", "eis", *arguments]) == 1
    assert names in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "switch"),
    [
        (["work24"], "JOBCARE_WORK24_KEY"),
        (["ncs"], "JOBCARE_DATA_GO_KR_KEY"),
        (["qnet"], "JOBCARE_DATA_GO_KR_KEY"),
        (["kosis", "--table", "101/DT_1"], "JOBCARE_KOSIS_KEY"),
    ],
)
def test_sources_with_keys_are_off_without_them_but_can_be_planned(
    arguments: list[str],
    switch: str,
    official: OfficialServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # GIVEN no key
    monkeypatch.setenv(switch, "")
    # WHEN the source is planned, and synced
    planned = main(["sync", *arguments, "--dry-run", "--json"])
    plan = json.loads(capsys.readouterr().out)
    code = main(["sync", *arguments])
    # THEN the plan is told, and the sync names the variable
    assert (planned, code) == (0, 1)
    assert plan["collections"]
    assert switch in capsys.readouterr().err


def test_a_table_of_kosis_is_synced(
    official: OfficialServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a key, and a table
    monkeypatch.setenv("JOBCARE_KOSIS_KEY", "a-key")
    monkeypatch.setenv("JOBCARE_KOSIS_ADDRESS", official.address)
    row = {"TBL_NM": "현황", "C1_NM": "용접기능사", "ITM_NM": "응시", "UNIT_NM": "명", "PRD_DE": "2025", "DT": "7"}
    official.behaviours[kosis.PATH] = lambda _query: Reply(json.dumps([row]).encode())
    # WHEN it is synced  THEN it can be read
    assert main(["sync", "kosis", "--table", "101/DT_1", "--periods", "1"]) == 0
    assert "1건" in capsys.readouterr().out
    assert [figure.value for figure in LiveStore.open().statistics.figures("101/DT_1")] == [7.0]
    # AND the key was sent to the source, and is not in the report
    assert official.asked[0][1]["apiKey"] == "a-key"


@pytest.mark.parametrize(
    "arguments",
    [
        ["kosis", "--table", "101"],
        ["kosis", "--table", "1/2", "--levels", "9"],
        ["ncs", "--classes", "1"],
        ["work24", "--days", "0"],
    ],
)
@pytest.mark.usefixtures("official")
def test_wrong_options_of_other_sources_are_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN an option that makes no sense  WHEN the command is run  THEN one line says so
    assert main(["sync", *arguments]) == 1
    assert capsys.readouterr().err.count("\n") == 1
