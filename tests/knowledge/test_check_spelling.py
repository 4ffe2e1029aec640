"""One spelling for one term, in the lists and in the sentences."""

from pathlib import Path

import pytest

from knowledge.authored import read_authored
from knowledge.authored_catalogue import read_catalogue
from knowledge.check_spelling import check_spelling, letters
from tests.knowledge.authored_files import sound_unit, write_units
from tests.knowledge.catalogue_files import DUTY, MAJOR, SKILL, sound, write, write_all


def found_in(authored: Path) -> list[str]:
    units, faults = read_authored(authored)
    catalogue, further_faults = read_catalogue(authored)
    assert (faults, further_faults) == ([], [])
    return [str(problem) for problem in check_spelling(units, catalogue)]


def test_terms_of_one_spelling_are_sound(authored: Path) -> None:
    # GIVEN entries of every kind  WHEN they are checked  THEN nothing is wrong
    write_all(authored)
    write_units(authored, [sound_unit()])
    assert found_in(authored) == []


@pytest.mark.parametrize(
    ("file", "key", "value", "named"),
    [
        (
            DUTY,
            "tools",
            ["3D프린터", "3D 프린터"],
            "authored/duties/20.yml:1: 20010105: tools: 3D 프린터 is spelled 3D프린터",
        ),
        (
            SKILL,
            "name",
            "통계분석 방법",
            "authored/skills/data.yml:1: 통계분석 방법: name: 통계분석 방법 is spelled 통계 분석 방법",
        ),
        (MAJOR, "courses", ["sql 작성"], "authored/majors.yml:1: 통계학: courses: sql 작성 is spelled SQL 작성"),
    ],
)
def test_another_spelling_is_told_with_both_places(
    file: str, key: str, value: list[str] | str, named: str, authored: Path
) -> None:
    # GIVEN a term that stands elsewhere with other spaces or letters
    write_all(authored)
    write(authored, file, sound(file) | {key: value})

    # WHEN the spelling is checked
    found = found_in(authored)

    # THEN the second place is told, and the first is named in it
    assert [problem.split(" in authored/")[0] for problem in found] == [named]
    assert found[0].endswith(" in authored/duties/20.yml:1 (20010105)")


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("데이터전처리를 하고 결과를 알려요.", "데이터전처리"),
        ("통계분석 방법으로 답을 찾아요.", "통계분석 방법"),
        ("데이터 전처리와 데이터전처리기 이야기를 해요.", None),
        ("데이터, 전처리를 따로 배워요.", None),
    ],
)
def test_sentences_spell_terms_as_the_lists_do(sentence: str, written: str | None, authored: Path) -> None:
    # GIVEN a description that uses a term of a 직무 with a josa, in other words, or with a comma inside
    write_all(authored)
    unit = sound_unit()
    unit["occupations"][0]["description"] = sentence
    write_units(authored, [unit])

    # WHEN the spelling is checked  THEN only the term in another spelling is told
    found = found_in(authored)
    assert len(found) == (written is not None)
    assert written is None or f"description: {written} is spelled " in found[0]


def test_what_spellings_have_in_common() -> None:
    # GIVEN spellings of one term, and a list of two things  WHEN they are brought down to letters
    # THEN the spellings agree, and the list stays apart
    assert letters("Wi-Fi 설치") == letters("WiFi설치") == "wifi설치"
    assert letters("공정·안전 관리") != letters("공정 안전 관리")
