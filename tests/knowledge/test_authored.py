"""Reading the authored files: rows of what can be read, and the place of what cannot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.authored import Known, authored_rows, read_authored
from knowledge.base import KnowledgeBase
from knowledge.build import BuildError, build, needs_build
from knowledge.paths import TABLES
from knowledge.tables import Problem
from tests.knowledge.authored_files import sound_unit, write_units

FILE = "authored/occupations/134.yml"
KNOWN = Known(
    {"134100", "134102", "133200", "121100"},
    {"20010105", "20010107", "20010304"},
    {"2001010701": "2001010701_23v1", "2001010702": "2001010702_23v1", "2001030401": "2001030401_24v3"},
    frozenset(),
)


def problems_of(authored: Path) -> list[str]:
    units, problems = read_authored(authored)
    authored_rows(units, KNOWN, problems)
    return [str(problem) for problem in problems]


def test_a_sound_file_becomes_rows(authored: Path) -> None:
    # GIVEN a sound file
    write_units(authored, [sound_unit()])

    # WHEN it is read
    units, problems = read_authored(authored)
    rows = authored_rows(units, KNOWN, problems)

    # THEN texts, lists in their order, and links are there: the unit's, and an occupation's own in their place
    assert problems == []
    assert [row["distinct"] for _, row in rows["occupation_texts"]] == [
        None,
        "저장소를 만들기보다 담긴 뜻을 읽어 내는 데 힘을 써요.",
    ]
    tasks = [(row["position"], row["task"]) for _, row in rows["occupation_tasks"] if row["occupation"] == "134102"]
    assert tasks == list(enumerate(sound_unit()["occupations"][1]["tasks"], start=1))
    assert {(row["kind"], row["position"]) for _, row in rows["occupation_names"]} == {
        (kind, position) for kind in ("example", "also_called", "spoken") for position in (1, 2, 3)
    }
    assert [tuple(row.values()) for _, row in rows["curated_duties"]] == [
        ("134100", "20010105", 1.0),
        ("134100", "20010107", 0.7),
        ("134102", "20010105", 1.0),
        ("134102", "20010304", 0.8),
    ]
    assert [tuple(row.values()) for _, row in rows["curated_duty_units"]] == [
        ("134100", "2001010701_23v1"),
        ("134100", "2001010702_23v1"),
        ("134102", "2001030401_24v3"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- unit: '1341'\n  duties: [", "134.yml:3: not readable as YAML: "),
        ("unit: '1341'\n", "134.yml: must be a list, each entry a unit with its occupations"),
        ("- unit: '1341'\n  unit: '1342'\n", "134.yml:2: not readable as YAML: the key unit comes twice"),
        ("- just text\n", "134.yml: entry 1: must be a unit with its occupations"),
        ("- unit: 1341\n  duties: []\n", "134.yml:1: unit must be a code in quotes of the form \\d{4}, not 1341"),
    ],
)
def test_what_is_no_list_of_units_is_told_with_its_line(authored: Path, text: str, message: str) -> None:
    # GIVEN a file that is not as the style guide says
    write_units(authored, []).write_text(text, encoding="utf-8")

    # WHEN it is read
    # THEN file and line are told
    assert any(problem.startswith(f"authored/occupations/{message}") for problem in problems_of(authored))


def test_a_file_in_another_encoding_is_told(authored: Path) -> None:
    # GIVEN a file that is not UTF-8
    write_units(authored, []).write_bytes("- unit: 데이터".encode("cp949"))

    # WHEN it is read  THEN it is told
    assert problems_of(authored) == [f"{FILE}: the file is not UTF-8"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda one: one.pop("entry"), "134102: entry is missing"),
        (lambda one: one.update(salary="많아요"), "134102: the key salary is unknown"),
        (lambda one: one.update(description=""), "134102: description must be text in quotes, not empty"),
        (
            lambda one: one.update(description="일을  해요."),
            "134102: description has white space too much: '일을  해요.'",
        ),
        (lambda one: one.update(tasks="일해요"), "134102: tasks must be a list that is not empty"),
        (lambda one: one.update(spoken=[]), "134102: spoken must be a list that is not empty"),
        (lambda one: one.update(examples=["가", 3, "나"]), "134102: examples must be text in quotes, not empty"),
        (
            lambda one: one["duties"][0].update(weight=1.5),
            "20010105: weight must be a number above 0 and at most 1, not 1.5",
        ),
        (
            lambda one: one["duties"][0].update(only=[3]),
            "20010105: only must be a code in quotes of the form \\d{2}, not 3",
        ),
        (lambda one: one["duties"][0].update(why="x"), "20010105: the key why is unknown"),
        (lambda one: one.update(code="134999"), "134999: there is no occupation of this code"),
        (lambda one: one.update(code="133200"), "133200: does not belong to the unit 1341"),
        (lambda one: one.update(code="134100"), f"134100: is already in {FILE}:11"),
        (lambda one: one.update(related=["134100", "999999"]), "134102: related: there is no occupation 999999"),
        (lambda one: one["duties"][0].update(duty="20999999"), "134102: there is no duty 20999999"),
        (lambda one: one["duties"][0].update(duty="20010304"), "134102: the duty 20010304 comes twice"),
        (lambda one: one["duties"][1].update(only=["01", "77"]), "134102: the duty 20010304 has no unit 77"),
        (lambda one: one["duties"][1].update(only=["01", "01"]), "134102: a unit of the duty 20010304 comes twice"),
    ],
)
def test_a_fault_is_told_with_file_line_and_code(
    authored: Path, spoil: Callable[[dict[str, Any]], object], message: str
) -> None:
    # GIVEN an occupation with one fault
    unit = sound_unit()
    spoil(unit["occupations"][1])
    lines = write_units(authored, [unit]).read_text(encoding="utf-8").splitlines()

    # WHEN the file is read
    found = problems_of(authored)

    # THEN this is the one problem, at a line of the entry
    assert len(found) == 1
    place, _, told = found[0].partition(": ")
    assert told == message
    line = int(place.removeprefix(f"{FILE}:"))
    assert lines[line - 1].lstrip().startswith("- ")


def test_a_unit_in_the_wrong_file_is_told(authored: Path) -> None:
    # GIVEN a unit in the file of another minor group
    write_units(authored, [sound_unit()], "135.yml")

    # WHEN it is read
    # THEN each of its occupations is told
    assert [problem.partition(": ")[2] for problem in problems_of(authored)] == [
        "134100: does not belong into 135.yml",
        "134102: does not belong into 135.yml",
    ]


def test_an_edited_line_shows_after_a_rebuild(authored: Path, tmp_path: Path) -> None:
    # GIVEN a base with one described unit
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    unit = sound_unit()
    write_units(authored, [unit])
    build(TABLES, url, authored=authored)
    assert not needs_build(url, TABLES, authored)
    first = KnowledgeBase.open(url, TABLES, authored)

    # WHEN one line is edited and the base is rebuilt
    unit["occupations"][1]["entry"] = "회사 안의 다른 부서에서 옮겨 오는 사람이 많은 편이에요."
    write_units(authored, [unit])
    assert needs_build(url, TABLES, authored)
    build(TABLES, url, authored=authored)
    second = KnowledgeBase.open(url, TABLES, authored)

    # THEN it shows, the rest is as it was, and what is not described is absent
    assert set(first.occupation_texts) == {"134100", "134102"}
    assert second.occupation_texts["134102"].entry == "회사 안의 다른 부서에서 옮겨 오는 사람이 많은 편이에요."
    assert second.occupation_texts["134100"] == first.occupation_texts["134100"]
    assert first.occupation_texts["134102"].also_called == tuple(unit["occupations"][1]["also_called"])
    assert first.occupation_texts["134100"].distinct == ""

    # AND curated links stand in place of the derived ones, which stay for the others
    assert [(link.duty, link.score, link.basis) for link in second.duty_links["134102"]] == [
        ("20010105", 1.0, "curated"),
        ("20010304", 0.8, "curated"),
    ]
    part = second.duty_links["134102"][1]
    assert [second.competency_units[code].code[:10] for code in part.only] == ["2001030401"]
    assert second.link_source(part).id == "jobcare-curated-duties"
    derived = second.duty_links["134101"][0]
    assert (derived.basis, derived.only) == ("derived", ())
    assert second.link_source(derived).id == "jobcare-duties"
    first.close()
    second.close()


def test_a_spoilt_file_leaves_the_old_base(authored: Path, tmp_path: Path) -> None:
    # GIVEN a built base and then a file with a fault
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    write_units(authored, [sound_unit()])
    build(TABLES, url, authored=authored)
    before = (tmp_path / "knowledge.db").read_bytes()
    unit = sound_unit()
    unit["occupations"][0]["related"] = ["999999"]
    write_units(authored, [unit])

    # WHEN it is built again
    with pytest.raises(BuildError) as caught:
        build(TABLES, url, authored=authored)

    # THEN the message names file, line and code, and the old base is untouched
    assert f"{FILE}:11: 134100: related: there is no occupation 999999" in str(caught.value)
    assert caught.value.problems == (Problem(FILE, 11, "134100", "related: there is no occupation 999999"),)
    assert (tmp_path / "knowledge.db").read_bytes() == before
