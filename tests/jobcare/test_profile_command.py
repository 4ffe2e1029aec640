"""`jobcare profile`: friendly one-line errors; the analysis itself is tested with the engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jobcare.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["profile", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "JSON 파일이 아니에요"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[1]", "프로필"),
        (b'{"hobbies": []}', "hobbies"),
        (b'{"experiences": [{"kind": "career"}]}', "career"),
        (b"[" * 100_000, "JSON 파일이 아니에요"),
    ],
)
def test_a_file_that_is_no_profile_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, told: str
) -> None:
    # GIVEN a file with something else in it
    file = tmp_path / "profile.json"
    file.write_bytes(content)

    # WHEN it is analysed
    code, out, err = run(capsys, "analyse", str(file), "--json")

    # THEN one Korean line says what is wrong, and nothing is printed
    assert code == 1
    assert out == ""
    assert told in err
    assert err.count("\n") == 1
    assert "Error" not in err


def test_a_missing_file_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    # GIVEN no file WHEN it is analysed THEN the message names it
    code, _, err = run(capsys, "analyse", str(tmp_path / "none.json"))
    assert code == 1
    assert "none.json" in err


def test_what_if_needs_one_thing_to_assume(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    # GIVEN a profile but neither certificate nor training WHEN what-if is asked THEN the command line is wrong
    file = tmp_path / "profile.json"
    file.write_text(json.dumps({}), encoding="utf-8")
    assert run(capsys, "what-if", str(file))[0] == 2
