"""일자리: the official search of job posts (고용24), opened with what is known as filters."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from engine.market.areas import COUNTRY, Area

SEARCH_PAGE = "https://www.work24.go.kr/wk/a/b/1200/retriveDtlEmpSrchList.do"

CAREERS = {"신입": "N", "경력": "E", "관계없음": "Z"}
"""Career as a person says it → the search's code."""
_PERMANENT = "10"
_SEVERAL = "|"


def job_search_url(
    occupation_codes: Sequence[str], area: Area = COUNTRY, career: str = "", permanent: bool = False, words: str = ""
) -> str:
    """The search page with its filters set: occupations, 시도, career (a key of CAREERS), only permanent posts, words.

    Areas below a 시도 open the 시도; the whole country sets no area. 전남광주 is two areas to the search.

    Raises:
        KeyError: `career` is none of CAREERS.
    """
    filters = {
        "searchMode": "Y",
        "siteClcd": "all",
        "sortField": "DATE",
        "sortOrderBy": "DESC",
        "occupation": _SEVERAL.join(occupation_codes),
    }
    if area.kind != "country":
        filters["region"] = _SEVERAL.join(region_codes(area))
    if career:
        filters["careerTypes"] = CAREERS[career]
    if permanent:
        filters["employGbn"] = _PERMANENT
    if words:
        filters["srcKeyword"] = words
    return f"{SEARCH_PAGE}?{urlencode(filters)}"


def region_codes(area: Area) -> tuple[str, ...]:
    """고용24's codes of the 시도 that an area lies in; none for the whole country."""
    if area.kind == "country":
        return ()
    return tuple(code for name in area.provinces for code in _REGION_CODES[name])


_REGION_CODES = {
    "서울": ("11000",),
    "부산": ("26000",),
    "대구": ("27000",),
    "인천": ("28000",),
    "대전": ("30000",),
    "울산": ("31000",),
    "세종": ("36110",),
    "경기": ("41000",),
    "충북": ("43000",),
    "충남": ("44000",),
    "전남광주": ("29000", "46000"),
    "경북": ("47000",),
    "경남": ("48000",),
    "제주": ("50000",),
    "강원": ("51000",),
    "전북": ("52000",),
}
"""시도 of the statistics → region codes of 고용24."""
