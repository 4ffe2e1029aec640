"""Checks the tables and says what is wrong where. Run as `python -m knowledge.check`."""

import sys
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy import Table, UniqueConstraint

from knowledge.authored import AuthoredUnit, Known, authored_rows, read_authored
from knowledge.authored_catalogue import Catalogue, catalogue_rows, read_catalogue
from knowledge.check_authored import check_authored
from knowledge.check_catalogue import check_catalogue
from knowledge.check_spelling import check_spelling
from knowledge.completeness import COMPLETE, OCCUPATIONS
from knowledge.paths import AUTHORED, TABLES
from knowledge.schema import CSV_TABLES, TABLES_IN_ORDER
from knowledge.tables import Problem, Row, read_table

Content = dict[str, list[tuple[int, Row]]]
"""Table name → (line in the file, row), in the order of the file."""

_NCS_CLASSES_BY_DEPTH = {1: 24, 2: 81, 3: 274, 4: 1109}
_ROW_COUNTS = {"competency_units": 13442, "occupations": 1090}


def check(tables: Path = TABLES, authored: Path = AUTHORED, complete: Collection[str] = COMPLETE) -> list[Problem]:
    """Everything that is wrong with the tables and the authored files; an empty list if nothing is.

    `complete` names the parts of the authored files in which nothing may be missing (`knowledge/completeness.py`).
    """
    content, problems, units, catalogue = _read(tables, authored)
    unreadable = tuple(problems)
    described = {row["code"] for _, row in content["occupations"]} if OCCUPATIONS in complete else set()
    problems += check_authored(units, described, unreadable)
    problems += check_catalogue(
        catalogue,
        {row["code"] for _, row in content["ncs_classes"] if row["depth"] == 4 and row["name"] is not None},
        {row["name"] for _, row in content["certificates"]},
        {row["sub_class"] for _, row in content["department_fields"]},
        complete,
        unreadable,
    )
    problems += check_spelling(units, catalogue)
    problems += _counts(content) + _hierarchy(content) + _exams(content) + _training(content)
    return problems + _provenance(content) + _duties(content)


def read_all(tables: Path, authored: Path = AUTHORED) -> tuple[Content, list[Problem]]:
    """Reads every table and checks what a database would refuse: cells, unique keys, foreign keys."""
    content, problems, _, _ = _read(tables, authored)
    return content, problems


def _read(tables: Path, authored: Path) -> tuple[Content, list[Problem], list[AuthoredUnit], Catalogue]:
    content: Content = {}
    problems: list[Problem] = []
    for table in CSV_TABLES:
        content[table.name] = list(read_table(tables, table, problems))
    for table in CSV_TABLES:
        for columns in _unique_sets(table):
            problems += _duplicates(table, columns, content[table.name])
        problems += _dangling(table, content)
    known = _known(content)
    units, faults = read_authored(authored)
    catalogue, further_faults = read_catalogue(authored)
    rows = authored_rows(units, known, faults) | catalogue_rows(catalogue, known, further_faults)
    content.update({table.name: rows.get(table.name, []) for table in TABLES_IN_ORDER if table not in CSV_TABLES})
    return content, problems + faults + further_faults, units, catalogue


def _known(content: Content) -> Known:
    return Known(
        {row["code"] for _, row in content["occupations"]},
        {row["code"] for _, row in content["ncs_classes"] if row["depth"] == 4},
        {row["code"].split("_")[0]: row["code"] for _, row in content["competency_units"]},
        {row["sub_class"] for _, row in content["department_fields"]},
    )


def _unique_sets(table: Table) -> list[tuple[str, ...]]:
    sets = [tuple(column.name for column in table.primary_key.columns)]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            sets.append(tuple(column.name for column in constraint.columns))
    return sets


def _duplicates(table: Table, columns: tuple[str, ...], rows: Iterable[tuple[int, Row]]) -> list[Problem]:
    first: dict[tuple[object, ...], int] = {}
    problems = []
    for line, row in rows:
        key = tuple(row[column] for column in columns)
        if None not in key and (earlier := first.setdefault(key, line)) != line:
            shown = ", ".join(str(part) for part in key)
            problems.append(Problem(table.name, line, "+".join(columns), f"{shown} is already in line {earlier}"))
    return problems


def _dangling(table: Table, content: Content) -> list[Problem]:
    problems = []
    for column in table.columns:
        for foreign_key in column.foreign_keys:
            target = foreign_key.column
            known = {row[target.name] for _, row in content[target.table.name]}
            problems += [
                Problem(
                    table.name, line, column.name, f"{row[column.name]} is not in {target.table.name}.{target.name}"
                )
                for line, row in content[table.name]
                if row[column.name] is not None and row[column.name] not in known
            ]
    return problems


