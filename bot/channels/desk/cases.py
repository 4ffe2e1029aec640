"""The counsellor's cases: the list, opening one by a client's code, the page of a case with its notes and state."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.channels.desk.door import PATH
from bot.channels.desk.room import Call, ended, go, signed_in
from bot.channels.desk.seeing import panel, seen_now, visible_parts
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
    seen = await seen_now(call, found.id)
    notes = await call.do(call.room.cases.notes, call.id, found.id)
    shown, mark = await panel(call, found.id, seen) if seen else ("", "")
    for part in visible_parts(seen) if seen else ():
        await call.do(call.room.cases.did, call.login, found.id, f"saw_{part}")
    return call.page(
        "case.html",
        status,
        case=found,
        seen=seen,
        panel=shown,
        mark=mark,
        parts=[PARTS[part] for part in seen.share.parts if part in PARTS] if seen else [],
        notes=notes,
        states=STATES,
        most=NOTE_MAX_CHARACTERS,
        **{"note": "", **values},
    )


async def _panel(call: Call) -> Response:
    """The panel alone, for the open page that looks whether something is new."""
    seen = await seen_now(call, call.number("case"))
    if seen is None:
        return ended()
    shown, mark = await panel(call, call.number("case"), seen)
    headers = {"Cache-Control": "no-store", "ETag": f'"{mark}"'}
    if call.request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if seen.consented:
        await call.do(call.room.cases.did, call.login, call.number("case"), "saw_news")
    return HTMLResponse(shown, headers=headers)


async def _print(call: Call) -> Response:
    """The notes of a case on paper."""
    found = await own_case(call)
    if found is None:
        return call.told(_GONE, 404)
    notes = await call.do(call.room.cases.notes, call.id, found.id)
    return call.page("print_notes.html", case=found, notes=notes, states=STATES)


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


async def _still_here(_call: Call) -> Response:
    """Somebody writes in the open page: that keeps the sign-in alive."""
    return Response(status_code=204)


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
        Route(f"{one}/panel", signed_in(_panel, api=True, by_itself=True)),
        Route(f"{one}/still-here", signed_in(_still_here, api=True), methods=["POST"]),
        Route(f"{one}/notes", signed_in(_print)),
        Route(f"{one}/state", signed_in(_put), methods=["POST"]),
        Route(f"{one}/notes", signed_in(_note), methods=["POST"]),
    ]
