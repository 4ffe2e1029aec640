"""What cannot be right about an entry."""

from __future__ import annotations

from datetime import date

import pytest

from engine.profile import (
    Certificate,
    Education,
    EducationStatus,
    Entry,
    Experience,
    ExperienceKind,
    PartialDate,
    ProfileError,
    SchoolLevel,
    Skill,
    Training,
    profile_from_json,
)
from engine.profile.checks import length_line, problems_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("entry", "field", "says"),
    [
        (Experience("e", start=PartialDate(2022, 2), end=PartialDate(2018, 3)), "end", "2018년 3월"),
        (Experience("e", start=PartialDate(2027, 2)), "start", "오지 않은"),
        (Experience("e", organisation="가람", end=PartialDate(2027, 2)), "end", "오지 않은"),
        (Experience("e", start=PartialDate(2018), end=PartialDate(2020), current=True), "end", "어느 쪽"),
        (Experience("e", organisation="가람", content="가" * 251), "content", "502바이트"),
        (Experience("e", kind=ExperienceKind.AWARD, start=PartialDate(2026, 12)), "start", "오지 않은"),
        (Certificate("c", "정보처리기사", acquired=PartialDate(2026, 11, 23)), "acquired", "오지 않은"),
        (Certificate("c", acquired=PartialDate(2020)), "name", "자격증명"),
        (Education("d", school="가" * 101), "school", "202바이트"),
        (
            Education("d", status=EducationStatus.GRADUATED, major="통계학", end=PartialDate(2027, 2)),
            "end",
            "오지 않은",
        ),
        (Education("d", major="통계학", courses=("가",) * 61), "courses", "61개"),
        (Skill("s"), "", "내용이 없어요"),
        (Experience("e"), "", "내용이 없어요"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(entry: Entry, field: str, says: str) -> None:
    # GIVEN an entry with one thing wrong  WHEN it is checked
    problems = problems_of(entry, TODAY)
    # THEN exactly that field is named, with the reason
    assert [problem.field for problem in problems] == [field]
    assert says in problems[0].message


@pytest.mark.parametrize(
    "entry",
    [
        Experience("e", start=PartialDate(2018), end=PartialDate(2018)),
        Experience("e", start=PartialDate(2018, 5), end=PartialDate(2018)),
        Experience("e", start=PartialDate(2026, 11), current=True),
        Experience("e", organisation="가람", content="가" * 250),
        Education("d", level=SchoolLevel.UNIVERSITY, status=EducationStatus.GRADUATING, end=PartialDate(2027, 2)),
        Education("d", level=SchoolLevel.UNIVERSITY, status=EducationStatus.ENROLLED, start=PartialDate(2023, 3)),
        Training("t", course="제과제빵", start=PartialDate(2026, 9), end=PartialDate(2027, 2)),
        Certificate("c", "정보처리기사", acquired=PartialDate(2026, 11, 22)),
        Certificate("c", "정보처리기사"),
        Skill("s", "엑셀"),
    ],
)
def test_what_can_be_is_accepted(entry: Entry) -> None:
    # GIVEN something vague, planned or at the very limit  THEN nothing is wrong with it
    assert problems_of(entry, TODAY) == ()


def test_length_is_shown_as_in_the_guide() -> None:
    # GIVEN Korean and Latin letters  THEN a syllable counts two
    assert length_line("용접 CO2", 500) == "8Byte / 500Byte"


def test_a_file_is_checked_too() -> None:
    # GIVEN a file whose second job ends before it begins  WHEN it is read  THEN it is refused with the place
    jobs = [{"organisation": "가람"}, {"organisation": "한빛", "start": "2020-05", "end": "2019-01"}]
    with pytest.raises(ProfileError, match=r"experiences\[2\].*2019년 1월"):
        profile_from_json({"experiences": jobs})
