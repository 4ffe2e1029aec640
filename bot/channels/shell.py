"""What surrounds every request: security headers, and one log line without anything a person typed."""

import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger("jobcare.gateway")

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


DESK_PATHS = ("/desk", "/together")
"""Below these stand pages with forms, and none of them may stand in a frame."""

DESK_POLICY = (
    SECURITY_HEADERS["Content-Security-Policy"]
    .replace("form-action 'none'", "form-action 'self'")
    .replace("frame-ancestors 'self'", "frame-ancestors 'none'")
)


def under_desk(path: str) -> bool:
    """Whether a path belongs to the counsellor's desk or to what a client agrees to for it."""
    return any(path == own or path.startswith(f"{own}/") for own in DESK_PATHS)


FRAME_PATH = "/embed"
"""The page that may stand in the frames of other sites."""

SCRIPT_PATH = "/embed.js"
"""The script that puts it there; any site may load it."""


class Shell:
    """ASGI middleware around the whole gateway. ``embed_origins``: sites in whose frames the chat may stand."""

    def __init__(self, app: ASGIApp, embed_origins: tuple[str, ...] = ()) -> None:
        self._app = app
        ancestors = " ".join(("'self'", *embed_origins))
        policy = SECURITY_HEADERS["Content-Security-Policy"].replace(
            "frame-ancestors 'self'", f"frame-ancestors {ancestors}"
        )
        self._desk = {"Content-Security-Policy": DESK_POLICY}
        self._more = {
            FRAME_PATH: {"Content-Security-Policy": policy},
            SCRIPT_PATH: {"Cross-Origin-Resource-Policy": "cross-origin"},
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = self._desk if under_desk(scope["path"]) else self._more.get(scope["path"], {})
                MutableHeaders(scope=message).update(SECURITY_HEADERS | own)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            spent = round((time.perf_counter() - started) * 1000)
            area = scope["path"].split("/")[1]
            _log.debug("request method=%s area=%s status=%d ms=%d", scope["method"], area, status, spent)
