"""Reading the source tables that the compile step starts from."""

import csv
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path


class SourceError(Exception):
    """A source file is missing or is not what the compile step knows. The message is one sentence for a person."""


@dataclass(slots=True)
class LeftOut:
    """What the compile step did not take over: table, reason, and how many rows (or cells)."""

    table: str
    reason: str
    count: int


@dataclass(slots=True)
class SourceFolder:
    """The folder of source tables, and the report of what was left out of them."""

    path: Path
    left_out: list[LeftOut] = field(default_factory=list)

    def rows(self, name: str, *columns: str) -> list[dict[str, str]]:
        """All rows of a source file with clean cells.

        Raises SourceError if the file or one of the named columns is missing.
        """
        path = self.path / name
        if not path.is_file():
            raise SourceError(f"원본 표가 없어요: {path}")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or [])]
            if missing:
                raise SourceError(f"원본 표 {name}에 이 열이 없어요: {', '.join(missing)}")
            return [{key: clean(value or "") for key, value in row.items() if key is not None} for row in reader]

    def leave_out(self, table: str, reason: str, count: int) -> None:
        """Adds to the report; nothing is added for a count of 0."""
        if count:
            self.left_out.append(LeftOut(table, reason, count))


def clean(text: str) -> str:
    """Composed characters (NFC), single spaces, no space at either end."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def whole(cell: str) -> int | None:
    """A whole number that may be written as `12.0`; None if the cell is empty."""
    return int(float(cell)) if cell else None


def required_whole(cell: str) -> int:
    """A whole number that must be there.

    Raises SourceError if the cell is empty.
    """
    number = whole(cell)
    if number is None:
        raise SourceError("원본 표에 꼭 있어야 할 수가 비어 있어요.")
    return number
