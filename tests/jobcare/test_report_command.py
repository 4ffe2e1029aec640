"""`jobcare report`, on a base built from the real tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from engine.reports.snapshot import Snapshot
from jobcare.cli import main
from knowledge.build import build


@pytest.fixture(scope="module", autouse=True)
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    address = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(url=address)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOBCARE_KNOWLEDGE_URL", address)
        yield


def test_json_is_a_snapshot(capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN an occupation  WHEN its report is asked as JSON, for 부산
    assert main(["report", "134102", "--json", "--name", "나의 길", "--keyword", "통계", "--region", "부산"]) == 0
    found = json.loads(capsys.readouterr().out)
    # THEN it is a snapshot that opens, with what was asked for
    made = Snapshot.from_json(found)
    assert (made.name, made.keywords, made.occupation.code) == ("나의 길", ("통계",), "134102")
    assert made.market is not None
    assert [part.area.name for part in made.market.openings] == ["전국", "부산"]


def test_a_section_alone(capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN an occupation  WHEN one section is asked  THEN the others are left out, in JSON and in text
    assert main(["report", "624102", "--json", "--section", "market"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "market" in found
    assert {"duties", "units", "advice"}.isdisjoint(found)
    assert main(["report", "624102", "--section", "path"]) == 0
    told = capsys.readouterr().out
    assert "직무 × 수준" in told
    assert "출처" in told
    assert "취업시장 정보" not in told


def test_pdf_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a file to write  WHEN the report is printed  THEN it is a PDF of that occupation
    path = tmp_path / "report.pdf"
    assert main(["report", "624102", "--pdf", str(path)]) == 0
    assert str(path) in capsys.readouterr().out
    assert "지하철 택배원" in PdfReader(path).pages[0].extract_text()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["report", "999999"], "이런 코드의 직종 항목이 없어요"),
        (["report", "134102", "--region", "아틀란티스"], "지역을 알아볼 수 없어요"),
        (["report", "624102", "--pdf", "/nowhere/at/all.pdf"], "파일을 쓸 수 없어요"),
    ],
)
def test_wrong_wishes_get_one_clear_line(command: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a wish that cannot be met  WHEN the command runs  THEN it fails with one line that says why
    assert main(command) == 1
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
