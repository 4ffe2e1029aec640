"""The gateway's side of Rasa's REST channel: one message in, valid replies out."""

import hashlib
import json
import logging
import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.replies import contract
from bot.replies.contract import Choice, Reply, ReplyError

_log = logging.getLogger("jobcare.gateway")

_CHOOSE = re.compile(r'/choose\{\s*"choice"\s*:\s*"([^"\\]+)"\s*\}')
_NOT_SHOWN = ("forgotten", "progress")
_CONNECT_SECONDS = 3.0
_KEEP_ALIVE_SECONDS = 30.0  # Rasa's server closes idle connections after 120 s; be the first to let go


class RasaUnavailable(Exception):
    """Rasa did not answer in time, answered with an error, or with nothing that can be shown."""


@dataclass(frozen=True)
class Answer:
    """Replies of one turn in their order, and what a tap on each of their choices sends to Rasa (by choice id).

    ``forgets``: the person's data was deleted in this turn, so what the gateway keeps goes too, also that of the
    conversations ``forgets_also`` (sender ids). ``progress``: where the person is now (a reply of that type); ``None`` if
    the turn does not say.
    """

    replies: tuple[Reply, ...]
    payloads: dict[str, str] = field(default_factory=dict)
    forgets: bool = False
    progress: Reply | None = None
    forgets_also: tuple[str, ...] = ()


def choose(choice_id: str) -> str:
    """The payload by which a tap reaches Rasa."""
    return "/choose" + json.dumps({"choice": choice_id})


class RasaClient:
    """A keep-alive connection pool to one Rasa server. ``timeout`` in seconds is the longest wait for one turn."""

    def __init__(self, url: str, timeout: float) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            timeout=httpx.Timeout(timeout, connect=_CONNECT_SECONDS),
            limits=httpx.Limits(
                max_connections=100, max_keepalive_connections=20, keepalive_expiry=_KEEP_ALIVE_SECONDS
            ),
            trust_env=False,
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def send(self, sender: str, message: str, channel: str) -> Answer:
        """One turn of the conversation ``sender``, which takes place in ``channel``.

        Raises:
            RasaUnavailable: no usable answer came; its message names the cause without any text of a person.
        """
        said = {"sender": sender, "message": message, "input_channel": channel}
        try:
            response = await self._http.post("/webhooks/rest/webhook", json=said)
            response.raise_for_status()
            items = response.json()
        except httpx.HTTPStatusError as error:
            raise RasaUnavailable(f"status {error.response.status_code}") from None
        except httpx.HTTPError as error:
            raise RasaUnavailable(type(error).__name__) from None
        except ValueError:
            raise RasaUnavailable("no JSON") from None
        return read(items)


def read(items: object) -> Answer:
    """Rasa's list of messages as replies of the contract; a part that breaks the contract is left out and logged.

    Raises:
        RasaUnavailable: it is no list, or nothing in it can be shown.
    """
    if not isinstance(items, list):
        raise RasaUnavailable("no list")
    replies: list[Reply] = []
    payloads: dict[str, str] = {}
    for item in items:
        try:
            made, sent = _read_item(item)
        except ReplyError as error:
            _log.warning("rasa_reply_dropped reason=%s", error)
            continue
        replies += made
        payloads |= sent
    shown = tuple(reply for reply in replies if reply["type"] not in _NOT_SHOWN)
    if not shown:
        raise RasaUnavailable("nothing to show")
    forgets = any(reply["type"] == "forgotten" for reply in replies)
    progress = next((reply for reply in reversed(replies) if reply["type"] == "progress"), None)
    also = tuple(sender for reply in replies if reply["type"] == "forgotten" for sender in reply["also"])
    return Answer(shown, payloads, forgets, progress, also)


def _read_item(item: object) -> tuple[list[Reply], dict[str, str]]:
    if not isinstance(item, dict):
        raise ReplyError(f"a message is an object, not {type(item).__name__}")
    replies: list[Reply] = []
    payloads: dict[str, str] = {}
    if "text" in item:
        replies.append(contract.text(item["text"]))
    if "custom" in item:
        contract.validate(item["custom"])
        replies.append(item["custom"])
        if item["custom"]["type"] == "choices":
            payloads |= {choice["id"]: choose(choice["id"]) for choice in item["custom"]["choices"]}
    if item.get("buttons"):
        options, sent = _read_buttons(item["buttons"])
        replies.append(contract.choices(options))
        payloads |= sent
    if not replies:
        raise ReplyError("a message without text, custom and buttons")
    return replies, payloads


def _read_buttons(buttons: Any) -> tuple[list[Choice], dict[str, str]]:
    options: list[Choice] = []
    payloads: dict[str, str] = {}
    for button in buttons:
        title, payload = (button.get("title"), button.get("payload")) if isinstance(button, dict) else (None, None)
        if not isinstance(title, str) or not isinstance(payload, str):
            raise ReplyError("a button has a title and a payload")
        known = _CHOOSE.fullmatch(payload)
        choice_id = known.group(1) if known else "button:" + hashlib.sha256(payload.encode()).hexdigest()[:32]
        options.append(Choice(title, choice_id))
        payloads[choice_id] = payload
    return options, payloads
