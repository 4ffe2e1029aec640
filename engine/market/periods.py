"""Periods as people name them, as months: 지난달, 작년 7월, 최근 3년, 작년이랑 비교."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_YEARS_AGO = {"올해": 0, "금년": 0, "작년": 1, "지난해": 1, "전년": 1, "재작년": 2}
_RELATIVE_YEAR = re.compile("재작년|작년|지난해|전년|올해|금년")
_ABSOLUTE_YEAR = re.compile(
    r"(?<!\d)(20\d\d|\d\d)\s*년(?!\s*(?:간|동안|전|치|새))|(?<!\d)(20\d\d)(?=\s*[-./]\s*\d{1,2})"
)
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*월|20\d\d\s*[-./]\s*(1[0-2]|0?[1-9])(?!\d)")
_SPAN = re.compile(r"(?:최근|지난|요즘)?\s*(\d{1,2}|일|이|삼|한|두|세|네|다섯)\s*(년|해|개월|달)\s*(간|동안|치|새)?")
_SPOKEN = {"일": 1, "한": 1, "이": 2, "두": 2, "삼": 3, "세": 3, "네": 4, "다섯": 5}
_COMPARED = re.compile(
    r"(?:작년|지난해|전년|1년\s*전|일\s*년\s*전).{0,8}(?:비교|대비|비해|보다|차이)|(?:비교|대비).{0,6}(?:작년|지난해)"
)
_LONGEST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Period:
    """`kind`: "latest", "year_ago" (the latest month beside the same one of the year before) or "months".

    `months`: the months asked for, ascending ("2025-07"); empty for the other kinds. `words`: how it was said.
    """

    kind: str
    months: tuple[str, ...] = ()
    words: str = ""


LATEST = Period("latest")


def read_period(text: str, today: datetime.date) -> Period | None:
    """The period that a message names, seen from `today`; None if it names none."""
    if found := _COMPARED.search(text):
        return Period("year_ago", (), found[0])
    if found := re.search(r"지난\s*달|저번\s*달|전달|전월", text):
        return Period("months", (_before(_month(today), 1),), found[0])
    if found := re.search(r"이번\s*달|이달|당월", text):
        return Period("months", (_month(today),), found[0])
    year, year_words = _year(text, today)
    if found := _MONTH.search(text):
        number = int(found[1] or found[2])
        if year is None:
            year = today.year if number <= today.month else today.year - 1
        return Period("months", (f"{year:04}-{number:02}",), f"{year}년 {number}월")
    if found := re.search("상반기|하반기", text):
        first = 1 if found[0] == "상반기" else 7
        year = today.year if year is None else year
        half = (f"{year:04}-{first + n:02}" for n in range(6))
        return Period("months", tuple(month for month in half if month <= _month(today)), f"{year}년 {found[0]}")
    if (span := _SPAN.search(text)) and (span[3] or re.match("최근|지난|요즘", span[0])):
        count = _SPOKEN.get(span[1]) or int(span[1])
        many = min(count * (12 if span[2] in ("년", "해") else 1), 12 * _LONGEST_YEARS)
        before = tuple(_before(_month(today), n) for n in range(many, 0, -1))
        return Period("months", before, span[0].strip()) if many else None
    if year is not None:
        whole = (f"{year:04}-{n:02}" for n in range(1, 13))
        return Period("months", tuple(month for month in whole if month <= _month(today)), year_words)
    if re.search("최근|요즘|최신|지금", text):
        return LATEST
    return None


def month_in_words(month: str) -> str:
    """2026-07 → 2026년 7월"""
    year, number = month.split("-")
    return f"{year}년 {int(number)}월"


def year_before(month: str) -> str:
    """The same month one year earlier."""
    return _before(month, 12)


def _year(text: str, today: datetime.date) -> tuple[int | None, str]:
    if found := _ABSOLUTE_YEAR.search(text):
        digits = found[1] or found[2]
        year = int(digits) if len(digits) == 4 else 2000 + int(digits)
        return (year, f"{year}년") if 2000 <= year <= today.year else (None, "")
    if found := _RELATIVE_YEAR.search(text):
        return today.year - _YEARS_AGO[found[0]], found[0]
    return None, ""


def _month(day: datetime.date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _before(month: str, months: int) -> str:
    year, number = (int(part) for part in month.split("-"))
    count = year * 12 + number - 1 - months
    return f"{count // 12:04}-{count % 12 + 1:02}"
