"""한국직업사전 (names, aliases, facts) and the KNOW 직업 names."""

from knowledge.compile.occupations import unit_names
from knowledge.compile.source_files import SourceFolder, clean
from knowledge.tables import Row

_UNKNOWN_UNIT = "the unit is not among those of the KECO 2018 occupations, and none bears its name"


def job_dictionary(source: SourceFolder) -> list[Row]:
    """Rows of `job_dictionary`: entries whose unit exists."""
    units = unit_names(source)
    entries = _entries(source)
    outside = sum(row["keco2018_unit4"] not in units for row in entries)
    source.leave_out("job_dictionary", f"{_UNKNOWN_UNIT} (entries)", outside)
    return [
        {
            "code": row["dict_code"],
            "name": row["name"],
            "unit": row["keco2018_unit4"],
            "education": row["education"] or None,
            "training_period": row["training_period"] or None,
            "certificates": _joined(row["certificates"]),
            "related": _joined(row["related"]),
            "ksco": row["ksco"] or None,
            "ksic": row["ksic"] or None,
            "survey_year": int(row["survey_year"]),
        }
        for row in entries
        if row["keco2018_unit4"] in units
    ]


def job_names(source: SourceFolder) -> list[Row]:
    """Rows of `job_names`: dictionary names, their aliases, KNOW names; the first of equal names in a unit is kept."""
    units = unit_names(source)
    entries = _entries(source)
    candidates: list[Row] = [_name(row, row["name"], "dictionary") for row in entries]
    candidates += [_name(row, alias, "alias") for row in entries for alias in _parts(row["aliases"])]
    candidates += [
        {"unit": row["know_code"][:4], "name": row["name"], "kind": "know", "dict_code": None, "survey_year": None}
        for row in source.rows("know_jobs_537.csv", "know_code", "name")
    ]
    kept: dict[tuple[str, str], Row] = {}
    for row in candidates:
        if row["unit"] in units:
            kept.setdefault((row["unit"], row["name"]), row)
    outside = sum(row["unit"] not in units for row in candidates)
    source.leave_out("job_names", f"{_UNKNOWN_UNIT} (names)", outside)
    source.leave_out("job_names", "the same name in the same unit again (names)", len(candidates) - outside - len(kept))
    return list(kept.values())


def _entries(source: SourceFolder) -> list[dict[str, str]]:
    return source.rows(
        "job_dictionary_names.csv",
        *("dict_code", "name", "aliases", "related", "education", "training_period", "certificates"),
        *("keco2018_unit4", "ksco", "ksic", "survey_year"),
    )


def _name(row: dict[str, str], name: str, kind: str) -> Row:
    return {
        "unit": row["keco2018_unit4"],
        "name": name,
        "kind": kind,
        "dict_code": row["dict_code"],
        "survey_year": int(row["survey_year"]),
    }


def _parts(cell: str) -> list[str]:
    return [part for part in (clean(part) for part in cell.split("|")) if part]


def _joined(cell: str) -> str | None:
    return "|".join(_parts(cell)) or None
