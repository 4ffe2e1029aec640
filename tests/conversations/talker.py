"""A person who talks to the running bot over its web API, and looks at what comes back."""

from __future__ import annotations

from typing import Any

import httpx

Reply = dict[str, Any]


class Talker:
    """One person with a session (cookie) of their own.

    Attributes:
        replies: the bot's replies to the last message.
    """

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=60, trust_env=False)
        self.replies: list[Reply] = _replies(self._http.post("/api/session").json())

    def __enter__(self) -> Talker:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def say(self, *messages: str) -> Talker:
        """Types messages one after the other; `replies` are those to the last."""
        for message in messages:
            self.replies = _replies(self._accepted(self.post(text=message)))
        return self

    def tap(self, choice: str) -> Talker:
        """Taps a choice by its id."""
        self.replies = _replies(self._accepted(self.post(choice=choice)))
        return self

    def post(self, **body: str) -> httpx.Response:
        """The bare answer of the gateway, refusals too."""
        return self._http.post("/api/messages", json=body)

    def fetch(self, path: str) -> httpx.Response:
        """A file of the gateway, asked for by this person."""
        return self._http.get(path)

    def history(self) -> list[dict[str, Any]]:
        return list(self._http.get("/api/messages").json()["messages"])

    @property
    def text(self) -> str:
        """Everything readable of the last replies: texts, tables, labels."""
        return "\n".join(_words(reply) for reply in self.replies)

    @property
    def labels(self) -> list[str]:
        """Labels of the choices offered last."""
        offered = [reply for reply in self.replies if reply["type"] == "choices"]
        return [choice["label"] for choice in offered[-1]["choices"]] if offered else []

    @property
    def ids(self) -> list[str]:
        """Ids of the choices offered last."""
        offered = [reply for reply in self.replies if reply["type"] == "choices"]
        return [choice["id"] for choice in offered[-1]["choices"]] if offered else []

    def table(self, caption: str) -> Reply:
        """The table of the last replies whose caption holds these words."""
        found = [r for r in self.replies if r["type"] == "table" and caption in r["caption"]]
        assert found, f"no table {caption!r} in:\n{self.text}"
        return found[0]

    def consent(self) -> Talker:
        """From the menu through both consents to the question for keywords."""
        return self.say("간편입력", "동의함", "동의함")

    @staticmethod
    def _accepted(response: httpx.Response) -> dict[str, Any]:
        assert response.status_code == 200, response.text
        return dict(response.json())


def _replies(answer: dict[str, Any]) -> list[Reply]:
    return [message["reply"] for message in answer["messages"] if message["from"] == "bot"]


def _words(reply: Reply) -> str:
    if reply["type"] == "text":
        return str(reply["text"])
    if reply["type"] == "table":
        cells = [cell for row in reply["rows"] for cell in row]
        return "\n".join([reply["caption"], *reply["columns"], *cells, reply["note"]])
    if reply["type"] == "choices":
        return "\n".join(choice["label"] for choice in reply["choices"])
    return ""
