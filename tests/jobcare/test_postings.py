"""`jobcare postings`"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jobcare.cli import main
from knowledge.connectors import postings as source
from knowledge.live.moments import KOREA
from tests.knowledge.connectors.official import OfficialServer, PostingPlayer, Reply

TODAY = datetime.now(KOREA).date()
POST = {
    "wantedAuthNo": "K1",
    "title": "용접원",
    "company": "바른용접",
    "jobsCd": "824100",
    "empTpCd": "10",
    "salTpNm": "월급",
    "sal": "250만원",
    "minEdubg": "00",
    "career": "Z",
    "region": "서울 마포구",
    "zipRegion": "11440",
    "regDt": f"{TODAY:%y-%m-%d}",
    "closeDt": f"{TODAY + timedelta(days=9):%y-%m-%d}",
}


@pytest.fixture
def official(knowledge: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficialServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("JOBCARE_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("JOBCARE_KNOWLEDGE_URL", knowledge)
    monkeypatch.setenv("JOBCARE_LIVE_URL", "")
    with OfficialServer().running() as server:
        player = PostingPlayer("k", [POST, POST | {"wantedAuthNo": "K2", "empTpCd": "20", "zipRegion": "26110"}])
        server.behaviours = {source.LIST_PATH: player.list}
        monkeypatch.setenv("JOBCARE_WORK24_KEY", "k")
        monkeypatch.setenv("JOBCARE_WORK24_ADDRESS", server.address)
        yield server


def test_posts_by_filters_in_words_region_and_occupation(
    official: OfficialServer, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a source with two posts
    # WHEN they are searched with filters
    code = main(
        [
            "postings",
            "정규직",
            "월급",
            "200만원",
            "이상",
            "--occupation",
            "824100",
            "--region",
            "서울",
            "마포",
            "--json",
        ]
    )
    # THEN the object holds query, post, reasons and source
    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert found["outcome"] == "found"
    assert found["query"]["regions"] == ["11440"]
    assert (found["query"]["pay_kind"], found["query"]["pay_low"]) == ("월급", 2_000_000)
    assert [post["id"] for post in found["postings"]] == ["K1"]
    assert found["postings"][0]["pay"]["low"] == 2_500_000
    assert {reason["kind"] for reason in found["postings"][0]["reasons"]} >= {"occupation", "pay", "new"}
    assert found["source"].startswith("고용24")
    # AND for a person it is a list with links and source
    assert main(["postings", "--occupation", "824100"]) == 0
    text = capsys.readouterr().out
    assert "용접원 (바른용접" in text
    assert "2건. 출처: 고용24" in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--occupation", "999999"], "999999"),
        (["--region", "달나라"], "달나라"),
        (["--region", "중구"], "중구"),
        (["아무말"], "아무말"),
        (["-n", "0"], "-n"),
    ],
)
def test_what_is_not_understood_is_told_and_nothing_is_called(
    arguments: list[str], told: str, official: OfficialServer, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN an argument that makes no sense  WHEN the command is run  THEN one line names it and nothing is sent
    assert main(["postings", *arguments]) == 1
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert official.asked == []


def test_without_a_key_and_without_a_source_it_says_so(
    official: OfficialServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a source that is down, and then no key  WHEN posts are searched  THEN one line says which it is
    official.behaviours[source.LIST_PATH] = lambda _query: Reply(b"", status=500)
    assert main(["postings", "--occupation", "824100"]) == 1
    assert "HTTP 500" in capsys.readouterr().err
    monkeypatch.setenv("JOBCARE_WORK24_KEY", "")
    assert main(["postings", "--occupation", "824100"]) == 1
    assert "JOBCARE_WORK24_KEY" in capsys.readouterr().err