def _counts(content: Content) -> list[Problem]:
    problems = []
    for name, expected in _ROW_COUNTS.items():
        if len(content[name]) != expected:
            problems.append(Problem(name, 0, "", f"{len(content[name])} rows instead of {expected}"))
    by_depth = Counter(row["depth"] for _, row in content["ncs_classes"])
    for depth, expected in _NCS_CLASSES_BY_DEPTH.items():
        if by_depth[depth] != expected:
            message = f"{by_depth[depth]} classes of depth {depth} instead of {expected}"
            problems.append(Problem("ncs_classes", 0, "depth", message))
    return problems


def _hierarchy(content: Content) -> list[Problem]:
    """Codes, levels and parents that contradict one another, and names that only some rows may lack."""
    problems = []
    for line, row in content["ncs_classes"]:
        code, depth = row["code"], row["depth"]
        if len(code) != 2 * depth:
            problems.append(Problem("ncs_classes", line, "code", f"{code} does not have depth {depth}"))
        if (row["parent"] or "") != code[:-2]:
            problems.append(Problem("ncs_classes", line, "parent", f"the parent of {code} is {code[:-2] or 'empty'}"))
        if row["name"] is None and depth < 4:
            problems.append(Problem("ncs_classes", line, "name", "only a class of depth 4 may lack its name"))
    for line, row in content["competency_units"]:
        if row["duty"] != row["code"][:8]:
            problems.append(
                Problem("competency_units", line, "duty", f"the duty of {row['code']} is {row['code'][:8]}")
            )
    parent_lengths = {"major": 0, "minor": 1, "unit": 3}
    lengths = {"major": 1, "minor": 3, "unit": 4}
    for line, row in content["occupation_groups"]:
        code, level = row["code"], row["level"]
        if len(code) != lengths[level]:
            problems.append(Problem("occupation_groups", line, "code", f"{code} is not a {level} code"))
        expected = code[: parent_lengths[level]]
        if (row["parent"] or "") != expected:
            message = f"the parent of {code} is {expected or 'empty'}"
            problems.append(Problem("occupation_groups", line, "parent", message))
    for line, row in content["occupations"]:
        if row["unit"] != row["code"][:4]:
            problems.append(Problem("occupations", line, "unit", f"the unit of {row['code']} is {row['code'][:4]}"))
    return problems


def _exams(content: Content) -> list[Problem]:
    """More people passed than sat, or sat than registered."""
    problems = []
    for line, row in content["certificate_exams"]:
        for fewer, more in (("passed", "sat"), ("sat", "registered")):
            if row[fewer] > row[more]:
                message = f"{row[fewer]} is more than the {row[more]} of {more}"
                problems.append(Problem("certificate_exams", line, fewer, message))
    return problems


def _training(content: Content) -> list[Problem]:
    """Courses that end before they start, and more people employed six months after than completed.

    The count after three months may be higher: it holds people who left for work before the end.
    """
    problems = []
    for table in ("training_rounds", "open_courses"):
        for line, row in content[table]:
            if row["start"] is not None and row["end"] is not None and row["end"] < row["start"]:
                problems.append(Problem(table, line, "end", f"{row['end']} is before the start, {row['start']}"))
    for line, row in content["training_rounds"]:
        completed, employed = row["completed"], row["employed_6_months"]
        if completed is not None and employed is not None and employed > completed:
            message = f"{employed} is more than the {completed} of completed"
            problems.append(Problem("training_rounds", line, "employed_6_months", message))
    return problems


def _provenance(content: Content) -> list[Problem]:
    names = {table.name for table in TABLES_IN_ORDER}
    given = {row["table_name"] for _, row in content["sources"]}
    problems = [Problem("sources", 0, "table_name", f"no row for the table {name}") for name in sorted(names - given)]
    problems += [
        Problem("sources", line, "table_name", f"there is no table {row['table_name']}")
        for line, row in content["sources"]
        if row["table_name"] not in names
    ]
    return problems


def _duties(content: Content) -> list[Problem]:
    rows = content["occupation_duty"]
    if not rows:
        return [Problem("occupation_duty", 0, "", "no rows yet: run `python -m engine.competency.derive`")]
    linked = {row["occupation"] for _, row in rows}
    return [
        Problem("occupations", line, "code", f"{row['code']} has no duty in occupation_duty")
        for line, row in content["occupations"]
        if row["code"] not in linked
    ]


def main() -> int:
    """Prints every problem and returns the exit code: 0 if there is none, else 1."""
    problems = check()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "all tables are sound")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
