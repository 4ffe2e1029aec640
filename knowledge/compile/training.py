"""Training: K-Digital rounds with their outcome, and the courses open in 2026-04."""

import datetime
import re
from urllib.parse import parse_qs, urlsplit

from knowledge.compile.source_files import SourceError, SourceFolder, required_whole, whole
from knowledge.tables import Row

_COMPLETED_UNTIL = datetime.date(2025, 12, 31)
_EMPLOYED_UNTIL = datetime.date(2025, 11, 30)
"""The K-Digital counts were taken at the end of 2025: completions up to its last day, employment complete for the
months before December. A figure that could only be known later is not a zero but unknown."""


def training_rounds(source: SourceFolder) -> list[Row]:
    """Rows of `training_rounds`, without the given rates (recompute them from the counts) and repeated rows."""
    given = source.rows(
        "kdigital_courses_2021_2025.csv",
        *(
            "과정명",
            "훈련과정 ID",
            "회차",
            "훈련기관",
            "총 훈련일수",
            "총 훈련시간",
            "과정시작일",
            "과정종료일",
            "NCS코드",
            "훈련비",
        ),
        *(
            "정원",
            "수강신청 인원",
            "수료인원",
            "취업인원 (3개월)",
            "취업인원 (6개월)",
            "지역",
            "주소",
            "과정페이지 링크",
        ),
    )
    rows: dict[tuple[str, int], Row] = {}
    for row in given:
        end = datetime.date.fromisoformat(row["과정종료일"])
        rows.setdefault(
            (row["훈련과정 ID"], required_whole(row["회차"])),
            {
                "course_id": row["훈련과정 ID"],
                "round": required_whole(row["회차"]),
                "title": row["과정명"],
                "institution": row["훈련기관"],
                "days": required_whole(row["총 훈련일수"]),
                "hours": required_whole(row["총 훈련시간"]),
                "start": datetime.date.fromisoformat(row["과정시작일"]),
                "end": end,
                "duty": row["NCS코드"],
                "cost_krw": required_whole(row["훈련비"]),
                "capacity": required_whole(row["정원"]),
                "enrolled": required_whole(row["수강신청 인원"]),
                "completed": whole(row["수료인원"]) if end <= _COMPLETED_UNTIL else None,
                "employed_3_months": _employed(end, 3, row["취업인원 (3개월)"]),
                "employed_6_months": _employed(end, 6, row["취업인원 (6개월)"]),
                "region": row["지역"],
                "address": row["주소"] or None,
                "url": row["과정페이지 링크"],
            },
        )
    source.leave_out("training_rounds", "the same course and round again (rounds)", len(given) - len(rows))
    return list(rows.values())


def open_courses(source: SourceFolder) -> list[Row]:
    """Rows of `open_courses`. An NCS code that the classification does not know is left empty.

    The list names no institution, but its links hold the institution's number: it is named where a K-Digital course
    has the same number, by the name of its latest round.
    """
    duties = {row["code"] for row in source.rows("ncs_classification.csv", "code") if len(row["code"]) == 8}
    regions = {row["region_cd"] for row in source.rows("work24_region_codes.csv", "region_cd")}
    given = source.rows(
        "work24_training_courses_2026_04.csv",
        *("hrd_id", "title", "address", "ncs_code", "training_type", "training_time", "training_start_date"),
        *("training_end_date", "capacity", "registered_count", "trng_area_code", "source_url"),
    )
    institutions = _institutions(source)
    unknown = sum(bool(row["ncs_code"]) and row["ncs_code"] not in duties for row in given)
    source.leave_out("open_courses", "NCS code that is not in the classification (cells)", unknown)
    return [
        {
            "course_id": row["hrd_id"],
            "round": _round(row["source_url"]),
            "title": row["title"],
            "institution": institutions.get(_of_link(row["source_url"], "trainstCstmrId")),
            "region": row["address"] or None,
            "region_code": row["trng_area_code"] if row["trng_area_code"] in regions else None,
            "duty": row["ncs_code"] if row["ncs_code"] in duties else None,
            "programme": row["training_type"] or None,
            "hours": _hours(row["training_time"]),
            "start": _date(row["training_start_date"]),
            "end": _date(row["training_end_date"]),
            "capacity": whole(row["capacity"]),
            "registered": whole(row["registered_count"]),
            "url": row["source_url"],
        }
        for row in given
    ]


def _employed(end: datetime.date, months: int, cell: str) -> int | None:
    """The count of a month that lies `months` after the end, or None if that month was not over yet."""
    month = end.year * 12 + end.month - 1 + months
    due = datetime.date(month // 12, month % 12 + 1, 1)
    return whole(cell) if due <= _EMPLOYED_UNTIL else None


def _institutions(source: SourceFolder) -> dict[str, str]:
    """Number of an institution → its name in its latest K-Digital round."""
    rounds = source.rows("kdigital_courses_2021_2025.csv", "과정시작일", "훈련기관", "과정페이지 링크")
    rounds = sorted(rounds, key=lambda row: row["과정시작일"])
    found = {_of_link(row["과정페이지 링크"], "trainstCstmrId"): row["훈련기관"] for row in rounds}
    return {number: name for number, name in found.items() if number}


def _round(url: str) -> int:
    """The round of the course, which only the link gives for every course."""
    value = _of_link(url, "tracseTme")
    if not value:
        raise SourceError(f"훈련과정 주소에 회차가 없어요: {url}")
    return int(value)


def _of_link(url: str, key: str) -> str:
    """The value of a key in the query of a link, empty if it has none."""
    return parse_qs(urlsplit(url).query).get(key, [""])[0]


def _hours(text: str) -> int | None:
    """Hours out of `13일 · 총 39시간`."""
    found = re.search(r"총 (\d+)시간", text)
    return int(found[1]) if found else None


def _date(cell: str) -> datetime.date | None:
    return datetime.date.fromisoformat(cell) if cell else None
