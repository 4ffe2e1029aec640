"""The counsellor's cases: the list, opening one by a client's code, the page of a case with its notes and state."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bot.channels.desk.door import PATH
from bot.channels.desk.room import Call, go, signed_in
from engine.counsel.cases import NOTE_MAX_CHARACTERS, STATES, Case, CaseError
from engine.counsel.sharing import PARTS, ShareError

_GONE = "이 상담 기록은 없거나 볼 수 없어요."


async def _list(call: Call, status: int = 200, **values: str) -> Response:
    asked = call.request.query_params
    words, state = asked.get("words", "").strip(), asked.get("state", "")
    state = state if state in STATES else ""
    found = await call.do(call.room.cases.find, call.id, words, state or None)
    every = found if not words and not state else await call.do(call.room.cases.find, call.id)
    waiting = await call.do(call.room.requests.queue, call.id)
    return call.page(
        "cases.html",
        status,
        cases=found,
        any=bool(every),
        words=words,
        state=state,
        states=STATES,
        waiting=sum(request.state == "waiting" for request in waiting),
        **{"label": "", "code": "", **values},
    )


async def _open_by_code(call: Call) -> Response:
    label, code = call.form.get("label", ""), call.form.get("code", "")
    try:
        case = await call.do(call.room.sharing.take, call.id, call.login, code, label)
    except ShareError as error:
        return await _list(call, 422, wrong=str(error), label=label, code=code)
    return go(f"{PATH}/cases/{case}", "opened")


async def _case(call: Call, status: int = 200, **values: str) -> Response:
    found = await own_case(call)
    if found is None:
        return call.told(_GONE, 404)
    share = await call.do(call.room.sharing.seen_by, call.id, found.id)
    notes = await call.do(call.room.cases.notes, call.id, found.id)
    return call.page(
        "case.html",
        status,
        case=found,
        share=share,
        parts=[PARTS[part] for part in share.parts if part in PARTS] if share else [],
        notes=notes,
        states=STATES,
        most=NOTE_MAX_CHARACTERS,
        **{"note": "", **values},
    )


async def _put(call: Call) -> Response:
    try:
        await call.do(call.room.cases.put, call.id, call.login, call.number("case"), call.form.get("state", ""))
    except CaseError as error:
        return await _case(call, 422, wrong=str(error))
    return go(f"{PATH}/cases/{call.number('case')}", "state")


async def _note(call: Call) -> Response:
    text, printed = call.form.get("text", ""), call.form.get("printed") == "yes"
    try:
        await call.do(call.room.cases.add_note, call.id, call.login, call.number("case"), text, printed)
    except CaseError as error:
        return await _case(call, 422, wrong=str(error), note=text)
    return go(f"{PATH}/cases/{call.number('case')}", "note")


async def own_case(call: Call) -> Case | None:
    """The case of the address, if it is the counsellor's own."""
    found: Case | None = await call.do(call.room.cases.case, call.id, call.number("case"))
    return found


def routes() -> list[Route]:
    one = f"{PATH}/cases/{{case:int}}"
    return [
        Route(PATH, signed_in(_list)),
        Route(f"{PATH}/cases", signed_in(_open_by_code), methods=["POST"]),
        Route(one, signed_in(_case)),
        Route(f"{one}/state", signed_in(_put), methods=["POST"]),
        Route(f"{one}/notes", signed_in(_note), methods=["POST"]),
    ]
