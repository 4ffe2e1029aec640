"""The web gateway: the page with the chat, its API, files and health. The only process that the public reaches."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itsdangerous import BadSignature, TimestampSigner
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels import files, refusals, report_pages
from bot.channels.conversation import Conversations, Exchange
from bot.channels.deliveries import Deliveries
from bot.channels.desk import pages as desk_pages
from bot.channels.desk.room import Room
from bot.channels.health import Health
from bot.channels.kakao import skill as kakao
from bot.channels.limits import Pace
from bot.channels.links import Links
from bot.channels.rasa_client import RasaClient
from bot.channels.refusals import Refusal
from bot.channels.sessions import SESSION_DAYS, SessionStore, WebSession
from bot.channels.settings import REPOSITORY, Settings
from bot.channels.shell import FRAME_PATH, SCRIPT_PATH, Shell
from bot.channels.turns import on_the_wire, sent_file, take_file, take_message
from engine.counsel.requests import Requests
from engine.members.store import MemberStore

if TYPE_CHECKING:
    from bot.channels.telegram.channel import TelegramChannel

COOKIE = "jobcare_session"
FRAME_COOKIE = "jobcare_frame"
FRAME_HEADER = "x-jobcare-frame"
"""Sent by the chat where it stands in a frame of another page."""

_COOKIE_SECONDS = SESSION_DAYS * 24 * 3600
_FORGET_EVERY_SECONDS = 6 * 3600
_WEB = REPOSITORY / "bot" / "web"
_SEQ = re.compile(r"[0-9]{1,9}")
_NO_STORE = {"Cache-Control": "no-store"}
_CHECK_FRESHNESS = {"Cache-Control": "no-cache"}


def create_app(settings: Settings) -> Starlette:
    """The ASGI application. Store and connections are opened when it starts and closed when it stops."""
    return Starlette(
        routes=[
            Route("/", _page),
            Route(FRAME_PATH, _page),
            Route(SCRIPT_PATH, _embedding_script),
            Route("/favicon.svg", _favicon),
            Route("/api/session", _open_session, methods=["POST"]),
            Route("/api/messages", _messages, methods=["GET", "POST"]),
            Route("/api/files", _take_file, methods=["POST"]),
            Route("/images/{id}", _image),
            Route("/documents/{id}", _document),
            Route("/shared/{token}", _shared_file),
            Route("/healthz", _healthz),
            Route("/telegram", _telegram_webhook, methods=["POST"]),
            kakao.route(lambda request: request.app.state.kakao),
            *desk_pages.routes(_sessions_of, give_cookie),
            *report_pages.routes(lambda request: request.app.state.report_pages, _sessions_of),
            Mount("/static", _Static(directory=_WEB)),
        ],
        middleware=[Middleware(Shell, embed_origins=settings.embed_origins)],
        exception_handlers={Refusal: _refused, HTTPException: _http_error, Exception: _broken},
        lifespan=_lifespan(settings),
    )


def _lifespan(settings: Settings) -> Callable[[Starlette], Any]:
    @asynccontextmanager
    async def run(app: Starlette) -> AsyncIterator[None]:
        store = SessionStore(settings.members_url)
        rasa = RasaClient(settings.rasa_url, settings.rasa_timeout)
        health = Health(settings)
        app.state.settings = settings
        app.state.signer = TimestampSigner(settings.secret, salt=COOKIE, digest_method=hashlib.sha256)
        app.state.conversations = Conversations(store, rasa, Pace(), settings.var, settings.tracker_db)
        app.state.health = health
        members = MemberStore.open(settings.members_url)
        app.state.report_pages = report_pages.ReportPages(members)
        app.state.desk = desk = Room.open(settings, members, app.state.conversations)
        app.state.links = links = Links(settings.secret, settings.public_url)
        app.state.kakao = (
            kakao.KakaoChannel(settings.kakao, settings.secret, app.state.conversations, links)
            if settings.kakao
            else None
        )
        app.state.telegram = telegram = _telegram(settings, app.state.conversations)
        if telegram is not None:
            telegram.start()
        app.state.deliveries = deliveries = Deliveries(desk.desk, members, store, app.state.conversations, telegram)
        if settings.kakao:
            app.state.conversations.waiting = deliveries
        delivering = asyncio.create_task(deliveries.run())
        forgetting = asyncio.create_task(_forget_old(store, members, settings.var, desk.requests))
        try:
            yield
        finally:
            for task in (delivering, forgetting):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            if telegram is not None:
                await telegram.stop()
            if app.state.kakao is not None:
                await app.state.kakao.close()
            await app.state.conversations.close()
            await rasa.close()
            await health.close()
            store.close()
            await desk.close()
            members.close()

    return run


def _telegram(settings: Settings, conversations: Conversations) -> "TelegramChannel | None":
    if settings.telegram is None:
        return None
    from bot.channels.telegram.channel import TelegramChannel  # a large library that is often not needed

    return TelegramChannel(settings.telegram, conversations, settings.var, settings.public_url)


async def _forget_old(store: SessionStore, members: MemberStore, var: Path, requests: Requests) -> None:
    while True:
        await asyncio.to_thread(requests.forget_old)
        gone = await asyncio.to_thread(store.forget_old)
        for sender in gone:
            await asyncio.to_thread(files.drop_all, var, sender)
        await asyncio.to_thread(members.joining.drop, gone)
        await asyncio.to_thread(members.joining.purge)
        await asyncio.to_thread(files.drop_old_uploads, var)
        await asyncio.sleep(_FORGET_EVERY_SECONDS)


class _Static(StaticFiles):
    """Files of the page; browsers keep them but ask whether they changed."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.update(_CHECK_FRESHNESS)
        return response


