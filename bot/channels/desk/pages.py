"""All addresses of the counsellor's desk."""

from __future__ import annotations

from starlette.routing import Route

from bot.channels.desk import administration, beginning, cases, entries, paper, queue, sign_in, talk


def routes(sessions_of: beginning.SessionsOf, give_cookie: beginning.GiveCookie) -> list[Route]:
    """The routes below ``/desk``, and ``/together`` for clients; ``app.state.desk`` holds their Room.

    Args:
        sessions_of: the conversations whose cookies a request carries.
        give_cookie: gives a browser the cookie of a conversation.
    """
    return [
        *sign_in.routes(),
        *cases.routes(),
        *talk.routes(),
        *entries.routes(),
        *paper.routes(),
        *beginning.routes(sessions_of, give_cookie),
        *queue.routes(),
        *administration.routes(),
    ]
