"""EIS 고용행정통계: openings and seekers by month and 시군구 (`joApi.do`). No key; EUC-KR XML; about 100 calls a day.

One call answers for one district and month with a row for each sex, age, industry and KECO 대분류; they are added up by
대분류. Figures are passed on unaltered beyond that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from knowledge.connectors.errors import QuotaSpent, SourceDown, SourceRefused, Unreadable
from knowledge.connectors.replies import all_named, number_in, text_of, xml_root
from knowledge.connectors.transport import Caller

NAME = "eis"
PATH = "/opi/joApi.do"
PAGE_ROWS = 9999
_MOST_PAGES = 50
_MAJOR = re.compile(r"(\d)0{5}")


@dataclass(frozen=True, slots=True)
class DistrictMonth:
    """KECO 대분류 digit → (openings, seekers) of one district and month.

    `rows`: how many rows were added up; `unplaced`: how many of them bear no KECO 대분류 and were left out.
    """

    counts: dict[str, tuple[int, int]]
    rows: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class _Row:
    area: str
    month: str
    major: str
    openings: int
    seekers: int


@dataclass(frozen=True, slots=True)
class _Page:
    total: int | None
    rows: tuple[_Row, ...]


def fetch_district(caller: Caller, month: str, area: str) -> DistrictMonth:
    """The figures of a 시군구 (5 digits) in a month (`YYYY-MM`). Empty where the EIS has none.

    Raises SourceDown, QuotaSpent, SourceRefused; rows of another area or month, and fewer rows than announced, are refused.
    """
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    got = unplaced = 0
    for number in range(1, _MOST_PAGES + 1):
        page = caller.fetch(
            PATH,
            {
                "apiSecd": "OPIA",
                "rernSecd": "XML",
                "closStdrYm": month.replace("-", ""),
                "rsdAreaCd": area,
                "bgnPage": str(number),
                "display": str(PAGE_ROWS),
            },
            lambda body: read_page(body, month, area),
        ).value
        for row in page.rows:
            if row.major:
                openings, seekers = counts[row.major]
                counts[row.major] = (openings + row.openings, seekers + row.seekers)
            else:
                unplaced += 1
        got += len(page.rows)
        if not page.rows or (page.total is not None and got >= page.total) or len(page.rows) < PAGE_ROWS:
            break
    if page.total is not None and got < page.total:
        raise SourceDown(NAME, f"고용행정통계 EIS: {page.total:,}줄이라고 했지만 {got:,}줄만 왔어요.")
    return DistrictMonth(dict(counts), got, unplaced)


def read_page(body: bytes, month: str, area: str) -> _Page:
    """One page of a reply. Raises QuotaSpent and SourceRefused for an error that came as HTTP 200, Unreadable else."""
    root = xml_root(body, NAME, "euc-kr")
    for error in all_named(root, "error"):
        code, _, message = (error.text or "").partition(":")
        _refuse(code.strip(), message.strip())
    if root.tag != "baroone" and not any(all_named(root, "rqst-cnt")) and not any(all_named(root, "rqst")):
        raise Unreadable(NAME, "받은 답이 구인구직 자료가 아니에요.")
    rows = tuple(
        _Row(
            text_of(row, "rsdAreaCd"),
            text_of(row, "dwClosYm"),
            match[1] if (match := _MAJOR.fullmatch(text_of(row, "wnetJsfcLrclCd"))) else "",
            _count(text_of(row, "newJoNmpr")),
            _count(text_of(row, "newJhntNmpr")),
        )
        for row in all_named(root, "rqst")
    )
    if any(row.area not in ("", area) or row.month not in ("", month.replace("-", "")) for row in rows):
        raise Unreadable(NAME, "물은 것과 다른 지역이나 달의 자료가 왔어요.")
    total = next((number_in(element.text or "") for element in all_named(root, "rqst-cnt")), None)
    return _Page(total, rows)


def _refuse(code: str, message: str) -> None:
    if code == "HITS_EXCEEDED":
        raise QuotaSpent(NAME, "고용행정통계 EIS: 오늘 받을 수 있는 횟수가 끝났다고 해요. 내일 이어서 할 수 있어요.")
    raise SourceRefused(NAME, code, f"고용행정통계 EIS: 요청을 받아 주지 않았어요 ({code}: {message}).")


def _count(text: str) -> int:
    number = number_in(text or "0")
    if number is None or number < 0:
        raise Unreadable(NAME, "사람 수가 수가 아니에요.")
    return number
