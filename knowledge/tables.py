"""Reading and writing the CSV tables by their schema."""

import csv
import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, Table

from knowledge.paths import AUTHORED
from knowledge.schema import CSV_TABLES, TABLES_IN_ORDER

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a table or in an authored file.

    `table` is a table's name, or the path of an authored file below `knowledge/`. `line` is the line in the file (of a
    table: 1 = header; 0 = the file as a whole). `column` is the column, or the entry of an authored file by its code.
    """

    table: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        file = self.table if self.table.endswith(".yml") else f"{self.table}.csv"
        place = f"{file}:{self.line}" if self.line else file
        return f"{place}: {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


def csv_path(folder: Path, table: Table) -> Path:
    """The CSV file of a table."""
    return folder / f"{table.name}.csv"


def write_table(folder: Path, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Writes a table's CSV file, sorted by key, and returns the number of rows.

    Values are written as the schema types them (None: empty, dates in ISO form, booleans as 1 and 0, floats without
    trailing zeros), so that equal facts always make equal bytes.
    """
    columns = list(table.columns)
    keys = [column.name for column in table.primary_key.columns]
    ordered = sorted(rows, key=lambda row: tuple(row[key] for key in keys))
    path = csv_path(folder, table)
    temporary = path.with_suffix(".csv.tmp")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows([_format(row[column.name]) for column in columns] for row in ordered)
    temporary.replace(path)
    return len(ordered)


def read_table(folder: Path, table: Table, problems: list[Problem]) -> Iterator[tuple[int, Row]]:
    """Yields (line, typed row) of a table; what does not fit the schema is appended to `problems` and not yielded."""
    path = csv_path(folder, table)
    if not path.is_file():
        problems.append(Problem(table.name, 0, "", "the file is missing"))
        return
    columns = list(table.columns)
    header = [column.name for column in columns]
    parsers = [_Parser(column) for column in columns]
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            found = next(reader, None)
            if found != header:
                problems.append(Problem(table.name, 1, "", f"the header must be {','.join(header)}"))
                return
            for cells in reader:
                line = reader.line_num
                if len(cells) != len(header):
                    problems.append(Problem(table.name, line, "", f"{len(cells)} cells instead of {len(header)}"))
                    continue
                row, faults = _parse_cells(cells, parsers)
                if faults:
                    problems.extend(Problem(table.name, line, column, message) for column, message in faults)
                else:
                    yield line, row
    except UnicodeDecodeError:
        problems.append(Problem(table.name, 0, "", "the file is not UTF-8"))
    except csv.Error as error:
        problems.append(Problem(table.name, reader.line_num, "", f"not readable as CSV: {error}"))


def content_hash(folder: Path, authored: Path = AUTHORED) -> str:
    """Hash of the schema, all table files and all authored files: changes when a build would make another database."""
    digest = hashlib.sha256()
    for table in TABLES_IN_ORDER:
        digest.update(f"{table.name}({','.join(f'{column.name} {column.type}' for column in table.columns)})".encode())
    files = [csv_path(folder, table) for table in CSV_TABLES]
    files += authored_files(authored)
    for path in files:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name} {len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()


def authored_files(authored: Path) -> list[Path]:
    """The YAML files of the authored folder, in a stable order."""
    return sorted(authored.rglob("*.yml"))


def _parse_cells(cells: list[str], parsers: list["_Parser"]) -> tuple[Row, list[tuple[str, str]]]:
    row: Row = {}
    faults: list[tuple[str, str]] = []
    for cell, parser in zip(cells, parsers, strict=True):
        try:
            row[parser.name] = parser(cell)
        except ValueError as error:
            faults.append((parser.name, str(error)))
    return row, faults


class _Parser:
    """Turns a cell of one column into its value, or raises ValueError that says what is wrong."""

    def __init__(self, column: Column[Any]) -> None:
        self.name = column.name
        self._nullable = bool(column.nullable)
        self._convert, self._kind = _converter(column)
        pattern = column.info.get("pattern")
        self._pattern = re.compile(pattern) if pattern else None
        self._choices = column.info.get("choices")
        self._min = column.info.get("min")
        self._max = column.info.get("max")

    def __call__(self, cell: str) -> Any:
        if cell == "":
            if self._nullable:
                return None
            raise ValueError("must not be empty")
        if cell != cell.strip():
            raise ValueError(f"has surrounding white space: {cell!r}")
        try:
            value = self._convert(cell)
        except ValueError:
            raise ValueError(f"{cell!r} is not {self._kind}") from None
        if self._pattern is not None and not self._pattern.fullmatch(cell):
            raise ValueError(f"{cell!r} does not have the form {self._pattern.pattern}")
        if self._choices is not None and cell not in self._choices:
            raise ValueError(f"{cell!r} is none of {', '.join(self._choices)}")
        if self._min is not None and value < self._min:
            raise ValueError(f"{cell} is below {self._min}")
        if self._max is not None and value > self._max:
            raise ValueError(f"{cell} is above {self._max}")
        return value


def _converter(column: Column[Any]) -> tuple[Any, str]:
    if isinstance(column.type, Boolean):
        return _boolean, "1 or 0"
    if isinstance(column.type, Integer):
        return int, "a whole number"
    if isinstance(column.type, Float):
        return _finite, "a number"
    if isinstance(column.type, Date):
        return datetime.date.fromisoformat, "a date"
    return str, "text"


def _boolean(cell: str) -> bool:
    if cell not in ("0", "1"):
        raise ValueError
    return cell == "1"


def _finite(cell: str) -> float:
    value = float(cell)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError
    return value


def _format(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)
