"""The documents say what the schema and the provenance say."""

import re

from knowledge.compile.provenance import PROVENANCE
from knowledge.paths import ROOT, TABLES
from knowledge.schema import CSV_TABLES, TABLES_IN_ORDER


def test_the_data_dictionary_names_every_column_and_count() -> None:
    # GIVEN the rows of the data dictionary, by table
    text = (ROOT / "knowledge" / "README.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", text, re.MULTILINE))

    # WHEN they are compared with the schema and the files
    # THEN every table is there, with its columns in order and its number of rows
    assert set(described) == {table.name for table in TABLES_IN_ORDER}
    for table in TABLES_IN_ORDER:
        rows, columns = described[table.name].split(" | ", 1)
        without_notes = re.sub(r" \([^)]*\)| → \w+", "", columns)
        expected = [
            f"**{column.name}**" if column.primary_key else f"{column.name}{'?' if column.nullable else ''}"
            for column in table.columns
        ]
        assert without_notes.split(", ") == expected
        if table not in CSV_TABLES:
            assert rows == "authored"
        elif rows != "derived":
            lines = (TABLES / f"{table.name}.csv").read_text(encoding="utf-8").splitlines()
            assert rows == f"{len(lines) - 1:,}"


def test_the_data_licence_names_every_source() -> None:
    # GIVEN the data licence
    text = (ROOT / "DATA_LICENSE.md").read_text(encoding="utf-8")

    # WHEN the sources are looked for
    # THEN each is there with the tables that hold its facts
    sections = {match[1]: match[0] for match in re.finditer(r"^\| `([a-z0-9-]+)` \|.*$", text, re.MULTILINE)}
    assert set(sections) == {entry.id for entry in PROVENANCE.values()}
    for table, entry in PROVENANCE.items():
        assert f"`{table}`" in sections[entry.id]
        assert entry.period in sections[entry.id]
        assert entry.publisher in sections[entry.id]
