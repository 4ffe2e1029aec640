"""When somebody is there, in Korean time, and how a member can be reached."""

from __future__ import annotations

from datetime import datetime

import pytest

from engine.counsel.contact import read_contact
from engine.counsel.hours import HoursError, read_hours
from knowledge.live.moments import KOREA


def korean(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KOREA)


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ("2026-11-23 09:00", "2026-11-23 09:00"),  # a Monday
        ("2026-11-23 17:59", "2026-11-23 17:59"),
        ("2026-11-23 18:00", "2026-11-24 09:00"),
        ("2026-11-23 06:30", "2026-11-23 09:00"),
        ("2026-11-27 20:00", "2026-11-30 09:00"),  # over the week-end
        ("2026-12-24 19:00", "2026-12-28 09:00"),  # over a holiday and the week-end
    ],
)
def test_next_opening(now: str, opening: str) -> None:
    # GIVEN the usual hours and a holiday  WHEN it is asked when somebody is there  THEN at this moment
    hours = read_hours({"JOBCARE_DESK_HOLIDAYS": "2026-12-25"})
    assert hours.next_opening(korean(now)) == korean(opening)
    assert hours.is_open(korean(now)) == (now == opening)


def test_other_hours_are_read() -> None:
    # GIVEN a desk at the week-end  WHEN it is Friday  THEN it opens on Saturday
    hours = read_hours({"JOBCARE_DESK_HOURS": "sat-sun 10:00-12:30"})
    assert hours.next_opening(korean("2026-11-27 12:00")) == korean("2026-11-28 10:00")


@pytest.mark.parametrize(
    "written",
    [
        {"JOBCARE_DESK_HOURS": "평일 9-18"},
        {"JOBCARE_DESK_HOURS": "mon-fri 18:00-09:00"},
        {"JOBCARE_DESK_HOURS": "fri-mon 09:00-18:00"},
        {"JOBCARE_DESK_HOURS": "mon-fri 09:00-24:00"},
        {"JOBCARE_DESK_HOLIDAYS": "12/25"},
    ],
)
def test_unreadable_hours_say_what_to_write(written: dict[str, str]) -> None:
    # GIVEN hours that nobody can read  WHEN they are read  THEN a sentence names the variable and shows how
    with pytest.raises(HoursError, match=f"{next(iter(written))}.*처럼"):
        read_hours(written)


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("010-1234-5678", "010-1234-5678"),
        ("제 번호는 01012345678이에요", "010-1234-5678"),
        ("+82 10 1234 5678", "010-1234-5678"),
        ("02-312-4567로 주세요", "02-312-4567"),
        ("hong.gd@example.co.kr 로 부탁드려요", "hong.gd@example.co.kr"),
        ("010.1234.5678 이나 hong@example.com", "010-1234-5678, hong@example.com"),
        ("1234", None),
        ("010-1234", None),
        ("hong@", None),
        ("hong@example", None),
        ("카톡으로 주세요", None),
        ("123456789012345", None),
    ],
)
def test_contact_is_read_from_what_was_written(text: str, contact: str | None) -> None:
    # GIVEN what somebody writes  WHEN it is read  THEN number and address are found, and nothing else counts
    assert read_contact(text) == contact
