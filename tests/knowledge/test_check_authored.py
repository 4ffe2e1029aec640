"""The form of the authored occupations."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.authored import read_authored
from knowledge.check_authored import check_authored
from tests.knowledge.authored_files import sound_unit, write_units

FILE = "authored/occupations/134.yml"
OCCUPATIONS = {"134100", "134102"}


def found_in(authored: Path, *units: Any) -> list[str]:
    write_units(authored, list(units))
    read, problems = read_authored(authored)
    return [str(problem) for problem in [*problems, *check_authored(read, OCCUPATIONS, problems)]]


def test_a_sound_unit_has_no_problem(authored: Path) -> None:
    # GIVEN a sound unit  WHEN it is checked  THEN nothing is wrong
    assert found_in(authored, sound_unit()) == []


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda one: one["tasks"].pop(), "tasks: 2 items instead of 3 to 7"),
        (lambda one: one["related"].pop(), "related: 1 items instead of 2 to 6"),
        (lambda one: one["related"].append("134102"), "related: the occupation itself"),
        (lambda one: one["spoken"].append("통계로 예측하기"), "spoken: 통계로 예측하기 comes twice"),
        (lambda one: one["also_called"].append("가" * 41), f"also_called: too long: {'가' * 41}"),
        (lambda one: one["duties"].pop(), "1 duties instead of 2 to 15"),
        (lambda one: one.update(entry="컴퓨터를 배워요."), "entry: 9 characters instead of 30 to 250"),
        (
            lambda one: one.update(distinct="담긴 뜻을 읽어요. 저장소를 만들지는 않아요."),
            "distinct: 2 sentences instead of 1 to 1",
        ),
        (
            lambda one: one.update(distinct="저장소를 만들기보다 담긴 뜻을 읽어 낸다."),
            "distinct: does not end in 요. (읽어 낸다.)",
        ),
        (lambda one: one.pop("distinct"), "distinct: is missing for an occupation that refines its unit"),
        (
            lambda one: one["tasks"].append("보고서를 만들어요."),
            "tasks: does not end in 요 without a full stop: 보고서를 만들어요.",
        ),
        (lambda one: one["tasks"].append("일해요"), "tasks: 3 characters in 일해요 instead of 8 to 60"),
        (lambda one: one["tasks"].append("데이타를 모아서 정리해요"), "tasks: 데이타 is spelled 데이터"),
        (lambda one: one["examples"].append("컨텐츠분석가"), "examples: 컨텐츠 is spelled 콘텐츠"),
        (lambda one: one["tasks"].append("유망한 분야를 찾아 나서요"), "tasks: praise: 유망"),
        (lambda one: one["tasks"].append("매출을 30% 늘리는 길을 찾아요"), "tasks: a figure: 0%"),
        (lambda one: one["tasks"].append("2025년 자료를 정리해요"), "tasks: a figure: 2025년"),
        (lambda one: one["tasks"].append("월급 300만 원을 받아요"), "tasks: a figure: 0만 원"),
    ],
)
def test_what_breaks_the_style_guide_is_told(
    authored: Path, spoil: Callable[[dict[str, Any]], object], message: str
) -> None:
    # GIVEN an occupation that is not as the style guide says
    unit = sound_unit()
    spoil(unit["occupations"][1])

    # WHEN it is checked
    found = found_in(authored, unit)

    # THEN this is the one problem, with file, line and code
    assert len(found) == 1
    place, code, told = found[0].split(": ", 2)
    assert place.startswith(f"{FILE}:")
    assert (code, told) == ("134102", message)


def test_people_may_write_as_they_do(authored: Path) -> None:
    # GIVEN a usual misspelling among the names that people say
    unit = sound_unit()
    unit["occupations"][1]["also_called"].append("컨텐츠 분석가")
    unit["occupations"][1]["spoken"].append("어플리케이션 데이타 보기")

    # WHEN it is checked  THEN nothing is wrong
    assert found_in(authored, unit) == []


def test_a_head_stands_for_the_whole_unit(authored: Path) -> None:
    # GIVEN a unit's head that is set apart from its unit, and too few duties of the unit
    unit = sound_unit()
    unit["occupations"][0]["distinct"] = "다른 직종과 달리 자료만 다뤄요."
    unit["duties"].pop()

    # WHEN it is checked  THEN both are told
    assert [problem.split(": ", 1)[1] for problem in found_in(authored, unit)] == [
        "1341: 1 duties instead of 2 to 15",
        "134100: distinct: a unit's head stands for the whole unit",
    ]


def test_missing_occupations_are_told_once(authored: Path) -> None:
    # GIVEN a unit of which one occupation is missing
    unit = sound_unit()
    del unit["occupations"][1]

    # WHEN it is checked  THEN the missing one is told
    assert found_in(authored, unit) == [f"{FILE}: 134102: the occupation is not described"]


@pytest.mark.parametrize("spoil", ["occupation", "unit", "file"])
def test_what_cannot_be_read_is_not_missing_as_well(authored: Path, spoil: str) -> None:
    # GIVEN an occupation, a unit or a whole file that cannot be read
    unit: Any = sound_unit()
    if spoil == "occupation":
        unit["occupations"][1]["salary"] = "많아요"
        units: Any = [unit]
    elif spoil == "unit":
        unit["salary"] = "많아요"
        units = [unit]
    else:
        units = unit
    write_units(authored, units)

    # WHEN it is checked
    read, problems = read_authored(authored)

    # THEN the fault is told, and nothing is said to be missing on top of it
    assert len(problems) == 1
    assert check_authored(read, OCCUPATIONS, problems) == []


def test_entries_come_in_code_order(authored: Path) -> None:
    # GIVEN two units in the wrong order, one with its occupations in the wrong order
    first, second = sound_unit(), sound_unit()
    first["occupations"].reverse()
    second["unit"] = "1340"
    second["occupations"] = second["occupations"][:1]
    second["occupations"][0] |= {"code": "134000", "description": "전혀 " + first["occupations"][0]["entry"] * 2}

    # WHEN they are checked
    found = [problem.split(": ", 1)[1] for problem in found_in(authored, first, second)]

    # THEN both are told
    assert "134100: comes after 134102" in found
    assert "1340: the unit comes after 1341" in found


@pytest.mark.parametrize(
    ("change", "alike"),
    [
        (lambda text: text, True),
        (lambda text: text.removeprefix("판매 "), True),
        (lambda text: text.split(". ")[0] + ". 아주 다른 곳에서 전혀 다른 사람들과 함께 지내는 일이에요.", False),
    ],
)
def test_nearly_the_same_description_is_told(authored: Path, change: Callable[[str], str], alike: bool) -> None:
    # GIVEN a description that repeats another one in whole, nearly, or by half
    unit = sound_unit()
    unit["occupations"][0]["description"] = change(unit["occupations"][1]["description"])

    # WHEN it is checked
    found = found_in(authored, unit)

    # THEN only what is nearly the same is told, under the later one
    told = [problem.split(": ", 1)[1] for problem in found]
    assert told == (["134102: description: nearly the same as that of 134100"] if alike else [])
