"""The queue of people who want to talk to a counsellor."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bot.channels.deliveries import AT_NEXT_MESSAGE
from bot.channels.desk.door import PATH
from bot.channels.desk.room import Call, go, signed_in
from engine.counsel.requests import ANSWER_MAX_CHARACTERS, STATES, RequestError

_QUEUE = f"{PATH}/requests"


async def _list(call: Call, status: int = 200, wrong: str = "", kept: str = "", about: int = 0) -> Response:
    every = await call.do(call.room.requests.queue, call.id)
    channel_of = call.request.app.state.deliveries.channel_of
    mine = [request for request in every if request.state != "waiting" and request.is_open]
    later = [request.id for request in mine if await call.do(channel_of, request.member_id) in AT_NEXT_MESSAGE]
    return call.page(
        "queue.html",
        status,
        waiting=[request for request in every if request.state == "waiting"],
        mine=mine,
        later=later,
        over=[request for request in reversed(every) if not request.is_open],
        states=STATES,
        most=ANSWER_MAX_CHARACTERS,
        wrong=wrong,
        kept=kept,
        about=about,
    )


async def _take(call: Call) -> Response:
    return await _do(call, "taken", call.room.requests.take)


async def _close(call: Call) -> Response:
    return await _do(call, "closed", call.room.requests.close)


async def _answer(call: Call) -> Response:
    text = call.form.get("text", "")
    number = call.number("request")
    try:
        await call.do(call.room.requests.answer, call.id, call.login, number, text)
    except RequestError as error:
        return await _list(call, 422, str(error), text, number)
    return go(_QUEUE, "answered")


async def _do(call: Call, done: str, work) -> Response:  # type: ignore[no-untyped-def]
    try:
        await call.do(work, call.id, call.login, call.number("request"))
    except RequestError as error:
        return await _list(call, 409, str(error))
    return go(_QUEUE, done)


def routes() -> list[Route]:
    one = f"{_QUEUE}/{{request:int}}"
    return [
        Route(_QUEUE, signed_in(_list)),
        Route(f"{one}/take", signed_in(_take), methods=["POST"]),
        Route(f"{one}/answer", signed_in(_answer), methods=["POST"]),
        Route(f"{one}/close", signed_in(_close), methods=["POST"]),
    ]
