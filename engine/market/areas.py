"""Areas of the labour market as people name them: 서울, 수도권, 마포, 경기 광주, 전국."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from knowledge.base import KnowledgeBase

COUNTRY_NAME = "전국"
_SHORTEST_STEM = 2

_PROVINCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "서울": ("11", ("서울특별시", "서울시")),
    "부산": ("26", ("부산광역시", "부산시")),
    "대구": ("27", ("대구광역시", "대구시")),
    "인천": ("28", ("인천광역시", "인천시")),
    "대전": ("30", ("대전광역시", "대전시")),
    "울산": ("31", ("울산광역시", "울산시")),
    "세종": ("36", ("세종특별자치시", "세종시")),
    "경기": ("41", ("경기도",)),
    "강원": ("51", ("강원특별자치도", "강원도")),
    "충북": ("43", ("충청북도",)),
    "충남": ("44", ("충청남도",)),
    "전북": ("52", ("전북특별자치도", "전라북도")),
    "전남광주": ("12", ("광주광역시", "전라남도", "전남", "광주")),
    "경북": ("47", ("경상북도",)),
    "경남": ("48", ("경상남도",)),
    "제주": ("50", ("제주특별자치도", "제주도")),
}
"""시도 as the statistics name them → two digits, and what else people call them."""

_GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "수도권": ("g1", ("서울", "인천", "경기")),
    "충청권": ("g2", ("대전", "세종", "충북", "충남")),
    "호남권": ("g3", ("전북", "전남광주")),
    "대구·경북": ("g4", ("대구", "경북")),
    "부산·울산·경남": ("g5", ("부산", "울산", "경남")),
    "영남권": ("g6", ("부산", "대구", "울산", "경북", "경남")),
}
_GROUP_NAMES = {
    "수도권": ("수도권",),
    "충청권": ("충청권", "충청도", "충청"),
    "호남권": ("호남권", "호남", "전라도"),
    "대구·경북": ("대구경북", "대경권"),
    "부산·울산·경남": ("부산울산경남", "부울경", "동남권"),
    "영남권": ("영남권", "영남", "경상도"),
}
_COUNTRY_NAMES = ("전국", "우리나라", "대한민국", "한국 전체", "나라 전체")

_EVERYDAY_WORDS = (
    *("연수", "음성", "진도", "장수", "오산", "공주", "보은", "영양", "의성", "무안", "화성", "구리", "고령", "예산"),
    *("사상", "수영", "기장", "남동", "동해", "남해", "유성", "이천"),
)
"""Stems of districts that are also words: they count only with 시, 군 or 구, or after their 시도."""

_JOSA = (
    "에서는|에서도|에서|에는|에도|에|은요|는요|은|는|이랑|랑|이나|나|의|도|와|과|하고|으로|로|만|쪽|지역|근처|일대|권|이요|요|"
    "구인|구직|일자리|채용|상황|기준"
)


@dataclass(frozen=True, slots=True)
class Area:
    """`kind`: country, group (several 시도), province or district. `code`: ASCII. `provinces`: the 시도 it lies in."""

    kind: str
    name: str
    code: str
    provinces: tuple[str, ...]
    district: str = ""

    def holds(self, region: str) -> bool:
        """Whether a place written as "서울 마포구 …" lies in the area."""
        if self.kind == "country":
            return True
        first, _, rest = region.strip().partition(" ")
        if province_named(first) not in self.provinces:
            return False
        return not self.district or rest == self.district or rest.startswith(f"{self.district} ")


@dataclass(frozen=True, slots=True)
class AreaReading:
    """`outcome`: "found" (one area), "ambiguous" (one name of several areas) or "not_named"."""

    outcome: str
    areas: tuple[Area, ...] = ()


COUNTRY_CODE = "00"
COUNTRY = Area("country", COUNTRY_NAME, COUNTRY_CODE, tuple(_PROVINCES))


def province_named(text: str) -> str:
    """The 시도 of a name such as 서울시 or 전라남도; empty if it is none."""
    for name, (_, others) in _PROVINCES.items():
        if text == name or text in others:
            return name
    return ""


def province_area(name: str) -> Area:
    """Raises KeyError for a name that is no 시도 of the statistics."""
    return Area("province", name, f"{_PROVINCES[name][0]}000", (name,))


def group_area(name: str) -> Area:
    """Raises KeyError for a name that is no group of 시도."""
    code, provinces = _GROUPS[name]
    return Area("group", name, code, provinces)


def areas_to_choose() -> tuple[Area, ...]:
    """The country, 수도권 and the 시도, in the usual order."""
    return (COUNTRY, group_area("수도권"), *(province_area(name) for name in _PROVINCES))


def area_of_code(kb: KnowledgeBase, code: str) -> Area | None:
    """The area with this code, or None."""
    fixed = {area.code: area for area in (*areas_to_choose(), *(group_area(name) for name in _GROUPS))}
    return fixed.get(code) or next((area for area in _districts(kb) if area.code == code), None)


def read_area(kb: KnowledgeBase, text: str) -> AreaReading:
    """The area that a message names: the smallest one, e.g. 마포구 of "서울 마포"."""
    if re.search(r"(?<![가-힣])광주시", text) and not re.search("경기|전남|전라", text):
        return AreaReading("ambiguous", (province_area("전남광주"), _city_of_gwangju(kb)))
    provinces = _named_provinces(text)
    districts = [area for area in _districts(kb) if _names_district(text, area, provinces)]
    if provinces:
        districts = [area for area in districts if area.provinces[0] in provinces]
    districts = _most_exact(districts)
    if districts:
        return AreaReading("found" if len(districts) == 1 else "ambiguous", tuple(districts))
    for name, spellings in _GROUP_NAMES.items():
        if any(_stands(spelling, text) for spelling in spellings):
            return AreaReading("found", (group_area(name),))
    if provinces:
        named = tuple(province_area(name) for name in provinces)
        return AreaReading("found" if len(named) == 1 else "ambiguous", named)
    if any(name in text for name in _COUNTRY_NAMES):
        return AreaReading("found", (COUNTRY,))
    return AreaReading("not_named")


def _city_of_gwangju(kb: KnowledgeBase) -> Area:
    return next(area for area in _districts(kb) if area.name == "경기 광주시")


def _named_provinces(text: str) -> list[str]:
    found = []
    for name, (_, others) in _PROVINCES.items():
        spellings = (name, *others)
        if any(_stands(spelling, text) for spelling in spellings):
            found.append(name)
    if "전남광주" in found and "경기" in found and not re.search(r"광주광역시|전남|전라남도", text):
        found.remove("전남광주")  # 경기 광주 is the city in 경기
    return found


def _stands(name: str, text: str) -> bool:
    """Whether the name stands as a word of its own in the text, perhaps with a particle."""
    if name not in text:
        return False
    return bool(
        re.search(
            rf"(?<![가-힣]){re.escape(name)}(?=$|[^가-힣]|(?:{_JOSA})(?![가-힣]{{3,}})|[가-힣]+[시군구](?![가-힣]{{2,}}))",
            text,
        )
    )


def _names_district(text: str, area: Area, provinces: list[str]) -> bool:
    """By its whole name, or by the name without 시, 군 or 구 where that is no other word."""
    name, province = area.district, area.provinces[0]
    if name[:-1] not in text:
        return False  # spares making a few hundred patterns for every message
    spoken = "|".join((province, *_PROVINCES[province][1]))
    if re.search(rf"(?:(?<![가-힣])|(?:{spoken}))\s*{name}", text):
        return True
    stem = name[:-1]
    if len(stem) < _SHORTEST_STEM or " " in name:
        return False
    after = rf"(?=$|[^가-힣]|(?:{_JOSA})(?![가-힣]{{3,}}))"
    if re.search(rf"(?:{spoken})\s*{stem}{after}", text) and stem not in _PROVINCES:
        return True
    if stem in _EVERYDAY_WORDS or stem in _PROVINCES or stem == "광주":
        return False
    return bool(re.search(rf"(?<![가-힣]){stem}{after}", text))


def _most_exact(areas: list[Area]) -> list[Area]:
    """Without areas whose name is only the end of another one that was named (동구 of 남동구), and without a city
    whose 구 was named (수원시 of 수원시 팔달구)."""

    def covered(area: Area, other: Area) -> bool:
        longer = len(other.district) > len(area.district)
        return longer and (other.district.endswith(area.district) or other.name.startswith(f"{area.name} "))

    return [area for area in areas if not any(covered(area, other) for other in areas)]


_by_base: WeakKeyDictionary[KnowledgeBase, tuple[Area, ...]] = WeakKeyDictionary()


def _districts(kb: KnowledgeBase) -> tuple[Area, ...]:
    """Every 시군구 of the tables once, and the cities that are given by 구 (수원시, whose code ends in c)."""
    known = _by_base.get(kb)
    if known is None:
        codes: dict[tuple[str, str], list[str]] = defaultdict(list)
        for figure in kb.market_by_district:
            codes[figure.province, figure.district].append(figure.district_code)
            if " " in figure.district:
                codes[figure.province, figure.district.split(" ")[0]].append(f"{figure.district_code}c")
        known = tuple(
            Area("district", f"{province} {district}", min(found), (province,), district)
            for (province, district), found in sorted(codes.items())
        )
        _by_base[kb] = known
    return known
