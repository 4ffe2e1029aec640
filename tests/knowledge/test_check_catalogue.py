"""The form of 직무, certificates, majors and skills, what they say about one another, and what is missing."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pytest

from knowledge.authored_catalogue import read_catalogue
from knowledge.check_catalogue import check_catalogue
from knowledge.completeness import CERTIFICATES, DUTIES, MAJORS, NATIONAL_TECHNICAL
from tests.knowledge.catalogue_files import CERTIFICATE, DUTY, MAJOR, SKILL, sound, write, write_all

DUTIES_THAT_ARE = {"20010105", "20010107"}
TECHNICAL = {"빅데이터분석기사", "정보처리기사"}
MAJORS_THAT_ARE = {"통계학", "산업공학"}


def found_in(authored: Path, complete: Collection[str] = ()) -> list[str]:
    catalogue, problems = read_catalogue(authored)
    found = check_catalogue(catalogue, DUTIES_THAT_ARE, TECHNICAL, MAJORS_THAT_ARE, complete, problems)
    return [str(problem) for problem in [*problems, *found]]


def test_sound_entries_have_no_problem(authored: Path) -> None:
    # GIVEN sound entries  WHEN they are checked  THEN nothing is wrong
    write_all(authored)
    assert found_in(authored) == []


@pytest.mark.parametrize(
    ("file", "spoil", "message"),
    [
        (DUTY, lambda one: one.update(definition="분석해요."), "definition: 5 characters instead of 20 to 120"),
        (
            DUTY,
            lambda one: one.update(definition="쌓인 기록을 모아서 정리해요. 그리고 답을 내놓아요."),
            "definition: 2 sentences instead of 1 to 1",
        ),
        (
            DUTY,
            lambda one: one.update(definition="유망한 분야에서 쌓인 기록을 분석하는 일이에요."),
            "definition: praise: 유망",
        ),
        (DUTY, lambda one: one["tools"].pop(), "tools: 3 items instead of 4 to 10"),
        (DUTY, lambda one: one["tools"].append("데이타 분석기"), "tools: 데이타 is spelled 데이터"),
        (DUTY, lambda one: one["skills"].append("시각화"), "skills: 시각화 comes twice"),
        (DUTY, lambda one: one["knowledge"].append("가" * 41), f"knowledge: too long: {'가' * 41}"),
        (DUTY, lambda one: one["majors"].pop(), "majors: 1 items instead of 2 to 6"),
        (
            DUTY,
            lambda one: one["certificates"].append("없는기능사"),
            "certificates: there is no certificate 없는기능사",
        ),
        (
            CERTIFICATE,
            lambda one: one.update(description="많은 자료를 모으고 분석하는 실력을 증명한다."),
            "description: does not end in 요. ( 증명한다.)",
        ),
        (CERTIFICATE, lambda one: one["also_called"].append("빅분기"), "also_called: 빅분기 comes twice"),
        (CERTIFICATE, lambda one: one["also_called"].append("빅데이터분석기사"), "also_called: the name itself"),
        (CERTIFICATE, lambda one: one.update(occupations=["134102"] * 2), "occupations: 134102 comes twice"),
        (MAJOR, lambda one: one["courses"].pop(), "courses: 9 items instead of 10 to 20"),
        (MAJOR, lambda one: one["departments"].append("컨텐츠학과"), "departments: 컨텐츠 is spelled 콘텐츠"),
        (SKILL, lambda one: one["also_called"].append("Python"), "also_called: Python comes twice"),
        (SKILL, lambda one: one.update(duties=["20010105"] * 2), "duties: 20010105 comes twice"),
    ],
)
def test_what_breaks_the_style_guide_is_told(
    authored: Path, file: str, spoil: Callable[[dict[str, Any]], object], message: str
) -> None:
    # GIVEN an entry that is not as the style guide says
    write_all(authored)
    entry = sound(file)
    spoil(entry)
    write(authored, file, entry)

    # WHEN all are checked
    # THEN this is the one problem, with file, line and entry
    key = next(iter(entry.values()))
    assert found_in(authored) == [f"authored/{file}:1: {key}: {message}"]


def test_duties_out_of_order_and_alike_are_told(authored: Path) -> None:
    # GIVEN two duties in the wrong order with the same definition
    write(authored, DUTY, {**sound(DUTY), "duty": "20010107", "certificates": []}, sound(DUTY))

    # WHEN they are checked
    # THEN both faults of the second are told
    messages = [problem.split(": ", 1)[1] for problem in found_in(authored)]
    assert messages == ["20010105: definition: nearly the same as that of 20010107", "20010105: comes after 20010107"]


def test_a_repeated_description_and_the_name_of_another_are_told(authored: Path) -> None:
    # GIVEN a certificate that says what another says, and bears its name
    other = {**sound(CERTIFICATE), "name": "정보처리기사", "also_called": ["빅데이터분석기사"]}
    write(authored, CERTIFICATE, sound(CERTIFICATE), other)

    # WHEN they are checked
    # THEN both faults are told
    messages = [problem.split(": ", 1)[1] for problem in found_in(authored)]
    assert messages == [
        "정보처리기사: description: the same as that of 빅데이터분석기사",
        "정보처리기사: also_called: 빅데이터분석기사 is another one's name",
    ]


@pytest.mark.parametrize("end", ["지금은 새로 시험을 보지 않아요.", "지금은 가 자격과 나 자격으로 나뉘었어요."])
def test_a_certificate_that_nobody_can_take_is_not_recommended(authored: Path, end: str) -> None:
    # GIVEN a duty with a certificate that says it is no longer held
    write(authored, DUTY, sound(DUTY))
    write(authored, CERTIFICATE, {**sound(CERTIFICATE), "description": f"많은 자료를 분석하는 실력을 증명하며 {end}"})

    # WHEN they are checked
    # THEN the duty is told not to name it
    assert found_in(authored) == [f"authored/{DUTY}:1: 20010105: certificates: 빅데이터분석기사 can no longer be taken"]


def test_other_certificates_must_be_known_once_all_are_described(authored: Path) -> None:
    # GIVEN a duty with a professional certificate that is not described
    write_all(authored)
    write(authored, DUTY, {**sound(DUTY), "certificates": ["변리사"]})

    # WHEN it is checked before and after all certificates are there
    # THEN it is told only then
    assert found_in(authored) == []
    assert found_in(authored, {CERTIFICATES}) == [
        f"authored/{DUTY}:1: 20010105: certificates: there is no certificate 변리사"
    ]


def test_gaps_are_told_in_finished_parts_only(authored: Path) -> None:
    # GIVEN one entry of each kind where two should be
    write_all(authored)

    # WHEN each part is declared to be finished
    # THEN just its gap is told
    assert found_in(authored, {DUTIES}) == [f"authored/{DUTY}: 20010107: the duty is not described"]
    assert found_in(authored, {NATIONAL_TECHNICAL}) == [
        f"authored/{CERTIFICATE}: 정보처리기사: the certificate is not described"
    ]
    assert found_in(authored, {MAJORS}) == [f"authored/{MAJOR}: 산업공학: the major is not described"]


def test_an_older_name_needs_no_text_of_its_own(authored: Path) -> None:
    # GIVEN a certificate of the table that is an older name of a described one
    entry = sound(CERTIFICATE)
    entry["also_called"].append("정보처리기사")
    write(authored, CERTIFICATE, entry)

    # WHEN the part is declared to be finished  THEN nothing is missing
    assert found_in(authored, {NATIONAL_TECHNICAL}) == []


def test_what_cannot_be_read_is_not_told_as_missing_too(authored: Path) -> None:
    # GIVEN a file that is no YAML, and a major without its courses
    write(authored, DUTY, sound(DUTY)).write_text("- duty: [", encoding="utf-8")
    broken = {key: value for key, value in sound(MAJOR).items() if key != "courses"}
    write(authored, MAJOR, broken, {**sound(MAJOR), "major": "산업공학"})

    # WHEN both parts are checked as finished
    found = found_in(authored, {DUTIES, MAJORS})

    # THEN each is told once
    assert len(found) == 2
    assert found[0].startswith(f"authored/{DUTY}:2: not readable as YAML")
    assert found[1] == f"authored/{MAJOR}:1: 통계학: courses is missing"
