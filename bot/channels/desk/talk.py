"""The conversation of a case: the same as the client's own, on the counsellor's page and on the client's side of the screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels import files, refusals
from bot.channels.desk.door import PATH
from bot.channels.desk.room import Call, ended, go, no_consent, signed_in
from bot.channels.desk.seeing import Seen, seen_now
from bot.channels.refusals import Refusal
from bot.channels.sessions import DESK, USER, WebSession
from bot.channels.turns import json_object, on_the_wire, sent_file, take_file, take_message
from engine.profile.fields import SECTIONS

Talk = Callable[[Call, Seen, WebSession, str], Awaitable[Response]]


async def _open(call: Call, seen: Seen, session: WebSession, author: str) -> Response:
    return on_the_wire(await call.room.conversations.open(session), _after(seen), watched=author == USER)


async def _messages(call: Call, seen: Seen, session: WebSession, author: str) -> Response:
    if call.request.method != "POST":
        exchange = await call.room.conversations.history(session)
    else:
        exchange = await take_message(call.request, call.room.conversations, session, author)
        await _log(call, author)
    return on_the_wire(exchange, _after(seen), watched=author == USER)


async def _file(call: Call, seen: Seen, session: WebSession, author: str) -> Response:
    exchange = await take_file(call.request, call.room.conversations, session, author)
    await _log(call, author)
    return on_the_wire(exchange, _after(seen), watched=author == USER)


async def _jump(call: Call, seen: Seen, session: WebSession, author: str) -> Response:
    """Lead the conversation to a section of the profile."""
    section = SECTIONS.get(str((await json_object(call.request)).get("section", "")))
    if section is None:
        raise refusals.unclear_body()
    label = f"{section.label} 적기"
    exchange = await call.room.conversations.jump(session, f"ps:{section.name}", label, author)
    await _log(call, author)
    return on_the_wire(exchange, _after(seen))


async def _image(call: Call, seen: Seen, session: WebSession, _author: str) -> Response:
    return await _sent(call, seen, session, "image", files.IMAGE_TYPES)


async def _document(call: Call, seen: Seen, session: WebSession, _author: str) -> Response:
    return await _sent(call, seen, session, "document", files.DOCUMENT_TYPES)


async def _sent(call: Call, seen: Seen, session: WebSession, kind: str, types: dict[str, str]) -> Response:
    found = await sent_file(call.request, session, kind, call.request.path_params["id"], types, _after(seen))
    if found is None:
        raise refusals.not_found()
    return found


async def _client(call: Call) -> Response:
    """The client's side of the screen: the conversation alone."""
    seen = await seen_now(call, call.number("case"))
    if seen is None or seen.session is None:
        return go(f"{PATH}/cases/{call.number('case')}")
    return call.page("client.html", case=call.number("case"))


def _after(seen: Seen) -> int:
    return seen.conversation.after if seen.conversation else 0


async def _log(call: Call, author: str) -> None:
    if author == DESK:
        await call.do(call.room.cases.did, call.login, call.number("case"), "typed")


def _side(talk: Talk, author: str) -> Callable[[Call], Awaitable[Response]]:
    """A handler for one side: what the counsellor types is marked, and waits for the client's consent."""

    async def handler(call: Call) -> Response:
        seen = await seen_now(call, call.number("case"))
        if seen is None or seen.session is None:
            return ended()
        if author == DESK and not seen.consented:
            return no_consent()
        try:
            return await talk(call, seen, seen.session, author)
        except Refusal as refusal:
            return JSONResponse(refusal.body, refusal.status, headers={"Cache-Control": "no-store"} | refusal.headers)

    return handler


def routes() -> list[Route]:
    case = f"{PATH}/cases/{{case:int}}"
    made = [Route(f"{case}/client", signed_in(_client))]
    for base, author in ((f"{case}/api", DESK), (f"{case}/client/api", USER)):
        made += [
            Route(f"{base}/session", signed_in(_side(_open, author), api=True), methods=["POST"]),
            Route(f"{base}/messages", signed_in(_side(_messages, author), api=True, by_itself=True)),
            Route(f"{base}/messages", signed_in(_side(_messages, author), api=True), methods=["POST"]),
            Route(f"{base}/files", signed_in(_side(_file, author), api=True), methods=["POST"]),
            Route(f"{base}/images/{{id}}", signed_in(_side(_image, author), api=True, by_itself=True)),
            Route(f"{base}/documents/{{id}}", signed_in(_side(_document, author), api=True)),
        ]
    return [*made, Route(f"{case}/api/jump", signed_in(_side(_jump, DESK), api=True), methods=["POST"])]
