"""Openings and seekers (EIS), figures quoted by the press, and region codes."""

from knowledge.compile.source_files import SourceFolder
from knowledge.tables import Row

_KECO_PREFIXES = {
    "01": "0",
    "02": "1",
    "03": "2",
    "04": "3",
    "05": "4",
    "06": "5",
    "07": "6",
    "08": "7",
    "09": "81|82",
    "10": "83|84",
    "11": "85|86|87",
    "12": "88|89",
    "13": "9",
}
"""EIS 직종 group → first digits of the KECO codes in it: the KECO 대분류, of which 설치·정비·생산 (8) is in four parts."""


def market_groups(source: SourceFolder) -> list[Row]:
    """Rows of `market_groups`."""
    names = {row["job_top_code"]: row["job_top_name"] for row in _province_rows(source)}
    return [{"code": code, "name": name, "keco_prefixes": _KECO_PREFIXES.get(code)} for code, name in names.items()]


def market_by_province(source: SourceFolder) -> list[Row]:
    """Rows of `market_by_province`. The ratio is left out: it follows from the two counts."""
    return [
        {
            "province": row["sido"],
            "market_group": row["job_top_code"],
            "month": row["year_month"],
            "openings": int(row["new_openings"]),
            "seekers": int(row["new_seekers"]),
        }
        for row in _province_rows(source)
    ]


def market_by_district(source: SourceFolder) -> list[Row]:
    """Rows of `market_by_district`."""
    return [
        {
            "district_code": row["sigungu_code"],
            "market_group": row["job_top_code"],
            "month": row["year_month"],
            "province": row["sido"],
            "district": row["sigungu"],
            "openings": int(row["new_openings"]),
            "seekers": int(row["new_seekers"]),
        }
        for row in source.rows(
            "eis_openings_seekers_by_district.csv",
            *("sigungu_code", "sido", "sigungu", "job_top_code", "year_month", "new_openings", "new_seekers"),
        )
    ]


def quoted_figures(source: SourceFolder) -> list[Row]:
    """Rows of `quoted_figures`."""
    return [
        {**row, "value": float(row["value"]), "note": row["note"] or None}
        for row in source.rows("quoted_figures.csv", "topic", "year", "item", "value", "unit", "source_page", "note")
    ]


def regions(source: SourceFolder) -> list[Row]:
    """Rows of `regions`."""
    return [
        {"code": row["region_cd"], "name": row["region_nm"], "parent": row["super_cd"] or None}
        for row in source.rows("work24_region_codes.csv", "region_cd", "region_nm", "super_cd")
    ]


def _province_rows(source: SourceFolder) -> list[dict[str, str]]:
    return source.rows(
        "eis_openings_seekers_by_province.csv",
        *("sido", "job_top_code", "job_top_name", "year_month", "new_openings", "new_seekers"),
    )
