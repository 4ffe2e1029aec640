"""The body of a request, never read beyond what it may hold."""

from starlette.requests import ClientDisconnect, Request

from bot.channels import refusals
from bot.channels.limits import BODY_MAX_BYTES
from bot.channels.refusals import Refusal


async def read_body(request: Request, limit: int = BODY_MAX_BYTES, too_large: Refusal | None = None) -> bytes:
    """The request's body.

    Raises:
        Refusal: it has more than ``limit`` bytes (``too_large``, by default that of a message), or the sender went away.
    """
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > limit:
                raise too_large or refusals.body_too_large(limit)
    except ClientDisconnect:
        raise refusals.not_json() from None
    return bytes(raw)
