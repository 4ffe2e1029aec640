"""A program that plays Telegram's Bot API on loopback: gives updates, keeps what the bot sends, misbehaves on demand."""

import asyncio
import itertools
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "12345:the-token-of-the-tests"
NAME = "jobcare_test_bot"


@dataclass
class BotApi:
    """``faults``: by method, the answers (status, body) that come before the good ones; a status of 0 is silence.

    ``files``: by id, what people sent."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(list))
    waiting: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    _ids: Any = field(default_factory=lambda: itertools.count(1000))
    _updates: Any = field(default_factory=lambda: itertools.count(1))

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/file/bot{token}/documents/{file_id}", self._download),
            ]
        )

    async def _download(self, request: Request) -> Response:
        self.calls.append(("download", {"file_id": request.path_params["file_id"]}))
        return Response(self.files[request.path_params["file_id"]])

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"]
        if request.path_params["token"] != TOKEN:
            return JSONResponse({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        form = await request.form()
        data: dict[str, Any] = {}
        for name, value in form.items():
            data[name] = value if isinstance(value, str) else (value.filename, await value.read())
        if method != "getUpdates":
            self.calls.append((method, data))
        if self.faults[method]:
            status, body = self.faults[method].pop(0)
            if status == 0:
                await asyncio.sleep(3)
                status, body = 504, {}
            return JSONResponse({"ok": False, "error_code": status, "description": "played fault"} | body, status)
        return JSONResponse({"ok": True, "result": await self._result(method, data)})

    async def _result(self, method: str, data: dict[str, Any]) -> Any:
        match method:
            case "getMe":
                return {"id": 12345, "is_bot": True, "first_name": "잡케어봇", "username": NAME}
            case "getUpdates":
                offset = int(data.get("offset", 0))
                self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
                if not self.waiting:
                    await asyncio.sleep(0.03)
                return self.waiting
            case "sendMessage" | "sendPhoto" | "sendDocument":
                return self._message(int(data["chat_id"]), data) | {
                    "from": {"id": 12345, "is_bot": True, "first_name": "b"}
                }
            case "getFile":
                return {
                    "file_id": data["file_id"],
                    "file_unique_id": "u",
                    "file_path": f"documents/{data['file_id']}",
                }
            case "editMessageText" | "editMessageReplyMarkup":
                return True
            case _:
                return True

    def _message(self, chat: int, data: dict[str, Any]) -> dict[str, Any]:
        message: dict[str, Any] = {"message_id": next(self._ids), "date": 0, "chat": {"id": chat, "type": "private"}}
        if "text" in data:
            message["text"] = data["text"]
        if data.get("reply_markup"):
            message["reply_markup"] = json.loads(data["reply_markup"])
        data["message_id"] = message["message_id"]
        return message

    # What people do

    def text(self, chat: int, text: str) -> dict[str, Any]:
        """An update with a text message, not sent yet."""
        return self.update(message=self.person(chat) | {"text": text})

    def document(self, chat: int, name: str, content: bytes, **more: Any) -> dict[str, Any]:
        """An update with a file, not sent yet."""
        file_id = f"file{len(self.files)}"
        self.files[file_id] = content
        shown = {"file_id": file_id, "file_unique_id": "u", "file_name": name, "file_size": len(content)}
        return self.update(message=self.person(chat) | {"document": shown | more})

    def press(self, chat: int, data: str, sent: dict[str, Any]) -> dict[str, Any]:
        """An update with a press on a button of a message that the bot sent."""
        shown = {
            "message_id": sent["message_id"],
            "date": 1,
            "chat": {"id": chat, "type": "private"},
            "text": sent["text"],
        }
        if sent.get("reply_markup"):
            shown["reply_markup"] = json.loads(sent["reply_markup"])
        user = {"id": chat, "is_bot": False, "first_name": "길동"}
        query = {"id": "q", "from": user, "chat_instance": "c", "data": data, "message": shown}
        return self.update(callback_query=query)

    def person(self, chat: int, kind: str = "private") -> dict[str, Any]:
        return {
            "message_id": next(self._ids),
            "date": 1,
            "chat": {"id": chat, "type": kind, "title": "모임"},
            "from": {"id": abs(chat), "is_bot": False, "first_name": "길동"},
        }

    def update(self, **content: Any) -> dict[str, Any]:
        return {"update_id": next(self._updates), **content}

    def give(self, *updates: dict[str, Any]) -> None:
        """Let the bot poll these."""
        self.waiting = [*self.waiting, *updates]

    # What the bot did

    def sent(self, *methods: str) -> list[dict[str, Any]]:
        return [data for method, data in self.calls if method in (methods or ("sendMessage",))]

    def texts(self) -> list[str]:
        return [data["text"] for data in self.sent()]
