"""The check says what is wrong where."""

from functools import cache
from pathlib import Path

import pytest

from knowledge.check import check
from knowledge.paths import TABLES
from tests.knowledge.conftest import Edit


@cache
def committed() -> tuple[str, ...]:
    return tuple(str(problem) for problem in check(TABLES))


def messages(tables: Path) -> list[str]:
    """The problems that spoiling caused: without what the committed tables have themselves."""
    return [str(problem) for problem in check(tables) if str(problem) not in committed()]


def test_the_committed_tables_are_sound() -> None:
    # GIVEN the committed tables
    # WHEN they are checked
    # THEN nothing is wrong
    assert committed() == ()


def test_a_repeated_key_is_told_with_both_lines(tables: Path, edit: Edit) -> None:
    # GIVEN an occupation that comes twice
    edit("occupations", lambda lines: lines.insert(3, lines[1]))

    # WHEN the tables are checked
    found = messages(tables)

    # THEN the second line is told, and the count is off by one
    assert "occupations.csv:4: code: 011100 is already in line 2" in found
    assert "occupations.csv: 1091 rows instead of 1090" in found


def test_a_code_that_refers_to_nothing_is_told(tables: Path, edit: Edit) -> None:
    # GIVEN a job name in a unit that does not exist
    edit("job_names", lambda lines: lines.append("9999,없는일,know,,"))

    # WHEN the tables are checked
    found = messages(tables)

    # THEN the line and the missing code are told
    last_line = len((tables / "job_names.csv").read_text(encoding="utf-8").splitlines())
    assert found == [f"job_names.csv:{last_line}: unit: 9999 is not in occupation_groups.code"]


def test_a_missing_competency_unit_is_counted(tables: Path, edit: Edit) -> None:
    # GIVEN one competency unit less
    edit("competency_units", lambda lines: lines.pop())

    # WHEN the tables are checked
    # THEN the count says so
    assert messages(tables) == ["competency_units.csv: 13441 rows instead of 13442"]


def test_levels_hours_and_parents_are_checked(tables: Path, edit: Edit) -> None:
    # GIVEN a level of 0, hours below nothing, a duty and a parent that are not those of the code
    def spoil(lines: list[str]) -> None:
        cells = [line.split(",") for line in lines[1:4]]
        cells[0][-3] = "0"
        cells[1][-2] = "-1"
        cells[2][-1] = "01010102"
        lines[1:4] = [",".join(row) for row in cells]

    edit("competency_units", spoil)
    edit("ncs_classes", lambda lines: lines.__setitem__(2, lines[2].replace(",01", ",02")))

    # WHEN the tables are checked
    found = messages(tables)

    # THEN each is told at its place
    assert "competency_units.csv:2: level: 0 is below 1" in found
    assert "competency_units.csv:3: hours: -1 is below 0" in found
    assert any(problem.startswith("competency_units.csv:4: duty: the duty of 0101010103_17v2") for problem in found)
    assert "ncs_classes.csv:3: parent: the parent of 0101 is 01" in found


def test_a_class_above_the_duty_needs_its_name(tables: Path, edit: Edit) -> None:
    # GIVEN a 대분류 without its name
    edit("ncs_classes", lambda lines: lines.__setitem__(1, "01,1,,0,"))

    # WHEN the tables are checked
    # THEN the name is missed
    assert messages(tables) == ["ncs_classes.csv:2: name: only a class of depth 4 may lack its name"]


def test_nobody_passes_who_did_not_sit(tables: Path, edit: Edit) -> None:
    # GIVEN an examination with more passes than people who sat it
    edit("certificate_exams", lambda lines: lines.append("없는기사,2023,필기,10,11,12"))

    # WHEN the tables are checked
    found = [problem.split(": ", 1)[1] for problem in messages(tables) if problem.startswith("certificate_exams")]

    # THEN both counts are told
    assert "passed: 12 is more than the 11 of sat" in found
    assert "sat: 11 is more than the 10 of registered" in found


def test_training_that_cannot_be_is_told(tables: Path, edit: Edit) -> None:
    # GIVEN a round that ends before it starts, with more people employed than completed it, and such an open course
    def spoil(lines: list[str]) -> None:
        cells = {name: index for index, name in enumerate(lines[0].split(","))}
        row = lines[1].split(",")
        for name, value in (("end", "2019-01-01"), ("completed", "19"), ("employed_6_months", "20")):
            row[cells[name]] = value
        lines[1] = ",".join(row)

    edit("training_rounds", spoil)
    edit("open_courses", lambda lines: lines.append("X,1,과정,,,,,,,2026-04-23,2026-04-22,,,https://a.example/1"))

    # WHEN the tables are checked
    found = [problem.split(": ", 1)[1] for problem in messages(tables)]

    # THEN each is told
    assert "end: 2019-01-01 is before the start, 2021-01-11" in found
    assert "employed_6_months: 20 is more than the 19 of completed" in found
    assert "end: 2026-04-22 is before the start, 2026-04-23" in found


def test_every_table_needs_its_provenance(tables: Path, edit: Edit) -> None:
    # GIVEN no provenance for the regions, and one for a table that does not exist
    def spoil(lines: list[str]) -> None:
        index = next(number for number, line in enumerate(lines) if line.startswith("regions,"))
        lines[index] = lines[index].replace("regions,", "cities,")

    edit("sources", spoil)

    # WHEN the tables are checked
    found = messages(tables)

    # THEN both are told
    assert "sources.csv: table_name: no row for the table regions" in found
    assert any(problem.endswith("there is no table cities") for problem in found)


@pytest.mark.parametrize("remaining", [0, 1])
def test_every_occupation_needs_a_duty(tables: Path, edit: Edit, remaining: int) -> None:
    # GIVEN a mapping without rows, or with a row for one occupation only
    header = "occupation,duty,score,basis"
    rows = ["134102,20010501,1,derived"][:remaining]
    edit("occupation_duty", lambda lines: lines.__setitem__(slice(None), [header, *rows]))

    # WHEN the tables are checked
    found = [str(problem) for problem in check(tables) if "occupation_duty" in str(problem)]

    # THEN an empty mapping is one problem, an incomplete one is told for each occupation
    if remaining == 0:
        assert found == ["occupation_duty.csv: no rows yet: run `python -m engine.competency.derive`"]
    else:
        assert len(found) == 1089
        assert "occupations.csv:2: code: 011100 has no duty in occupation_duty" in found
