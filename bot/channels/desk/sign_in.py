"""Signing in and out, and changing the password."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.desk.door import COOKIE, PATH, PROOF_FIELD
from bot.channels.desk.room import OLD_FORM, PASSWORD, SIGN_IN, Call, Room, go, read_form, render, signed_in
from engine.counsel.accounts import PASSWORD_MIN_CHARACTERS, AccountError, SignInRefused

_PASSWORD_MAX_CHARACTERS = 200
_ENDED = "한동안 쓰지 않아 로그아웃됐어요. 다시 로그인해 주세요."
_OUT = "로그아웃했어요."


async def _show(request: Request) -> Response:
    room: Room = request.app.state.desk
    if await room.door.visitor(request) is not None:
        return go(PATH)
    ended = _ENDED if "ended" in request.query_params and request.cookies.get(COOKIE) else ""
    return _form(request, ended=ended or (_OUT if "out" in request.query_params else ""))


async def _sign_in(request: Request) -> Response:
    room: Room = request.app.state.desk
    form = await read_form(request)
    login, password = form.get("login", "").strip(), form.get("password", "")
    if not room.door.proves(room.door.visit(request), form.get(PROOF_FIELD, "")):
        return _form(request, 403, login=login, wrong=OLD_FORM)
    if not login or not password or len(password) > _PASSWORD_MAX_CHARACTERS:
        return _form(request, 422, login=login, wrong="아이디와 비밀번호를 모두 적어 주세요.")
    try:
        async with room.door.hashing:
            token = await asyncio.to_thread(room.accounts.sign_in, login, password)
    except SignInRefused as refused:
        return _form(request, 403, login=login, wrong=str(refused))
    response = go(PATH)
    room.door.let_in(request, response, token)
    return response


def _form(request: Request, status: int = 200, login: str = "", ended: str = "", wrong: str = "") -> Response:
    room: Room = request.app.state.desk
    visit = room.door.visit(request)
    response = render(
        room, "sign_in.html", status, proof=room.door.proof(visit), login=login, ended=ended, wrong=wrong, me=None
    )
    room.door.remember_visit(request, response, visit)
    if ended == _ENDED:
        room.door.let_out(response)
    return response


async def _either(request: Request) -> Response:
    return await (_sign_in if request.method == "POST" else _show)(request)


async def _sign_out(call: Call) -> Response:
    await call.do(call.room.accounts.sign_out, call.visitor.token)
    response = go(f"{SIGN_IN}?out=1")
    call.room.door.let_out(response)
    return response


async def _password(call: Call) -> Response:
    def shown(status: int = 200, wrong: str = "") -> Response:
        return call.page("password.html", status, wrong=wrong, least=PASSWORD_MIN_CHARACTERS)

    if call.request.method != "POST":
        return shown()
    old, new, again = (call.form.get(name, "") for name in ("old", "new", "again"))
    if len(new) > _PASSWORD_MAX_CHARACTERS:
        return shown(422, f"새 비밀번호는 {_PASSWORD_MAX_CHARACTERS}자까지 쓸 수 있어요.")
    if new != again:
        return shown(422, "새 비밀번호 두 개가 서로 달라요. 똑같이 적어 주세요.")
    try:
        async with call.room.door.hashing:
            await call.do(call.room.accounts.change_password, call.login, old, new, call.visitor.token)
    except AccountError as error:
        return shown(422, str(error))
    return go(PATH, "password")


def routes() -> list[Route]:
    return [
        Route(SIGN_IN, _either, methods=["GET", "POST"]),
        Route(f"{PATH}/sign-out", signed_in(_sign_out), methods=["POST"]),
        Route(PASSWORD, signed_in(_password), methods=["GET", "POST"]),
    ]
