"""What cannot be right about an entry: too long, impossible, reversed or future dates, contradictions. Nothing is changed here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.language.byte_count import guide_bytes
from engine.language.josa import josa
from engine.profile.fields import LIST_AT_MOST, Field, Shape, fields_of
from engine.profile.model import Certificate, Education, EducationStatus, Entry, Experience, PartialDate, Training

_STILL_AT_SCHOOL = (EducationStatus.ENROLLED, EducationStatus.ON_LEAVE, EducationStatus.GRADUATING)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be right. `field` is the field to be told anew, `message` (Korean) says why."""

    field: str
    message: str


def problems_of(entry: Entry, today: date) -> tuple[Problem, ...]:
    """What keeps this entry from being accepted, by field; empty when it is all right."""
    found = [problem for field in fields_of(entry) if (problem := _too_long(field, getattr(entry, field.name)))]
    found += _empty(entry)
    if isinstance(entry, Certificate):
        found += _future("acquired", "취득일", entry.acquired, today)
    elif isinstance(entry, Education | Training | Experience):
        found += _period(entry, today)
    return tuple(found)


def length_line(text: str, limit: int) -> str:
    """The guide's count: `120Byte / 500Byte`."""
    return f"{guide_bytes(text)}Byte / {limit}Byte"


def shown_date(when: PartialDate) -> str:
    """2018년, 2018년 3월, 2018년 3월 2일; with 쯤 when approximate."""
    words = f"{when.year}년"
    if when.month:
        words += f" {when.month}월"
    if when.day:
        words += f" {when.day}일"
    return words + ("쯤" if when.approximate else "")


def _too_long(field: Field, value: object) -> Problem | None:
    if field.shape is Shape.LIST and isinstance(value, tuple):
        if len(value) > LIST_AT_MOST:
            return Problem(
                field.name, f"{field.label}은 {LIST_AT_MOST}개까지 넣을 수 있어요. 지금은 {len(value)}개예요."
            )
        return next((problem for item in value if (problem := _over(field, item))), None)
    return _over(field, value) if isinstance(value, str) and field.shape is not Shape.TERM else None


def _over(field: Field, text: str) -> Problem | None:
    length = guide_bytes(text)
    if length <= field.limit:
        return None
    return Problem(
        field.name,
        f"{josa(field.label, '이/가')} {length}바이트예요. {field.limit}바이트(한글 {field.limit // 2}자)까지 넣을 수 있으니 조금 줄여 주세요.",
    )


def _empty(entry: Entry) -> list[Problem]:
    """An entry that says nothing by which it could be known."""
    if any(getattr(entry, field.name) for field in fields_of(entry) if field.name not in ("kind", "current", "status")):
        needed = {"Certificate": ("name", "자격증명"), "Skill": ("name", "보유기술")}.get(type(entry).__name__)
        if needed is None or getattr(entry, needed[0]):
            return []
        return [Problem(needed[0], f"{josa(needed[1], '을/를')} 알려 주세요.")]
    return [Problem("", "적힌 내용이 없어요. 한 가지라도 알려 주세요.")]


def _period(entry: Education | Training | Experience, today: date) -> list[Problem]:
    start, end = entry.start, entry.end
    found = [] if isinstance(entry, Education) and _planned(entry) else _future("start", "시작", start, today)
    if start and end and end.last_day < start.first_day:
        found.append(
            Problem(
                "end",
                f"끝난 때({shown_date(end)})가 시작한 때({shown_date(start)})보다 앞서요. 다시 알려 주세요.",
            )
        )
    if isinstance(entry, Experience):
        if entry.current and end:
            found.append(
                Problem("end", f"지금도 하고 있다고 하셨는데 끝난 때({shown_date(end)})가 있어요. 어느 쪽이 맞나요?")
            )
        found += _future("end", "끝", end, today)
    elif (
        isinstance(entry, Education)
        and end
        and entry.status in (EducationStatus.GRADUATED, EducationStatus.DROPPED_OUT)
    ):
        found += _future("end", "끝", end, today)
    return found


def _planned(entry: Education) -> bool:
    return entry.status is None or entry.status in _STILL_AT_SCHOOL


def _future(field: str, label: str, when: PartialDate | None, today: date) -> list[Problem]:
    if when is None or when.first_day <= today:
        return []
    return [
        Problem(
            field, f"{josa(label, '이/가')} 아직 오지 않은 날({shown_date(when)})이에요. 지난 때로 다시 알려 주세요."
        )
    ]
