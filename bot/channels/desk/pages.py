"""All addresses of the counsellor's desk."""

from __future__ import annotations

from starlette.routing import Route

from bot.channels.desk import administration, cases, queue, sign_in


def routes() -> list[Route]:
    """The routes below ``/desk``; ``app.state.desk`` holds their Room."""
    return [*sign_in.routes(), *cases.routes(), *queue.routes(), *administration.routes()]
