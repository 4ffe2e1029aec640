"""`jobcare market`, on a base built from the real tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jobcare.cli import main
from knowledge.build import build


@pytest.fixture(scope="module", autouse=True)
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    address = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(url=address)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOBCARE_KNOWLEDGE_URL", address)
        yield


def shown(capsys: pytest.CaptureFixture[str], *command: str) -> dict[str, Any]:
    assert main(["market", *command, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_openings_of_a_region_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN 데이터 분석가  WHEN openings of 마포 are asked for a program
    found = shown(capsys, "134102", "--section", "openings", "--region", "마포")
    # THEN area, group, figures and what they rest on are there
    assert found["area"] == {"code": "11440", "name": "서울 마포구"}
    assert found["group"]["name"] == "연구 및 공학기술"
    assert [month["month"] for month in found["months"]] == ["2025-07", "2026-07"]
    assert all(month["ratio"] == pytest.approx(month["openings"] / month["seekers"]) for month in found["months"])
    assert found["basis"]["publisher"] == "한국고용정보원"
    assert found["basis"]["wider_group"] == "연구 및 공학기술"


@pytest.mark.parametrize("section", ["certificates", "training", "education", "majors", "ages"])
def test_other_sections_as_json_and_text(section: str, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN 데이터 분석가  WHEN another section is asked  THEN it is found, with population and period, for people too
    found = shown(capsys, "134102", "--section", section)
    assert found["outcome"] == "found"
    assert found["basis"]["population"]
    assert main(["market", "134102", "--section", section]) == 0
    assert "출처: " in capsys.readouterr().out


def test_chart_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a file to write  WHEN a chart is asked  THEN it is a PNG, and its text is told
    path = tmp_path / "chart.png"
    assert main(["market", "134102", "--section", "ages", "--png", str(path)]) == 0
    assert path.read_bytes().startswith(b"\x89PNG")
    assert "30대 56%(69명)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["134102", "--section", "openings", "--region", "중구"], "서울 중구"),
        (["134102", "--section", "openings", "--region", "어딘가"], "지역을 알아볼 수 없어요"),
        (["134102", "--section", "openings", "--period", "언젠가"], "기간을 알아볼 수 없어요"),
        (["999999", "--section", "ages"], "직종 항목이 없어요"),
        (["304000", "--section", "training", "--png", "x.png"], "그릴 자료가 없어요"),
        (["134102", "--section", "ages", "--png", "/no/such/folder/x.png"], "파일을 쓸 수 없어요"),
        (["134102", "--section", "certificates", "--certificate", "하늘을나는기사"], "자격증 항목이 없어요"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    command: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN something that cannot be shown  WHEN asked  THEN one line says why, and nothing is printed
    assert main(["market", *command]) == 1
    output = capsys.readouterr()
    assert (output.out, output.err.count("\n")) == ("", 1)
    assert message in output.err
