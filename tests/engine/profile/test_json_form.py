"""The JSON form of a profile."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.profile import ExperienceKind, PartialDate, ProfileError, SchoolLevel, profile_from_json, to_json
from engine.profile.model import months_between

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "profile.md"


def example() -> dict[str, Any]:
    found = re.search(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_documented_example_is_read_and_written_back() -> None:
    # GIVEN the example of the documentation
    profile = profile_from_json(example())
    # THEN its entries are there with terms and dates
    assert profile.educations[0].level is SchoolLevel.UNIVERSITY
    assert profile.educations[0].courses == ("회로이론", "반도체공학")
    assert profile.certificates[0].acquired == PartialDate(2016, 11, 25)
    assert profile.experiences[1].kind is ExperienceKind.PROJECT
    assert profile.experiences[1].start == PartialDate(2021)
    assert profile.experiences[2].current
    assert [(skill.id, skill.name) for skill in profile.skills] == [("skl1", "파이썬"), ("s2", "엑셀")]
    # WHEN it is written and read again  THEN nothing was lost
    assert profile_from_json(json.loads(json.dumps(to_json(profile)))) == profile


def test_every_kind_of_experience_is_documented() -> None:
    # GIVEN the documentation  THEN it names every kind
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [kind for kind in ExperienceKind if kind not in text] == []


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ([], "JSON 객체"),
        ({"hobbies": []}, "hobbies"),
        ({"skills": "파이썬"}, "skills"),
        ({"skills": [3]}, r"skills\[1\]"),
        ({"educations": [{"level": "유치원"}]}, r"educations\[1\].*level.*유치원"),
        ({"educations": [{"level": "고등학교"}, {"start": "2018-13"}]}, r"educations\[2\].*start.*2018-13"),
        ({"educations": [{"start": 2018}]}, "start"),
        ({"educations": [{"courses": "회로이론"}]}, "교과목"),
        ({"experiences": [{"kind": "수상경력", "end": "2018"}]}, "수상경력.*end"),
        ({"experiences": [{"kind": "여행"}]}, "kind.*여행"),
        ({"experiences": [{"current": "네"}]}, "재직 중"),
        ({"certificates": [{"name": 1}]}, "자격증명"),
        ({"skills": [{"id": "a", "name": "엑셀"}, {"id": "a", "name": "용접"}]}, "두 번"),
        ({"skills": [{"id": "가", "name": "엑셀"}]}, "id"),
    ],
)
def test_what_is_no_profile_is_refused_with_the_place(value: object, named: str) -> None:
    # GIVEN something wrong  WHEN it is read  THEN the message names the place
    with pytest.raises(ProfileError, match=named):
        profile_from_json(value)


def test_approximate_dates_keep_their_mark() -> None:
    # GIVEN an approximate year
    profile = profile_from_json({"trainings": [{"start": "2018~", "course": "제빵"}]})
    # THEN it is known as such and written so
    assert profile.trainings[0].start == PartialDate(2018, approximate=True)
    assert to_json(profile)["trainings"][0]["start"] == "2018~"


def test_length_of_a_period() -> None:
    # GIVEN periods of several kinds  THEN the months count both ends and end today at the latest
    today = date(2026, 11, 22)
    assert months_between(PartialDate(2018, 3), PartialDate(2022, 2), False, today) == 48
    assert months_between(PartialDate(2026, 1), None, True, today) == 11
    assert months_between(PartialDate(2025), PartialDate(2026), False, today) == 23
    assert months_between(PartialDate(2018, 3), None, False, today) is None
    assert months_between(None, PartialDate(2018, 3), False, today) is None
