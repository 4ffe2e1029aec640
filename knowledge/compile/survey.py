"""KNOW 재직자조사: incumbents by surveyed occupation."""

from knowledge.compile.occupations import unit_names
from knowledge.compile.source_files import SourceFolder
from knowledge.tables import Row


def survey_occupations(source: SourceFolder) -> list[Row]:
    """Rows of `survey_occupations`: occupations that belong to an existing unit."""
    placed = _placed_units(source)
    summary = _summary(source)
    left = [row for row in summary if row["know_code6"] not in placed]
    source.leave_out("survey_occupations", "no unit of KECO 2018 has this code or name (occupations)", len(left))
    source.leave_out(
        "survey_occupations", "respondents of those occupations", sum(int(row["respondents"]) for row in left)
    )
    return [
        {
            "know_code": row["know_code6"],
            "unit": placed[row["know_code6"]],
            "name": row["name"],
            "respondents": int(row["respondents"]),
            "median_salary_10k_krw": _number(row["median_salary_10k_krw"]),
            "license_required_pct": _number(row["license_required_pct"]),
            "license_question_n": int(row["license_question_n"]),
        }
        for row in summary
        if row["know_code6"] in placed
    ]


def survey_distributions(source: SourceFolder) -> list[Row]:
    """Rows of `survey_distributions` for the occupations that were placed."""
    placed = _placed_units(source)
    rows = source.rows("know_survey_distributions.csv", "know_code6", "kind", "value", "respondents")
    counts: dict[tuple[str, str, str], int] = {}
    for row in rows:
        if row["know_code6"] in placed:
            key = (row["know_code6"], row["kind"], row["value"])
            counts[key] = counts.get(key, 0) + int(row["respondents"])
    return [
        {"know_code": code, "kind": kind, "value": value, "respondents": count}
        for (code, kind, value), count in counts.items()
    ]


def _summary(source: SourceFolder) -> list[dict[str, str]]:
    return source.rows(
        "know_survey_occupations.csv",
        *("know_code6", "name", "respondents", "median_salary_10k_krw", "license_required_pct", "license_question_n"),
    )


def _placed_units(source: SourceFolder) -> dict[str, str]:
    """KNOW code → unit: by its first four digits, else by the one unit that bears exactly the occupation's name."""
    units = unit_names(source)
    by_name: dict[str, list[str]] = {}
    for unit, name in units.items():
        by_name.setdefault(name, []).append(unit)
    placed = {}
    for row in _summary(source):
        code, named = row["know_code6"], by_name.get(row["name"], [])
        if code[:4] in units:
            placed[code] = code[:4]
        elif len(named) == 1:
            placed[code] = named[0]
    return placed


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
