"""The measure of the mapping, on pairs of which the right answer is known."""

from pathlib import Path

from knowledge.check import Content
from tests.evaluation.duty_mapping import agreement, linked_pairs, read_yardstick

CONTENT: Content = {
    "occupation_groups": [
        (2, {"code": "41", "level": "minor", "name": "음향·녹음 기사"}),
        (3, {"code": "4165", "level": "unit", "name": "음향·녹음 기사"}),
        (4, {"code": "1341", "level": "unit", "name": "데이터 전문가"}),
        (5, {"code": "0284", "level": "unit", "name": "생산·품질 사무원"}),
        (6, {"code": "0283", "level": "unit", "name": "자재·구매·물류 사무원"}),
    ],
    "occupations": [
        (2, {"name": "데이터 분석가(빅데이터 분석가)", "unit": "1341"}),
        (3, {"name": "음향 기사", "unit": "4165"}),
    ],
    "curated_duties": [
        (1, {"occupation": "134102", "duty": "20010105"}),
        (1, {"occupation": "134101", "duty": "20010105"}),
    ],
    "occupation_duty": [
        (2, {"occupation": "416500", "duty": "20010105", "basis": "derived"}),
        (3, {"occupation": "134102", "duty": "20010105", "basis": "official"}),
    ],
}


def test_units_are_found_by_their_name_or_that_of_their_occupations(tmp_path: Path) -> None:
    # GIVEN official pairs with a unit spelled otherwise, one that only its occupation tells, one whose name only
    # resembles that of a unit in its minor group, and an unknown one
    pairs, occupations = tmp_path / "pairs.csv", tmp_path / "occupations.csv"
    pairs.write_text(
        "subdivision_code,subdivision_name,keco2025_unit4,keco2025_name\n"
        "08030406,영상편집,4165,음향 및 녹음 기사\n"
        "20010105,빅데이터분석,1351,데이터 시스템 전문가\n"
        "02040305,물류기획,0285,생산 및 품질관리 사무원\n"
        "20010105,빅데이터분석,9999,모르는 일\n",
        encoding="utf-8",
    )
    occupations.write_text("code6,name\n135101,데이터 분석가\n135102,새 직종\n999900,모르는 일\n", encoding="utf-8")

    # WHEN they are read
    yardstick = read_yardstick(pairs, occupations, CONTENT)

    # THEN the first three are in KECO 2018, and the fourth is told
    assert yardstick.pairs == {("08030406", "4165"), ("20010105", "1341"), ("02040305", "0284")}
    assert yardstick.not_found == ("모르는 일",)


def test_links_are_counted_by_unit_and_basis() -> None:
    # GIVEN two curated links of one unit, a derived and an official one
    # WHEN the pairs are read
    # THEN each basis has its own, and a unit counts once
    assert linked_pairs(CONTENT, "curated") == {("20010105", "1341")}
    assert linked_pairs(CONTENT, "derived") == {("20010105", "4165")}


def test_only_the_duties_of_the_yardstick_are_judged() -> None:
    # GIVEN three links, one of them of a 직무 that the yardstick does not hold
    linked = frozenset({("A", "1"), ("A", "2"), ("B", "1")})
    official = frozenset({("A", "1"), ("A", "3"), ("A", "4")})
    names = {"A": "가", "1": "하나", "2": "둘", "3": "셋", "4": "넷"}

    # WHEN they are compared
    found = agreement(linked, official, names)

    # THEN one of two links is official, and one of three official pairs is linked
    assert (found.linked, found.official, found.both) == (2, 3, 1)
    assert (found.precision, found.recall) == (0.5, 0.333)
    assert found.missed == ("가 – 3 셋", "가 – 4 넷")
    assert found.not_official == ("가 – 2 둘",)
