"""All addresses of the counsellor's desk."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bot.channels.desk import administration, beginning, cases, entries, paper, queue, sign_in, talk
from bot.channels.desk.door import PATH
from bot.channels.desk.room import Call, signed_in


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
        Route(f"{PATH}/{{rest:path}}", signed_in(_lost)),
    ]


async def _lost(call: Call) -> Response:
    """An address without a page, or that of a form that was opened again after it was sent."""
    return call.told("찾는 화면이 없어요. 내담자 목록에서 다시 시작해 주세요.", 404)
