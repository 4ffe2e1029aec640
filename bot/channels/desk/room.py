"""What the desk's pages work with, and what surrounds each of them: sign-in, role, the proof of a form, refusals."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.channels.body import read_body
from bot.channels.conversation import Conversations
from bot.channels.desk.analyses import Analyses
from bot.channels.desk.door import PATH, PROOF_FIELD, PROOF_HEADER, Door, Visitor
from bot.channels.settings import REPOSITORY, Settings
from engine.counsel.accounts import Accounts
from engine.counsel.cases import Cases
from engine.counsel.corrections import Corrections
from engine.counsel.desk import Desk
from engine.counsel.requests import Requests
from engine.counsel.sharing import Sharing
from engine.counsel.together import Together
from engine.language.josa import josa
from engine.members.store import MemberStore
from knowledge.live.moments import KOREA

SIGN_IN = f"{PATH}/sign-in"
PASSWORD = f"{PATH}/password"

_TEMPLATES = REPOSITORY / "bot" / "web" / "desk"
_NO_STORE = {"Cache-Control": "no-store"}
_FIELDS_AT_MOST = 100

DONE = {
    "password": "비밀번호를 바꿨어요.",
    "opened": "상담을 열었어요.",
    "state": "상태를 바꿨어요.",
    "note": "메모를 남겼어요.",
    "taken": "요청을 받았어요. 아래에서 답할 수 있어요.",
    "answered": "답을 보냈어요. 내담자의 대화에 나타나요.",
    "closed": "요청을 끝냈어요.",
    "corrected": "고쳤어요. ‘상담사가 고침’이라고 표시돼요.",
    "added": "더했어요. ‘상담사가 적음’이라고 표시돼요.",
    "removed": "지웠어요. 내담자가 대화에서 되돌릴 수 있어요.",
    "disabled": "계정을 닫고 바로 로그아웃시켰어요.",
}
"""What a page says after something was done, by the key in its address."""


@dataclass
class Room:
    """Everything that the pages work with; one for the gateway."""

    desk: Desk
    members: MemberStore
    conversations: Conversations
    door: Door
    accounts: Accounts
    cases: Cases
    sharing: Sharing
    requests: Requests
    together: Together
    corrections: Corrections
    analyses: Analyses
    public_url: str
    templates: Environment = field(default_factory=lambda: _environment())

    @classmethod
    def open(cls, settings: Settings, members: MemberStore, conversations: Conversations) -> Room:
        desk = Desk(settings.members_url)
        accounts = Accounts(desk)
        return cls(
            desk=desk,
            members=members,
            conversations=conversations,
            door=Door(accounts, settings.secret),
            accounts=accounts,
            cases=Cases(desk),
            sharing=Sharing(desk),
            requests=Requests(desk),
            together=Together(desk),
            corrections=Corrections(desk),
            analyses=Analyses(settings.actions_url),
            public_url=settings.public_url,
        )

    async def close(self) -> None:
        await self.analyses.close()
        self.desk.close()


@dataclass
class Call:
    """One request of somebody signed in. ``form``: the fields of a POST."""

    request: Request
    room: Room
    visitor: Visitor
    form: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The counsellor's number."""
        return self.visitor.counsellor.id

    @property
    def login(self) -> str:
        return self.visitor.counsellor.login

    def number(self, name: str) -> int:
        """A number in the address."""
        return int(self.request.path_params[name])

    async def do(self, work: Callable[..., Any], *given: Any) -> Any:
        """Something that blocks, outside of the event loop."""
        return await asyncio.to_thread(work, *given)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page for the counsellor, who is named at its head."""
        done = DONE.get(self.request.query_params.get("done", ""), "")
        return render(
            self.room,
            template,
            status,
            me=self.visitor.counsellor,
            proof=self.room.door.proof(self.visitor.token),
            path=self.request.url.path,
            **{"done": done, "wrong": "", **values},
        )

    def told(self, sentence: str, status: int) -> Response:
        """A page that says only why there is nothing else on it."""
        return self.page("told.html", status, sentence=sentence)


Handler = Callable[[Call], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def signed_in(handler: Handler, *, administrator: bool = False, by_itself: bool = False, api: bool = False) -> Endpoint:
    """An endpoint for people who are signed in.

    Args:
        administrator: for administrators only.
        by_itself: an open page asks, not the person: it does not keep the sign-in alive.
        api: refusals are JSON, not pages; the proof is in a header and the body is left to the handler.
    """

    async def endpoint(request: Request) -> Response:
        room: Room = request.app.state.desk
        visitor = await room.door.visitor(request, used=not by_itself)
        if visitor is None:
            return _signed_out(api)
        call = Call(request, room, visitor)
        if visitor.counsellor.must_change and request.url.path != PASSWORD:
            return _refused("must_change", 403) if api else go(PASSWORD)
        if request.method == "POST":
            if not api:
                call.form = await read_form(request)
            given = request.headers.get(PROOF_HEADER, "") if api else call.form.get(PROOF_FIELD, "")
            if not room.door.proves(visitor.token, given):
                return _refused("no_proof", 403) if api else call.told(OLD_FORM, 403)
        if administrator and visitor.counsellor.role != "administrator":
            return call.told("관리자만 볼 수 있는 화면이에요.", 403)
        return await handler(call)

    return endpoint


OLD_FORM = "화면이 오래돼서 확인할 수 없었어요. 아무것도 바뀌지 않았어요. 앞 화면을 새로 고친 뒤 다시 해 주세요."

_REFUSALS = {
    "signed_out": "한동안 쓰지 않아 로그아웃됐어요. 다시 로그인해 주세요.",
    "must_change": "비밀번호를 먼저 바꿔 주세요.",
    "no_proof": OLD_FORM,
    "no_consent": "내담자가 아직 동의하지 않았어요.",
    "ended": "내담자가 보여 주기를 거두었거나 기간이 끝났어요. 이제 볼 수 없어요.",
}


def _signed_out(api: bool) -> Response:
    return _refused("signed_out", 401) if api else go(f"{SIGN_IN}?ended=1")


def _refused(code: str, status: int) -> Response:
    return JSONResponse({"error": code, "message": _REFUSALS[code]}, status, headers=_NO_STORE)


def ended() -> Response:
    """Nothing of the client may be seen any more."""
    return _refused("ended", 410)


def no_consent() -> Response:
    """The client has not agreed yet that anything is stored."""
    return _refused("no_consent", 403)


def go(address: str, done: str = "") -> Response:
    """On to another page, which says what was done."""
    return RedirectResponse(f"{address}?done={done}" if done else address, 303, headers=_NO_STORE)


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name; nothing if it is no form."""
    raw = await read_body(request)
    try:
        return dict(parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=_FIELDS_AT_MOST))
    except ValueError:
        return {}


def render(room: Room, template: str, status: int = 200, **values: Any) -> Response:
    """A page by its template."""
    return HTMLResponse(room.templates.get_template(template).render(**values), status, headers=_NO_STORE)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["ro"] = lambda word: josa(word, "으로/로")[len(word) :]
    environment.filters["moment"] = shown_moment
    environment.filters["day"] = lambda moment: f"{moment.astimezone(KOREA):%Y.%m.%d}"
    return environment


def shown_moment(moment: datetime) -> str:
    """A moment in Korean time: 2026.11.23 14:05."""
    return f"{moment.astimezone(KOREA):%Y.%m.%d %H:%M}"
