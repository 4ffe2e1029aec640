"""`jobcare counsellor` on a real database."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.counsel.accounts import Accounts, SignInRefused
from engine.counsel.desk import Desk
from jobcare.cli import main


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path / 'members.db'}"
    monkeypatch.setenv("JOBCARE_MEMBERS_URL", address)
    return address


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["counsellor", *arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_an_account_is_made_reset_and_closed(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN an account made at the terminal
    first = run(capsys, "add", "kim", "--name", "김상담", "--administrator")["password"]
    accounts = Accounts(Desk(url))
    assert accounts.sign_in("kim", first)
    # WHEN it is reset and then closed
    second = run(capsys, "reset", "kim")["password"]
    assert accounts.sign_in("kim", second)
    run(capsys, "disable", "kim")
    # THEN nobody gets in, and the list says so
    with pytest.raises(SignInRefused):
        accounts.sign_in("kim", second)
    assert run(capsys, "list") == {
        "counsellors": [{"login": "kim", "name": "김상담", "role": "administrator", "active": False}]
    }


@pytest.mark.parametrize(
    "arguments", [["disable", "nobody"], ["reset", "nobody"], ["add", "Bad Login", "--name", "김"]]
)
def test_what_cannot_be_done_is_one_line(url: str, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    # GIVEN no such account
    # WHEN something is asked of it
    assert main(["counsellor", *arguments]) == 1
    # THEN one Korean line says why
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "요." in said
