"""A turn as the web API takes it: a message or a file of a request, and the answer as JSON."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from bot.channels import files, refusals, typed
from bot.channels.body import read_body
from bot.channels.conversation import Conversations, Exchange
from bot.channels.limits import FILE_MAX_BYTES, KEY_MAX_CHARACTERS
from bot.channels.sessions import USER, WebSession

_KEY = re.compile(rf"[A-Za-z0-9_-]{{1,{KEY_MAX_CHARACTERS}}}")


async def take_message(
    request: Request, conversations: Conversations, session: WebSession, author: str = USER
) -> Exchange:
    """The turn that a request's JSON asks for. ``author``: who typed it.

    Raises:
        Refusal: the body cannot be read, or the turn is refused.
    """
    body = await json_object(request)
    key = body.pop("key", None)
    if key is not None and not (isinstance(key, str) and _KEY.fullmatch(key)):
        raise refusals.bad_key()
    match body:
        case {"text": str(text), **rest} if not rest:
            return await conversations.say(session, text, key, author)
        case {"choice": str(choice), **rest} if not rest:
            return await conversations.tap(session, choice, key, author)
        case {"again": True, **rest} if not rest:
            return await conversations.again(session)
        case _:
            raise refusals.unclear_body()


async def take_file(
    request: Request, conversations: Conversations, session: WebSession, author: str = USER
) -> Exchange:
    """A file as the raw body; its name and an optional key in the query.

    Raises:
        Refusal: it cannot be taken.
    """
    if request.headers.get("content-type", "") != "application/octet-stream":
        raise refusals.wrong_file_type()
    key = request.query_params.get("key")
    if key is not None and not _KEY.fullmatch(key):
        raise refusals.bad_key()
    name = typed.file_name(request.query_params.get("name", ""))
    content = await read_body(request, FILE_MAX_BYTES, refusals.file_too_large(FILE_MAX_BYTES))
    return await conversations.send_file(session, name, content, key, author)


def on_the_wire(exchange: Exchange, after: int = 0, watched: bool = False, expects: bool = False) -> JSONResponse:
    """The answer of the API.

    Args:
        after: only messages after this number.
        watched: a counsellor sees the conversation, so that the page tells it and looks for what the counsellor typed.
        expects: the person waits for a counsellor's answer, so that the page looks for it.
    """
    listed = [message.on_the_wire() for message in exchange.messages if message.seq > after]
    answer = {"messages": listed, "unanswered": exchange.unanswered, "progress": exchange.progress}
    answer |= {"watched": True} if watched else {}
    answer |= {"expects": True} if expects else {}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


async def sent_file(
    request: Request, session: WebSession, kind: str, file_id: str, types: dict[str, str], after: int = 0
) -> Response | None:
    """A file that was sent to a conversation (``after`` a message); None if it was not."""
    history = await request.app.state.conversations.history(session)
    reply = files.shown(tuple(message for message in history.messages if message.seq > after), kind, file_id)
    found = files.locate(request.app.state.settings.var, session.sender, reply["id"], types) if reply else None
    if reply is None or found is None:
        return None
    path, media_type = found
    headers = {"Cache-Control": "no-store"}
    if kind == "document":
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(reply['name'], safe='')}"
    return FileResponse(path, media_type=media_type, headers=headers)


async def json_object(request: Request) -> dict[str, Any]:
    """The JSON object in a request's body.

    Raises:
        Refusal: there is none.
    """
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise refusals.wrong_media_type()
    raw = await read_body(request)
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise refusals.not_json() from None
    if not isinstance(body, dict):
        raise refusals.unclear_body()
    return body
