"""University departments and their 계열."""

from knowledge.compile.source_files import SourceFolder
from knowledge.tables import Row


def department_fields(source: SourceFolder) -> list[Row]:
    """Rows of `department_fields`."""
    return [
        {"sub_class": row["sub_class"], "mid_class": row["mid_class"], "broad_class": row["broad_class"]}
        for row in source.rows("university_department_hierarchy.csv", "sub_class", "mid_class", "broad_class")
    ]


def departments(source: SourceFolder) -> list[Row]:
    """Rows of `departments`."""
    return [
        {
            "name": row["dept_name"],
            "sub_class": row["sub_class"],
            "first_year": int(row["first_year"]),
            "last_year": int(row["last_year"]),
            "schools_2026": int(row["schools_2026"]),
            "school_years": int(row["school_years"]),
            "example_schools": row["example_schools"] or None,
        }
        for row in source.rows(
            "university_departments.csv",
            *("dept_name", "sub_class", "first_year", "last_year", "schools_2026", "school_years", "example_schools"),
        )
    ]
