"""`jobcare match-profile` as a person runs it, on a real knowledge base."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jobcare.cli import main
from knowledge.build import build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    var = tmp_path_factory.mktemp("var")
    build(url=f"sqlite:///{var / 'knowledge.db'}")
    return var


@pytest.fixture
def base(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JOBCARE_VAR", str(built))
    monkeypatch.delenv("JOBCARE_KNOWLEDGE_URL", raising=False)
    return built


def test_profiles_are_answered_for_people_and_line_by_line(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a profile on the command line WHEN it is matched THEN the occupation is named with what led to it
    assert main(["match-profile", "--major", "간호학과", "--cert", "간호사 면허증", "-n", "2"]) == 0
    assert "간호사 면허증 → " in capsys.readouterr().out
    # GIVEN a file with profiles, one with a field of its own and one that says nothing
    profiles = [
        {"id": 7, "major": "간호학", "certs": ["간호사"], "training": "", "tools": "주사기", "prev_job": None},
        {"major": "", "certs": []},
        {"tools": "용접기", "training": "용접", "certs": ["용접기능사"]},
    ]
    file = tmp_path / "profiles.jsonl"
    file.write_text("\n".join(json.dumps(profile) for profile in profiles) + "\n\n", encoding="utf-8")
    # WHEN it is matched THEN each line comes back with its fields and at least ten units, the right one first
    assert main(["match-profile", "--batch", str(file), "--json", "-n", "3"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 3
    assert lines[0]["id"] == 7
    assert lines[0]["codes"][0] == "3040"
    assert len(set(lines[0]["codes"])) == len(lines[0]["codes"]) == 10
    assert 1 <= len(lines[0]["occupations"]) <= 3
    assert lines[1]["codes"] == lines[1]["occupations"] == []
    assert lines[2]["codes"][0] == "8241"


@pytest.mark.parametrize("line", ["[]", '{"major": 3}', '{"certs": "용접기능사"}', '{"certs": [1]}', "{"])
def test_a_bad_line_is_named_and_nothing_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    # GIVEN a file whose second line is no profile
    file = tmp_path / "profiles.jsonl"
    file.write_text(f'{{"major": "용접"}}\n{line}\n', encoding="utf-8")
    # WHEN it is matched THEN one line says which, and there is no output
    assert main(["match-profile", "--batch", str(file), "--json"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "2번째 줄" in captured.err


@pytest.mark.parametrize(
    "arguments", [[], ["--json"], ["--major", "법학", "--batch", "x.jsonl"], ["--major", "법학", "-n", "0"]]
)
def test_a_wrong_command_line_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a command line that cannot be meant WHEN it is run THEN it fails with one Korean line
    assert main(["match-profile", *arguments]) == 1
    assert capsys.readouterr().err.count("\n") == 1
