"""When counsellors are there: days and hours in Korea, without holidays."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from knowledge.live.moments import KOREA

WEEKDAYS = "월화수목금토일"
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?\s+(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")

DEFAULT = "mon-fri 09:00-18:00"
LOOKED_AHEAD = timedelta(days=60)
"""How far the next opening is looked for; more holidays in a row are a mistake of the configuration."""


class HoursError(ValueError):
    """The hours of the configuration cannot be read. The message is a Korean sentence that says what to write."""


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """`days`: weekdays (Monday 0); `opens`, `closes`: the time of day in Korea; `holidays`: days without service."""

    days: frozenset[int]
    opens: time
    closes: time
    holidays: frozenset[date] = frozenset()

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody is there at this moment (with a time zone)."""
        local = moment.astimezone(KOREA)
        return self._serves(local.date()) and self.opens <= local.time() < self.closes

    def next_opening(self, moment: datetime) -> datetime | None:
        """When somebody is there next, in Korean time; the moment itself while it is open, `None` if never in 60 days."""
        local = moment.astimezone(KOREA)
        if self.is_open(moment):
            return local
        for ahead in range(LOOKED_AHEAD.days):
            opening = datetime.combine(local.date() + timedelta(days=ahead), self.opens, KOREA)
            if opening > local and self._serves(opening.date()):
                return opening
        return None

    def _serves(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.holidays


def read_hours(environment: Mapping[str, str] = os.environ) -> ServiceHours:
    """`JOBCARE_DESK_HOURS` (`mon-fri 09:00-18:00`) and `JOBCARE_DESK_HOLIDAYS` (`2026-12-25,2027-01-01`).

    Raises:
        HoursError: one of them cannot be read.
    """
    written = environment.get("JOBCARE_DESK_HOURS") or DEFAULT
    found = _HOURS.fullmatch(written.strip().lower())
    try:
        if found is None:
            raise ValueError
        first = _DAY_NAMES.index(found[1])
        last = _DAY_NAMES.index(found[2] or found[1])
        opens, closes = time(int(found[3]), int(found[4])), time(int(found[5]), int(found[6]))
        if last < first or closes <= opens:
            raise ValueError
    except ValueError:
        raise HoursError(
            f"JOBCARE_DESK_HOURS 값 '{written}'을(를) 쓸 수 없어요. 'mon-fri 09:00-18:00'처럼 적어 주세요."
        ) from None
    return ServiceHours(frozenset(range(first, last + 1)), opens, closes, _holidays(environment))


def _holidays(environment: Mapping[str, str]) -> frozenset[date]:
    days = set()
    for written in environment.get("JOBCARE_DESK_HOLIDAYS", "").replace(",", " ").split():
        try:
            days.add(date.fromisoformat(written))
        except ValueError:
            raise HoursError(
                f"JOBCARE_DESK_HOLIDAYS 값 '{written}'을(를) 쓸 수 없어요. '2026-12-25'처럼 적고, 여럿이면 쉼표로 나눠 주세요."
            ) from None
    return frozenset(days)
