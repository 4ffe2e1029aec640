"""The JSON form of a profile, for files and for storing (docs/profile.md describes it)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from engine.language.josa import particle
from engine.language.normalise import clean
from engine.profile.checks import problems_of
from engine.profile.fields import LIST_AT_MOST, SECTIONS, Field, Section, Shape, fields_of, fields_of_section
from engine.profile.model import Entry, Experience, ExperienceKind, PartialDate, Profile

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~)?")
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class ProfileError(ValueError):
    """A JSON value is no profile; the message (Korean) names the place and says what is wrong."""


def profile_from_json(value: object) -> Profile:
    """Reads a profile.

    Args:
        value: a parsed JSON object (docs/profile.md); missing keys are empty, a skill may be a plain string.

    Raises:
        ProfileError: something is unknown, of the wrong kind, not one of the terms, too long, or cannot be (an end before
            its start, a certificate of next year); the message names the field.
    """
    if not isinstance(value, dict):
        raise ProfileError("프로필은 JSON 객체({ … })여야 해요.")
    if unknown := sorted(set(map(str, value)) - set(SECTIONS)):
        raise ProfileError(f"모르는 항목이 있어요: {', '.join(unknown)}. 쓸 수 있는 항목은 {', '.join(SECTIONS)}예요.")
    entries: dict[str, tuple[Any, ...]] = {}
    seen: set[str] = set()
    today = date.today()
    for section in SECTIONS.values():
        listed = value.get(section.name, [])
        if not isinstance(listed, list):
            raise ProfileError(f"{section.name}({section.label}): 목록([ … ])이어야 해요.")
        entries[section.name] = tuple(
            _entry(section, item, number, seen, today) for number, item in enumerate(listed, start=1)
        )
    return Profile(**entries)


def to_json(profile: Profile) -> dict[str, Any]:
    """The profile as a JSON object that `profile_from_json` reads back to an equal profile."""
    return {name: [{"id": entry.id, **entry_values(entry)} for entry in getattr(profile, name)] for name in SECTIONS}


def entry_values(entry: Entry) -> dict[str, Any]:
    """The filled fields of an entry as JSON values, without its id."""
    values = {}
    for field in fields_of(entry):
        value = getattr(entry, field.name)
        if value in (None, "", (), False):
            continue
        if isinstance(value, PartialDate):
            value = date_to_json(value)
        values[field.name] = list(value) if isinstance(value, tuple) else value if value is True else str(value)
    return values


def entry_from_values(section: Section, entry_id: str, values: dict[str, Any], where: str = "") -> Entry:
    """An entry of the section from JSON values; errors as for `profile_from_json`, `where` beginning their message."""
    place = where or section.label
    kind = values.get("kind", ExperienceKind.CAREER) if section.entry is Experience else None
    allowed = {field.name: field for field in fields_of_section(section)}
    if kind is not None:
        kind = _term(allowed["kind"], kind, f"{place}.kind")
        allowed = {field.name: field for field in fields_of(Experience("", ExperienceKind(kind)))}
    if unknown := sorted(set(values) - set(allowed)):
        of_kind = f"‘{kind}’의 " if kind else ""
        raise ProfileError(
            f"{place}: {of_kind}항목이 아니에요: {', '.join(unknown)}. 쓸 수 있는 항목은 {', '.join(allowed)}예요."
        )
    read = {
        name: _value(allowed[name], value, f"{place}.{name}") for name, value in values.items() if value is not None
    }
    return section.entry(entry_id, **read)


def date_to_json(when: PartialDate) -> str:
    """`2018`, `2018-03` or `2018-03-15`, with `~` behind when approximate (as in ISO 8601-2)."""
    parts = [f"{when.year:04d}", *(f"{part:02d}" for part in (when.month, when.day) if part is not None)]
    return "-".join(parts) + ("~" if when.approximate else "")


def date_from_json(value: object, where: str) -> PartialDate:
    """Reads what `date_to_json` writes.

    Raises:
        ProfileError: it is no such text or no day of the calendar; `where` begins the message.
    """
    found = _DATE.fullmatch(str(value)) if isinstance(value, str) else None
    if found is None:
        raise ProfileError(f'{where}: 날짜는 "2018", "2018-03", "2018-03-15"처럼 적어 주세요(어림이면 뒤에 ~).')
    year, month, day = int(found[1]), found[2] and int(found[2]), found[3] and int(found[3])
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise ProfileError(f"{where}: 달력에 없는 날짜예요: {value}") from None
    return PartialDate(year, month or None, day or None, bool(found[4]))


def _entry(section: Section, item: object, number: int, seen: set[str], today: date) -> Entry:
    where = f"{section.name}[{number}]({section.label})"
    if isinstance(item, str) and section.name == "skills":
        item = {"name": item}
    if not isinstance(item, dict):
        raise ProfileError(f"{where}: 객체({{ … }})여야 해요.")
    values = {str(key): value for key, value in item.items()}
    entry_id = values.pop("id", None)
    if entry_id is None:
        entry_id = f"{section.prefix}{number}"
    elif not isinstance(entry_id, str) or not _ID.fullmatch(entry_id):
        raise ProfileError(f"{where}.id: 영문자, 숫자, -, _로 40자까지 적어 주세요.")
    if entry_id in seen:
        raise ProfileError(f"{where}.id: 같은 id가 두 번 나와요: {entry_id}")
    seen.add(entry_id)
    entry = entry_from_values(section, entry_id, values, where)
    for problem in problems_of(entry, today):
        raise ProfileError(f"{where}{'.' + problem.field if problem.field else ''}: {problem.message}")
    return entry


def _value(field: Field, value: object, where: str) -> Any:
    label = f"{where}({field.label})"
    if field.shape is Shape.DATE:
        return date_from_json(value, label)
    if field.shape is Shape.TERM:
        return _term(field, value, where)
    if field.shape is Shape.FLAG:
        if not isinstance(value, bool):
            raise ProfileError(f"{label}: true나 false여야 해요.")
        return value
    if field.shape is Shape.LIST:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ProfileError(f'{label}: 글자열의 목록(["…", "…"])이어야 해요.')
        if len(value) > LIST_AT_MOST:
            raise ProfileError(f"{label}: {LIST_AT_MOST}개까지 적을 수 있어요. 지금은 {len(value)}개예요.")
        return tuple(text for item in value if (text := clean(item)))
    if not isinstance(value, str):
        raise ProfileError(f'{label}: 글자열("…")이어야 해요.')
    return clean(value)


def _term(field: Field, value: object, where: str) -> Any:
    assert field.terms is not None
    try:
        return field.terms(str(value))
    except ValueError:
        terms = ", ".join(field.terms)
        raise ProfileError(
            f"{where}({field.label}): ‘{value}’{particle(str(value), '은/는')} 쓸 수 없어요. 다음 가운데 하나여야 해요: {terms}"
        ) from None
