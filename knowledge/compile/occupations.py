"""Occupations (직종) and the levels above them, KECO 2018."""

from pathlib import Path

from knowledge.compile.source_files import SourceError, SourceFolder
from knowledge.tables import Row

_LABELS = Path(__file__).with_name("minor_group_labels.txt")
"""The minor labels of the source with the word spaces that it lacks: one `code label` a line."""

_LABELS_OF_2018 = {
    "134": "데이터 및 네트워크 전문가",
    "135": "정보보안 전문가",
    "136": "통신·방송송출 장비 기사",
    "561": "청소·방역 및 가사 서비스원",
    "562": "검침·주차관리 및 기타 서비스 단순 종사원",
    "612": "영업원 및 상품 중개인",
    "613": "텔레마케터",
    "614": "소규모 상점 경영 및 일선 관리 종사원",
}
"""Minor codes that KECO 2025 gave to other work: the source has the label of 2025, these are of 2018 like the units."""

UnitNames = dict[str, str]


def occupations(source: SourceFolder) -> list[Row]:
    """Rows of `occupations`."""
    return [
        {
            "code": row["code6"],
            "name": row["name"],
            "unit": row["code6"][:4],
            "is_unit_head": row["is_unit_head"] == "Y",
        }
        for row in source.rows("keco2018_occupations.csv", "code6", "name", "major_name", "is_unit_head")
    ]


def occupation_groups(source: SourceFolder) -> list[Row]:
    """Rows of `occupation_groups`: majors (first digit), minors (three digits), units (four digits)."""
    majors: dict[str, str] = {}
    units: dict[str, str] = {}
    for row in source.rows("keco2018_occupations.csv", "code6", "name", "major_name", "is_unit_head"):
        code = row["code6"]
        if majors.setdefault(code[0], row["major_name"]) != row["major_name"]:
            raise SourceError(f"직종 {code}의 대분류 이름이 같은 대분류의 다른 직종과 달라요.")
        if row["is_unit_head"] == "Y":
            units[code[:4]] = row["name"]
        else:
            units.setdefault(code[:4], "")
    given_names = {row["unit4"]: row["name"] for row in source.rows("keco2018_unit_names.csv", "unit4", "name")}
    units.update((unit, given_names[unit]) for unit in units if unit in given_names)
    nameless = [unit for unit, name in units.items() if not name]
    if nameless:
        raise SourceError(f"이름을 알 수 없는 세분류가 있어요: {', '.join(nameless)}")
    labels = _minor_labels(source)
    minors = {unit[:3] for unit in units}
    return [
        *({"code": code, "level": "major", "name": name, "parent": None} for code, name in majors.items()),
        *({"code": code, "level": "minor", "name": labels[code], "parent": code[0]} for code in minors),
        *({"code": code, "level": "unit", "name": name, "parent": code[:3]} for code, name in units.items()),
    ]


def unit_names(source: SourceFolder) -> UnitNames:
    """Code → name of every unit that exists."""
    return {row["code"]: row["name"] for row in occupation_groups(source) if row["level"] == "unit"}


def _minor_labels(source: SourceFolder) -> dict[str, str]:
    """Code → label; the spaced label only where it is letter for letter the label that the source gives."""
    spaced = dict(line.split(" ", 1) for line in _LABELS.read_text(encoding="utf-8").splitlines())
    labels = dict(_LABELS_OF_2018)
    for row in source.rows("keco_minor_groups.csv", "minor_code", "label_nospace"):
        code, given = row["minor_code"], row["label_nospace"]
        known = spaced.get(code, "")
        labels.setdefault(code, known if known.replace(" ", "").replace(",", "") == given else given)
    return labels
