"""The NCS classification and its competency units (능력단위)."""

from html import unescape

from knowledge.compile.source_files import SourceFolder, whole
from knowledge.tables import Row

SUPPLIED_NAMES = {"02020104": "공공조달관리"}
"""Names of NCS 세분류 that the source lacks and that are known for certain."""


def ncs_classes(source: SourceFolder) -> list[Row]:
    """Rows of `ncs_classes`; a 세분류 whose name nobody knows for certain stays without one."""
    rows = []
    for row in source.rows("ncs_classification.csv", "depth", "code", "name", "parent"):
        supplied = not row["name"] and row["code"] in SUPPLIED_NAMES
        rows.append(
            {
                "code": row["code"],
                "depth": int(row["depth"]),
                "name": SUPPLIED_NAMES[row["code"]] if supplied else row["name"] or None,
                "name_supplied": supplied,
                "parent": row["parent"] or None,
            }
        )
    return rows


def competency_units(source: SourceFolder) -> list[Row]:
    """Rows of `competency_units`. Zero hours are no hours: they are left empty like those that are not given."""
    given = source.rows("ncs_units.csv", "unit_code", "name", "level", "train_hours", "subdivision_code")
    source.leave_out(
        "competency_units",
        "training hours of 0 taken as not given (cells)",
        sum(whole(row["train_hours"]) == 0 for row in given),
    )
    return [
        {
            "code": row["unit_code"],
            "name": unescape(row["name"]),  # six names stand with &amp; in the source
            "level": int(row["level"]),
            "hours": whole(row["train_hours"]) or None,
            "duty": row["subdivision_code"],
        }
        for row in given
    ]
