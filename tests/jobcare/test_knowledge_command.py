"""`jobcare knowledge`"""

import json
import shutil
from pathlib import Path

import pytest

from jobcare.cli import main
from knowledge.base import KnowledgeBase
from knowledge.paths import TABLES
from tests.knowledge.source_folder import write_source_folder


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The configured base, in a place of its own."""
    address = f"sqlite:///{tmp_path / 'own' / 'knowledge.db'}"
    monkeypatch.setenv("JOBCARE_KNOWLEDGE_URL", address)
    return address


def test_build_makes_the_configured_base_once(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN no base where the environment says
    # WHEN it is built, and built again only if needed
    first = main(["knowledge", "build", "--json"])
    built = json.loads(capsys.readouterr().out)
    second = main(["knowledge", "build", "--if-needed", "--json"])
    again = json.loads(capsys.readouterr().out)

    # THEN the first makes it and the second leaves it
    assert (first, second) == (0, 0)
    assert built["built"] is True
    assert built["rows"]["occupations"] == 1090
    assert again == {"built": False}
    base = KnowledgeBase.open(url)
    assert len(base.occupations) == 1090
    base.close()


def test_build_that_cannot_be_says_why_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN an address that is none
    monkeypatch.setenv("JOBCARE_KNOWLEDGE_URL", "knowledge.db")

    # WHEN the base is built
    result = main(["knowledge", "build"])

    # THEN one line names the setting
    assert result == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "JOBCARE_KNOWLEDGE_URL" in error


def test_check_shows_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN tables of which one has a level that does not exist
    tables = Path(shutil.copytree(TABLES, tmp_path / "tables"))
    units = tables / "competency_units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace(",7,80,", ",9,80,", 1), encoding="utf-8")

    # WHEN they are checked, for a person and for a program
    code = main(["knowledge", "check", "--tables", str(tables)])
    text = capsys.readouterr().out
    main(["knowledge", "check", "--tables", str(tables), "--json"])
    data = json.loads(capsys.readouterr().out)

    # THEN both show the place, and the code says that something is wrong
    assert code == 1
    assert "competency_units.csv:2: level: 9 is above 8" in text.splitlines()
    assert {"table": "competency_units", "line": 2, "column": "level", "message": "9 is above 8"} in data["problems"]


def test_compile_tells_what_it_wrote_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a source folder
    source = write_source_folder(tmp_path / "source")

    # WHEN it is compiled
    code = main(["knowledge", "compile", "--from", str(source), "--to", str(tmp_path / "out"), "--json"])

    # THEN the counts of what was written and left out are told
    report = json.loads(capsys.readouterr().out)
    assert code == 0
    assert report["rows"]["occupations"] == 5
    assert {left["table"] for left in report["left_out"]} >= {"survey_occupations", "job_names"}
    assert (tmp_path / "out" / "occupations.csv").is_file()


def test_compile_of_a_bad_folder_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a source folder that lacks a file
    source = write_source_folder(tmp_path / "source")
    (source / "ncs_units.csv").unlink()

    # WHEN it is compiled
    code = main(["knowledge", "compile", "--from", str(source), "--to", str(tmp_path / "out")])

    # THEN one line names the file, and nothing was written
    assert code == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "ncs_units.csv" in error
    assert not (tmp_path / "out").exists()
