"""The skill endpoint: one POST of the open builder a message, answered within its five seconds or at its callback address.

The endpoint needs no particular block: whichever block calls it, the utterance is what counts. It answers only at the
secret path and with the secret header of the configuration; to everybody else it does not exist.
"""

import asyncio
import hashlib
import hmac
import json
import logging
import re
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels import refusals
from bot.channels.body import read_body
from bot.channels.conversation import Conversations
from bot.channels.kakao import render
from bot.channels.links import Kind, Links
from bot.channels.refusals import Refusal
from bot.channels.sessions import OPEN, Turn, WebSession

_log = logging.getLogger("jobcare.gateway")

CHANNEL = "kakao"
HEADER = "x-jobcare-key"

ANSWER_SECONDS = 4.3
"""The platform gives up after 5 s; the rest is for the way there and back."""

CALLBACK_HOSTS = (".kakao.com", ".kakaoenterprise.com")
_CALLBACK_TRIES = 3
_CALLBACK_SECONDS = 10.0

_MORE = re.compile(rf"{render.MORE}(?:\s+(\d{{1,3}}))?")
_START = re.compile(r"(시작|시작하기|처음|안녕|안녕하세요|hi|hello)[!.~ ]*", re.IGNORECASE)
_SENT_FILE = re.compile(r"https?://\S+", re.IGNORECASE)

_LATER = "답을 준비하고 있어요. 조금만 기다려 주세요."
_STILL = "아직 준비하고 있어요. 잠시 뒤에 '답 보기'를 눌러 주세요."
_NO_FILE = "카카오톡에서는 사진이나 파일을 읽지 못해요. 이력서라면 학력, 경력, 자격증을 글로 적어 주세요."
_FILE_ON_THE_WEB = (
    "카카오톡에서는 사진이나 파일을 읽지 못해요. 이력서 파일(PDF, DOCX, HWPX, TXT)은 웹 페이지의 대화에서 '파일' 버튼으로 "
    "올릴 수 있어요. 여기에서는 학력, 경력, 자격증을 글로 적어 주세요."
)
_NOTHING_YET = "아직 보여 드릴 답이 없어요. 궁금한 것을 적어 주세요."


@dataclass(frozen=True)
class Skill:
    """How the endpoint is reached and where it may call back.

    Attributes:
        path: last part of the secret path, ``/kakao/<path>``.
        key: value of the secret header ``X-Jobcare-Key``.
        callback_hosts: endings of host names that a callback address may have.
        answer_seconds: how long an answer may take before it follows later.
    """

    path: str
    key: str
    callback_hosts: tuple[str, ...] = CALLBACK_HOSTS
    answer_seconds: float = ANSWER_SECONDS


@dataclass(frozen=True)
class _Asked:
    user: str
    utterance: str
    callback: str | None


