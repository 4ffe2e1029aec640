"""함께 시작하기: the counsellor invites; the client agrees on their side of the screen or on a phone of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.desk.door import PATH, PROOF_FIELD
from bot.channels.desk.room import OLD_FORM, Call, Room, go, read_form, render, signed_in
from bot.channels.sessions import WebSession
from engine.counsel.sharing import OPEN_FOR, PARTS
from engine.counsel.together import Invitation, SharedConversation, TogetherError

CLIENT_PATH = "/together"

SessionsOf = Callable[[Request], Awaitable[list[WebSession]]]
GiveCookie = Callable[[Request, Response, str], None]


# The counsellor's side


async def _invite(call: Call) -> Response:
    try:
        code, number = await call.do(call.room.together.invite, call.id, call.login, call.form.get("label", ""))
    except TogetherError as error:
        return call.page("together.html", 422, invitation=None, code="", where="", wrong=str(error))
    invitation = await call.do(call.room.together.invitation, call.id, number)
    where = (call.room.public_url or str(call.request.base_url).rstrip("/")) + CLIENT_PATH
    return call.page("together.html", invitation=invitation, code=code, where=where)


async def _state(call: Call) -> Response:
    """What became of an invitation, for the page that waits."""
    found = await call.do(call.room.together.invitation, call.id, call.number("invitation"))
    state = {"state": found.state, "case": found.case} if found else {"state": "ended", "case": None}
    return JSONResponse(state, headers={"Cache-Control": "no-store"})


async def _here(call: Call) -> Response:
    """The client's side of the counsellor's screen: what they are asked, and what they answer."""
    found = await call.do(call.room.together.invitation, call.id, call.number("invitation"))
    if found is None or found.state != "open":
        return call.told("이 초대는 이미 끝났어요. 다시 시작해 주세요.", 409)
    if call.request.method != "POST":
        return call.page("agree.html", invitation=found, here=True, bar=False, action=call.request.url.path, **_told())
    if call.form.get("answer") != "yes":
        await _do_not(call.room, found)
        return call.told("내담자가 함께 하기를 원하지 않았어요. 아무것도 저장하지 않았어요.", 200)
    session, _token = await call.room.conversations.create()
    try:
        case = await _agreed(call.room, found, session, after=0, here=True)
    except TogetherError as error:
        return call.told(str(error), 409)
    return go(f"{PATH}/cases/{case}/client")


async def _agreed(room: Room, invitation: Invitation, session: WebSession, after: int, here: bool) -> int:
    conversation = SharedConversation(session.sender, after, here)
    return await asyncio.to_thread(room.together.agree, invitation.id, conversation)


async def _do_not(room: Room, invitation: Invitation) -> None:
    try:
        await asyncio.to_thread(room.together.refuse, invitation.id)
    except TogetherError:
        return  # it was over already


def _told() -> dict[str, Any]:
    return {"parts": list(PARTS.values()), "days": OPEN_FOR.days}


# A phone of the client's own


def _public(sessions_of: SessionsOf, give_cookie: GiveCookie) -> list[Route]:
    async def enter(request: Request) -> Response:
        room: Room = request.app.state.desk
        if request.method != "POST":
            return _page(request, "code.html", code=request.query_params.get("code", "")[:20])
        form = await read_form(request)
        code = form.get("code", "")
        if not _proven(request, form):
            return _page(request, "code.html", 403, code=code, wrong=OLD_FORM)
        try:
            found = await asyncio.to_thread(room.together.by_code, code)
        except TogetherError as error:
            return _page(request, "code.html", 422, code=code, wrong=str(error))
        if "answer" not in form:
            return _page(request, "agree.html", invitation=found, here=False, action=CLIENT_PATH, code=code, **_told())
        if form["answer"] != "yes":
            await _do_not(room, found)
            return _page(request, "client_told.html", sentence="함께 하지 않기로 했어요. 아무것도 저장하지 않았어요.")
        return await begin(request, room, found, code)

    async def begin(request: Request, room: Room, found: Invitation, code: str) -> Response:
        own = await sessions_of(request)
        session, token = (own[0], "") if own else await room.conversations.create()
        after = await room.conversations.latest(session)
        try:
            await _agreed(room, found, session, after, here=False)
        except TogetherError as error:
            return _page(request, "code.html", 409, code=code, wrong=str(error))
        response = go("/")
        if token:
            give_cookie(request, response, token)
        return response

    return [Route(CLIENT_PATH, enter, methods=["GET", "POST"])]


def _proven(request: Request, form: dict[str, str]) -> bool:
    door = request.app.state.desk.door
    return bool(door.proves(door.visit(request), form.get(PROOF_FIELD, "")))


def _page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    room: Room = request.app.state.desk
    visit = room.door.visit(request)
    shown: dict[str, Any] = {"me": None, "wrong": "", "done": "", "path": CLIENT_PATH, "code": "", **values}
    response = render(room, template, status, proof=room.door.proof(visit), **shown)
    room.door.remember_visit(request, response, visit, CLIENT_PATH)
    return response


def routes(sessions_of: SessionsOf, give_cookie: GiveCookie) -> list[Route]:
    one = f"{PATH}/together/{{invitation:int}}"
    return [
        Route(f"{PATH}/together", signed_in(_invite), methods=["POST"]),
        Route(f"{one}/state", signed_in(_state, api=True, by_itself=True)),
        Route(f"{one}/client", signed_in(_here), methods=["GET", "POST"]),
        *_public(sessions_of, give_cookie),
    ]
