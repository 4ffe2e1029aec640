"""`jobcare search` as a person runs it, on a real knowledge base."""

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


def test_a_batch_is_answered_line_by_line(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a file with queries, one of them nonsense, and an empty line
    file = tmp_path / "queries.jsonl"
    queries = ["간호사", "용접을", "ㅋㅋㅋ"]
    file.write_text("\n".join(json.dumps({"query": query}) for query in queries) + "\n\n", encoding="utf-8")
    # WHEN it is searched THEN each query has its line with at least ten units and at most two occupations
    assert main(["search", "--batch", str(file), "--json", "-n", "2"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["query"] for line in lines] == queries
    assert lines[0]["codes"][0] == "3040"
    assert len(lines[0]["codes"]) == 10
    assert len(set(lines[0]["codes"])) == 10
    assert lines[0]["occupations"][0]["code"] == "304000"
    assert len(lines[0]["occupations"]) == 2
    assert lines[1]["codes"][0] == "8241"
    assert lines[2]["codes"] == []
    assert lines[2]["occupations"] == []


def test_a_search_prints_occupations_with_reasons(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a keyword WHEN it is searched for people and as JSON THEN both name the occupation and why
    assert main(["search", "용접", "-n", "1"]) == 0
    assert "824100 용접원 (용접 → " in capsys.readouterr().out
    assert main(["search", "용접", "-n", "1", "--json"]) == 0
    (occupation,) = json.loads(capsys.readouterr().out)["occupations"]
    assert occupation["reasons"][0]["keyword"] == "용접"


def test_a_search_reads_a_message_as_the_bot_does(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a message with talk, a wish and a refusal WHEN it is searched THEN all of it was understood
    assert main(["search", "저 58세인데요 몸 쓰는 일 말고 경비일 알아보고 있어요", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["keywords"] == ["경비일"]
    assert answer["excluded"] == ["몸을 많이 쓰는 일"]
    # WHEN nothing can answer a wish THEN it says so, to people and as JSON
    assert main(["search", "안정적인 일", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["outcome"] == "not_found"
    assert [each["wish"] for each in answer["unanswered"]] == ["안정적인 일"]
    assert main(["search", "안정적인 일"]) == 0
    assert answer["unanswered"][0]["instead"] in capsys.readouterr().out


def test_a_word_of_several_meanings_is_not_guessed(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a word that means a ship and a pear WHEN it is searched THEN the meanings are told with work of each
    assert main(["search", "배", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["outcome"] == "ambiguous"
    assert [meaning["keyword"] for meaning in answer["meanings"]] == ["선박", "과수 재배"]
    assert {"선박", "과수 재배"} <= {each["reasons"][0]["keyword"] for each in answer["occupations"]}
    # WHEN in a batch THEN the line says the same, and its units are those of all meanings
    file = tmp_path / "queries.jsonl"
    file.write_text('{"query": "배"}\n{"query": "월급 많은 거"}\n{"query": "용접 말고 배관"}\n', encoding="utf-8")
    assert main(["search", "--batch", str(file), "--json"]) == 0
    ship, pay, pipes = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ship["outcome"] == "ambiguous"
    assert ship["meanings"] == answer["meanings"]
    assert "9013" in ship["codes"]
    assert len(pay["codes"]) == 10
    assert pay["codes"][0] == pay["occupations"][0]["unit"]
    assert "8241" not in pipes["codes"]
    assert len(pipes["codes"]) == 10


def test_a_description_of_work_is_searched_whole(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a sentence with commas about one kind of work WHEN it is searched THEN it is one keyword and finds that work
    text = "손님의 머리카락을 자르고, 염색약을 바르고, 빗과 드라이어로 모양을 만든다."
    assert main(["search", text, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["keywords"] == [text]
    assert "5112" in {each["unit"] for each in answer["occupations"][:3]}


@pytest.mark.parametrize("line", ["not json", '{"text": "용접"}', '{"query": 3}', "[]"])
def test_a_bad_line_is_named_and_nothing_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    # GIVEN a file whose second line is not a query
    file = tmp_path / "queries.jsonl"
    file.write_text(f'{{"query": "용접"}}\n{line}\n', encoding="utf-8")
    # WHEN it is searched THEN one line says which, and there is no output
    assert main(["search", "--batch", str(file), "--json"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "2번째 줄" in captured.err


@pytest.mark.parametrize(
    "arguments", [[], ["용접", "--batch", "x.jsonl"], ["용접", "-n", "0"], ["--batch", "no-such-file"]]
)
def test_a_wrong_command_line_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a command line that cannot be meant WHEN it is run THEN it fails with one Korean line
    assert main(["search", *arguments]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
