"""Real HTTP servers on loopback for tests: any ASGI application in a thread, and a program that plays Rasa."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.replies import contract
from bot.replies.contract import Choice, Reply


@contextmanager
def served(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """The application's address while it runs; ``port`` 0 takes a free one."""
    listener = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", log_config=None, access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


def wait_until(done: Callable[[], Any], seconds: float = 20) -> None:
    """Wait until it is so; fail when that takes longer than `seconds`."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def closed_port() -> int:
    """A port at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass(frozen=True)
class Received:
    """One message as Rasa got it, with the times (monotonic seconds) at which it came and was answered."""

    sender: str
    message: str
    came: float
    answered: float


@dataclass
class RasaPlayer:
    """Speaks Rasa's REST contract: answers from a fixed script, and misbehaves on demand.

    ``mode``: ``ok``, ``error`` (status 500), ``garbage`` (no JSON), ``object`` (JSON, but no list), ``empty`` (no
    messages). ``pause`` in seconds is the time a turn takes. ``ready`` is whether the model is loaded.
    """

    token: str = "rasa-token"
    mode: str = "ok"
    pause: float = 0.0
    ready: bool = True
    received: list[Received] = field(default_factory=list)
    script: dict[str, list[Reply]] = field(default_factory=dict)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/webhooks/rest/webhook", self._webhook, methods=["POST"]),
                Route("/model/parse", self._parse, methods=["POST"]),
                Route("/health", self._health),
            ]
        )

    def reset(self, script: dict[str, list[Reply]]) -> None:
        """Forget what was received, behave well, and answer from this script."""
        self.mode, self.pause, self.ready = "ok", 0.0, True
        self.received, self.script = [], dict(script)

    def messages(self) -> list[str]:
        return [received.message for received in self.received]

    async def _webhook(self, request: Request) -> Response:
        came = time.monotonic()
        body = await request.json()
        await asyncio.sleep(self.pause)
        self.received.append(Received(body["sender"], body["message"], came, time.monotonic()))
        match self.mode:
            case "error":
                return PlainTextResponse("broken", 500)
            case "garbage":
                return PlainTextResponse("<html>")
            case "object":
                return JSONResponse({"version": "3.6.21", "status": "failure"})
            case "empty":
                return JSONResponse([])
        return JSONResponse(self._answer(body["sender"], body["message"]))

    def _answer(self, sender: str, message: str) -> list[dict[str, Any]]:
        replies = self.script.get(message) or [contract.text(f"'{message.strip()}' 잘 받았어요.")]
        return [{"recipient_id": sender} | (reply if "type" not in reply else {"custom": reply}) for reply in replies]

    async def _parse(self, request: Request) -> Response:
        if request.query_params.get("token") != self.token:
            return PlainTextResponse("no token", 401)
        return JSONResponse({"intent": {"name": "greet"}}) if self.ready else PlainTextResponse("no model", 409)

    async def _health(self, _request: Request) -> Response:
        return JSONResponse({"status": "ok"})


def tap(choice_id: str) -> str:
    """What Rasa receives when a choice is tapped."""
    return f'/choose{{"choice": "{choice_id}"}}'


def welcome() -> list[Reply]:
    """The greeting of the played bot: a text as a Rasa response has it, then choices."""
    return [
        {"text": "안녕하세요, 잡케어봇이에요.\n관심 있는 일을 함께 찾아 드려요."},
        contract.choices([Choice("간편입력", "mode:simple"), Choice("상세입력", "mode:detail", disabled=True)]),
    ]
