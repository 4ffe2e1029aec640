"""Which 시군구 codes the EIS has in a month, and under which codes their figures are kept.

The tables of the repository name the codes of two months. Between two of them a city may have been divided, so the
codes of both are asked; a code that does not exist yet answers with nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.base import KnowledgeBase

_RENUMBERED = (("2023-06", "51", "42"), ("2024-01", "52", "45"))
"""강원 and 전북: first month, present and former first digits; the other digits stayed."""

_MERGED_FROM = "2026-07"
"""전남광주통합특별시 (12): before it 광주 (29) and 전남 (46), with other codes for the same districts."""

_MERGED = ("12", "29", "46")


@dataclass(frozen=True, slots=True)
class Area:
    """A 시군구. `code`: under which it is kept; `asked`: codes to ask for until one answers, best first."""

    code: str
    province: str
    district: str
    asked: tuple[str, ...]


def areas(kb: KnowledgeBase, month: str) -> tuple[Area, ...]:
    """The 시군구 of a month (`YYYY-MM`), by code."""
    known = kb.market_districts
    earlier = [other for other in known if other <= month]
    later = [other for other in known if other >= month]
    nearest = {*(earlier[-1:] or later[:1]), *(later[:1] if earlier else ())}
    found = {district.code: district for other in sorted(nearest) for district in known[other]}
    former = _former_codes(kb)
    result = []
    for code, district in sorted(found.items()):
        asked = [code]
        if month < _MERGED_FROM and code in former:
            asked.insert(0, former[code])
        for since, present, before in _RENUMBERED:
            if month < since and code.startswith(present):
                asked.insert(0, before + code[2:])
        result.append(Area(code, district.province, district.district, tuple(asked)))
    return tuple(result)


def _former_codes(kb: KnowledgeBase) -> dict[str, str]:
    """Present code of a district of 전남광주 → its code before the merger, found by its name in the list of 고용24."""
    present, *before = _MERGED
    names: dict[str, list[str]] = {}
    for region in kb.regions.values():
        if region.parent[:2] in before:
            names.setdefault(region.name.split(" ", 1)[-1], []).append(region.code)
    districts = {district.code: district for month in kb.market_districts.values() for district in month}
    return {
        code: names[district.district][0]
        for code, district in districts.items()
        if code.startswith(present) and len(names.get(district.district, ())) == 1
    }
