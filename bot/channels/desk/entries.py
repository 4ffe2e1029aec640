"""A counsellor changes, adds or removes an entry of a client's profile; it stays marked as such."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from bot.channels.desk.door import PATH
from bot.channels.desk.room import Call, go, signed_in
from bot.channels.desk.seeing import Seen, seen_now
from bot.replies.profile import entry_title, field_text
from engine.language.normalise import clean
from engine.profile.checks import problems_of
from engine.profile.dates import find_periods, read_date
from engine.profile.fields import SECTIONS, Field, Section, Shape, fields_of, fields_of_kind, section_of, with_fields
from engine.profile.model import Entry, Experience, ExperienceKind

_GONE = "내담자가 보여 주기를 거두었거나 기간이 끝났어요. 이제 볼 수 없어요."
_SEPARATORS = re.compile(r"[,\n]+")
_NO_ENTRY = "이 항목은 없어요. 내담자가 그사이 지웠을 수 있어요."


async def _edit(call: Call) -> Response:
    seen = await _profile_of(call)
    if seen is None:
        return call.told(_GONE, 410)
    entry = await _entry(call, seen)
    if entry is None:
        return call.told(_NO_ENTRY, 404)
    if call.request.method != "POST":
        return _form(call, entry, new=False)
    changed, wrong = _read(entry, call.form)
    if wrong:
        return _form(call, entry, new=False, wrong=wrong)
    await call.do(call.room.members.profiles.change, seen.member, changed)
    await call.do(call.room.corrections.note, call.login, call.number("case"), entry.id, "corrected")
    return go(_case(call), "corrected")


async def _add(call: Call) -> Response:
    seen = await _profile_of(call)
    if seen is None:
        return call.told(_GONE, 410)
    section = SECTIONS.get(call.request.query_params.get("section", ""))
    if section is None:
        return call.told("그런 항목은 없어요.", 404)
    entry = _blank(section, call.request.query_params.get("kind", ""))
    if call.request.method != "POST":
        return _form(call, entry, new=True)
    made, wrong = _read(entry, call.form)
    if wrong:
        return _form(call, entry, new=True, wrong=wrong)
    (stored,) = await call.do(call.room.members.profiles.add, seen.member, [made])
    await call.do(call.room.corrections.note, call.login, call.number("case"), stored.id, "added")
    return go(_case(call), "added")


async def _remove(call: Call) -> Response:
    seen = await _profile_of(call)
    if seen is None:
        return call.told(_GONE, 410)
    if await call.do(call.room.members.profiles.remove, seen.member, call.request.path_params["entry"]) is None:
        return call.told(_NO_ENTRY, 404)
    await call.do(
        call.room.corrections.note, call.login, call.number("case"), call.request.path_params["entry"], "removed"
    )
    return go(_case(call), "removed")


async def _profile_of(call: Call) -> Seen | None:
    seen = await seen_now(call, call.number("case"))
    return seen if seen is not None and seen.shows("profile") else None


async def _entry(call: Call, seen: Seen) -> Entry | None:
    profile = await call.do(call.room.members.profiles.profile, seen.member)
    found: Entry | None = profile.entry(call.request.path_params["entry"])
    return found


def _blank(section: Section, kind: str) -> Entry:
    if section.entry is not Experience:
        return section.entry("")
    kinds = {str(known): known for known in ExperienceKind}
    return Experience("", kinds.get(kind, ExperienceKind.CAREER))


def _form(call: Call, entry: Entry, new: bool, wrong: str = "") -> Response:
    fields = [
        {
            "name": field.name,
            "label": field.label,
            "shape": str(field.shape),
            "terms": [str(term) for term in field.terms] if field.terms else [],
            "value": call.form[field.name] if wrong and field.name in call.form else _written(entry, field),
            "checked": ("on" in call.form.get(field.name, "")) if wrong else getattr(entry, field.name) is True,
        }
        for field in _fields(entry)
    ]
    return call.page(
        "entry.html",
        422 if wrong else 200,
        fields=fields,
        title=entry_title(entry) if not isinstance(entry, Experience) or not new else str(entry.kind),
        section=section_of(entry),
        kinds=[str(kind) for kind in ExperienceKind] if isinstance(entry, Experience) and new else [],
        kind=str(entry.kind) if isinstance(entry, Experience) else "",
        new=new,
        back=_case(call),
        wrong=wrong,
    )


def _fields(entry: Entry) -> tuple[Field, ...]:
    """The fields that a form shows: an experience keeps its kind."""
    return fields_of_kind(entry.kind) if isinstance(entry, Experience) else fields_of(entry)


def _written(entry: Entry, field: Field) -> str:
    value = getattr(entry, field.name)
    return "" if field.shape is Shape.FLAG else field_text(value, field)


def _read(entry: Entry, form: dict[str, str]) -> tuple[Entry, str]:
    """The entry with the form's values, or what is wrong with them in a sentence."""
    today = date.today()
    values: dict[str, Any] = {}
    for field in _fields(entry):
        written = clean(form.get(field.name, ""))
        if field.shape is Shape.FLAG:
            values[field.name] = bool(form.get(field.name))
        elif field.shape is Shape.DATE:
            values[field.name] = read_date(written, today) if written else None
            if written and (values[field.name] is None or any(found.problem for found in find_periods(written, today))):
                return entry, f"{field.label}: ‘{written[:40]}’에서 날짜를 읽지 못했어요. 2018년 3월처럼 적어 주세요."
        elif field.shape is Shape.TERM and field.terms:
            values[field.name] = next((term for term in field.terms if str(term) == written), None)
        elif field.shape is Shape.LIST:
            items = _SEPARATORS.split(form.get(field.name, ""))
            values[field.name] = tuple(dict.fromkeys(item for part in items if (item := clean(part))))
        else:
            values[field.name] = written
    changed = with_fields(entry, **values)
    problem = next(iter(problems_of(changed, today)), None)
    return changed, problem.message if problem else ""


def _case(call: Call) -> str:
    return f"{PATH}/cases/{call.number('case')}"


def routes() -> list[Route]:
    entries = f"{PATH}/cases/{{case:int}}/entries"
    return [
        Route(f"{entries}/new", signed_in(_add), methods=["GET", "POST"]),
        Route(f"{entries}/{{entry}}", signed_in(_edit), methods=["GET", "POST"]),
        Route(f"{entries}/{{entry}}/remove", signed_in(_remove), methods=["POST"]),
    ]