async def _page(_request: Request) -> Response:
    return FileResponse(_WEB / "index.html", headers=_CHECK_FRESHNESS)


async def _embedding_script(_request: Request) -> Response:
    return FileResponse(_WEB / "embed.js", headers=_CHECK_FRESHNESS)


async def _favicon(_request: Request) -> Response:
    return FileResponse(_WEB / "favicon.svg", headers=_CHECK_FRESHNESS)


async def _open_session(request: Request) -> Response:
    conversations: Conversations = request.app.state.conversations
    token = _token(request)
    session = await conversations.find(token) if token else None
    if session is None:
        session, token = await conversations.create()
    response = await _answer(request, session, await conversations.open(session))
    give_cookie(request, response, token)
    return response


def give_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser the cookie of its conversation."""
    signed = request.app.state.signer.sign(token).decode()
    if _framed(request):
        # Kept apart for each site that shows the chat (CHIPS); Starlette cannot write the attribute before Python 3.14.
        attributes = f"Max-Age={_COOKIE_SECONDS}; Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
        response.headers.append("set-cookie", f"{FRAME_COOKIE}={signed}; {attributes}")
        return
    response.set_cookie(
        COOKIE,
        signed,
        max_age=_COOKIE_SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _framed(request: Request) -> bool:
    """Whether the chat that asks stands in a frame of another page, where it has a cookie of its own."""
    return FRAME_HEADER in request.headers


async def _messages(request: Request) -> Response:
    session = await _session(request)
    conversations: Conversations = request.app.state.conversations
    if request.method != "POST":
        after = request.query_params.get("after")
        if after is not None and not _SEQ.fullmatch(after):
            raise refusals.unclear_body()
        listed = conversations.history(session) if after is None else conversations.since(session, int(after))
        return await _answer(request, session, await listed)
    return await _answer(request, session, await take_message(request, conversations, session))


async def _answer(request: Request, session: WebSession, exchange: Exchange) -> JSONResponse:
    """The answer of the API, with what the page should know of counsellors."""
    state = request.app.state
    watched = await asyncio.to_thread(state.desk.together.is_watched, session.sender)
    return on_the_wire(exchange, watched=watched, expects=await state.deliveries.expects(session))


async def _take_file(request: Request) -> Response:
    session = await _session(request)
    return await _answer(request, session, await take_file(request, request.app.state.conversations, session))


async def _image(request: Request) -> Response:
    return await _file(request, "image", files.IMAGE_TYPES)


async def _document(request: Request) -> Response:
    return await _file(request, "document", files.DOCUMENT_TYPES)


async def _file(request: Request, kind: str, types: dict[str, str]) -> Response:
    """A file by its id alone: a picture cannot say whether its page stands in a frame, so both cookies are tried."""
    sessions = await _sessions_of(request)
    if not sessions:
        raise refusals.no_session()
    for session in sessions:
        if response := await sent_file(request, session, kind, request.path_params["id"], types):
            return response
    raise refusals.not_found()


async def _sessions_of(request: Request) -> list[WebSession]:
    """The conversations whose cookies a request carries."""
    tokens = [token for cookie in (COOKIE, FRAME_COOKIE) if (token := _signed_in(request, cookie))]
    return [session for token in tokens if (session := await request.app.state.conversations.find(token))]


async def _shared_file(request: Request) -> Response:
    """A file by the link that a messenger got."""
    linked = request.app.state.links.read(request.path_params["token"])
    session = await request.app.state.conversations.of_sender(linked.sender) if linked else None
    if linked is None or session is None:
        raise refusals.link_ended()
    types = files.IMAGE_TYPES if linked.kind == "image" else files.DOCUMENT_TYPES
    response = await sent_file(request, session, linked.kind, linked.file_id, types)
    if response is None:
        raise refusals.link_ended()
    return response


async def _telegram_webhook(request: Request) -> Response:
    if request.app.state.telegram is None:
        raise refusals.not_found()
    return await request.app.state.telegram.webhook(request)


async def _healthz(request: Request) -> Response:
    states = await request.app.state.health.check()
    if all(states.values()):
        return JSONResponse({"status": "ok"}, headers=_NO_STORE)
    return JSONResponse({"status": "down", **states}, status_code=503, headers=_NO_STORE)


async def _session(request: Request) -> WebSession:
    token = _token(request)
    session = await request.app.state.conversations.find(token) if token else None
    if session is None:
        raise refusals.no_session()
    return session


def _token(request: Request) -> str:
    return _signed_in(request, FRAME_COOKIE if _framed(request) else COOKIE)


def _signed_in(request: Request, cookie: str) -> str:
    try:
        return request.app.state.signer.unsign(request.cookies.get(cookie, ""), max_age=_COOKIE_SECONDS).decode()
    except (BadSignature, UnicodeError):
        return ""


def _refusal_response(refusal: Refusal) -> Response:
    return JSONResponse(refusal.body, status_code=refusal.status, headers=_NO_STORE | refusal.headers)


async def _refused(_request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return _refusal_response(refusal)


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _refusal_response(refusals.wrong_method() if error.status_code == 405 else refusals.not_found())


async def _broken(_request: Request, _error: Exception) -> Response:
    return _refusal_response(refusals.broken())