class KakaoChannel:
    """The KakaoTalk side of the gateway."""

    def __init__(self, skill: Skill, secret: str, conversations: Conversations, links: Links) -> None:
        self._skill = skill
        self._secret = secret.encode()
        self._conversations = conversations
        self._links = links
        self._http = httpx.AsyncClient(timeout=_CALLBACK_SECONDS, trust_env=False)
        self._under_way: set[asyncio.Task[Any]] = set()

    async def close(self) -> None:
        """Wait for the turns under way, then let go of the connections."""
        if self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._http.aclose()

    async def answer(self, path: str, request: Request) -> Response:
        """The response to one call of the platform.

        Raises:
            Refusal: path or header are wrong, or it is no skill request.
        """
        if not _same(path, self._skill.path) or not _same(request.headers.get(HEADER, ""), self._skill.key):
            raise refusals.not_found()
        asked = await _read(request)
        session = await self._conversations.at_address(CHANNEL, self._address(asked.user))
        if _SENT_FILE.fullmatch(asked.utterance):
            return JSONResponse(self._no_file())
        if more := _MORE.fullmatch(asked.utterance):
            return JSONResponse(await self._page(session, int(more.group(1) or 1)))
        return JSONResponse(await self._in_time(session, asked))

    def _no_file(self) -> dict[str, Any]:
        page = self._links.page
        return render.link(_FILE_ON_THE_WEB, "웹 페이지 열기", page) if page else render.text(_NO_FILE)

    async def _in_time(self, session: WebSession, asked: _Asked) -> dict[str, Any]:
        turn = self._keep(self._turn(session, asked.utterance))
        done, _ = await asyncio.wait({turn}, timeout=self._skill.answer_seconds)
        if done:
            return turn.result()
        if asked.callback and self._may_call(asked.callback):
            self._keep(self._call_back(turn, asked.callback))
            return render.later(_LATER)
        return render.text(_STILL, render.again_button())

    async def _turn(self, session: WebSession, utterance: str) -> dict[str, Any]:
        last, _ = await self._conversations.last_answer(session)
        if last is None:
            await self._conversations.open(session)
            if _START.fullmatch(utterance):
                return await self._page(session, 1)
        try:
            await self._conversations.answer(session, utterance, None)
        except Refusal as refusal:
            return render.text(refusal.body["message"])
        return await self._page(session, 1)

    async def _page(self, session: WebSession, page: int) -> dict[str, Any]:
        turn, messages = await self._conversations.last_answer(session)
        replies = [message.reply for message in messages if message.author == "bot"]
        if not replies:
            return render.text(_STILL, render.again_button()) if _open(turn) else render.text(_NOTHING_YET)

        def link(kind: str, file_id: str) -> str | None:
            found: Kind = "image" if kind == "image" else "document"
            return self._links.make(session.sender, found, file_id)

        return render.answer(replies, link, page)

    async def _call_back(self, turn: "asyncio.Task[dict[str, Any]]", address: str) -> None:
        response = await turn
        for attempt in range(_CALLBACK_TRIES):
            try:
                (await self._http.post(address, json=response)).raise_for_status()
                return
            except httpx.HTTPStatusError as error:
                _log.warning("kakao_callback status=%d", error.response.status_code)
                if error.response.status_code < 500:
                    return  # used up or expired: the answer waits behind the button
            except httpx.HTTPError as error:
                _log.warning("kakao_callback cause=%s", type(error).__name__)
            await asyncio.sleep(2**attempt / 2)

    def _keep(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    def _may_call(self, address: str) -> bool:
        parts = urlsplit(address)
        host = parts.hostname or ""
        secure = parts.scheme == "https" or host in self._skill.callback_hosts
        return secure and any(host == end or host.endswith(end) for end in self._skill.callback_hosts)

    def _address(self, user: str) -> str:
        """Kept instead of the platform's user key, which nobody here needs to know."""
        return hmac.new(self._secret, f"{CHANNEL}:{user}".encode(), hashlib.sha256).hexdigest()


def route(channel_of: Any) -> Route:
    """The endpoint; ``channel_of(request)`` gives the running channel or ``None`` when KakaoTalk is off."""

    async def endpoint(request: Request) -> Response:
        channel: KakaoChannel | None = channel_of(request)
        if channel is None:
            raise refusals.not_found()
        return await channel.answer(request.path_params["path"], request)

    return Route("/kakao/{path}", endpoint, methods=["POST"])


async def _read(request: Request) -> _Asked:
    raw = await read_body(request)
    try:
        asked = json.loads(raw)["userRequest"]
        user, utterance, callback = asked["user"]["id"], asked["utterance"], asked.get("callbackUrl")
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        raise refusals.not_json() from None
    if not isinstance(user, str) or not user or not isinstance(utterance, str):
        raise refusals.not_json()
    return _Asked(user, utterance.strip(), callback if isinstance(callback, str) else None)


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _open(turn: Turn | None) -> bool:
    return turn is not None and turn.state == OPEN
