"""`jobcare talk`: a chat in the terminal with the running gateway, over its web API."""

import argparse
import json
import os
import sys
import time
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jobcare.commands import CommandError

if TYPE_CHECKING:
    import httpx

_TAP = "#tap "
_ANSWER_SECONDS = 60.0
_RATE_LIMITED = 429


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "talk",
        help="터미널에서 잡케어봇과 대화해요",
        description="실행 중인 잡케어봇과 터미널에서 대화해요. 표준 입력의 한 줄이 한 메시지예요. "
        "번호나 이름으로 고를 수 있고, '#tap 식별자'는 그 선택지를 누른 것과 같아요.",
    )
    parser.add_argument(
        "--url", default=None, help="게이트웨이 주소 (기본: JOBCARE_GATEWAY_HOST와 JOBCARE_GATEWAY_PORT)"
    )
    parser.add_argument("--json", action="store_true", help="받은 답을 하나에 한 줄씩 JSON 그대로 보여 줘요")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Greets, then sends each line of standard input as one message until it ends.

    With ``--json`` each reply of the bot is printed as it was sent, one JSON object a line (``{"type": "text", …}``, the
    replies of ARCHITECTURE.md), and each refusal as its ``{"error", "message"}``.

    Raises:
        CommandError: the gateway cannot be reached, or what answers is no gateway.
    """
    import httpx

    url = options.url or _default_url()
    try:
        with httpx.Client(base_url=url, timeout=_ANSWER_SECONDS, trust_env=False) as http:
            _show(_ask(http, "/api/session", None), options.json)
            for line in _lines():
                _show(_ask(http, "/api/messages", _message(line)), options.json)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        raise CommandError(f"{url}에 연결하지 못했어요. 잡케어봇이 켜져 있는지 확인해 주세요 (make run).") from None
    return 0


def _default_url() -> str:
    host = os.environ.get("JOBCARE_GATEWAY_HOST") or "127.0.0.1"
    reachable = "127.0.0.1" if host in {"0.0.0.0", "::"} else host
    return f"http://{reachable}:{os.environ.get('JOBCARE_GATEWAY_PORT') or 8000}"


def _lines() -> Iterator[str]:
    prompt = sys.stdin.isatty()
    while True:
        if prompt:
            print("나> ", end="", flush=True)
        line = sys.stdin.buffer.readline()
        if not line:
            return
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def _message(line: str) -> dict[str, str]:
    return {"choice": line.removeprefix(_TAP).strip()} if line.startswith(_TAP) else {"text": line}


def _ask(http: "httpx.Client", path: str, body: dict[str, str] | None) -> dict[str, Any]:
    while True:
        response = http.post(path, json=body) if body is not None else http.post(path)
        if response.status_code == _RATE_LIMITED:
            time.sleep(float(response.headers["Retry-After"]))
            continue
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not ("messages" in answer or "message" in answer):
            raise CommandError(f"{http.base_url}에서 답한 것이 잡케어봇이 아니에요. 주소를 확인해 주세요.")
        return answer


def _show(answer: dict[str, Any], as_json: bool) -> None:
    if "messages" not in answer:
        print(json.dumps(answer, ensure_ascii=False) if as_json else f"! {answer['message']}", flush=True)
        return
    for message in answer["messages"]:
        if message["from"] == "bot":
            reply = message["reply"]
            print(json.dumps(reply, ensure_ascii=False) if as_json else as_text(reply), flush=True)


def as_text(reply: dict[str, Any]) -> str:
    """A reply of the contract as lines for a terminal: choices numbered, tables aligned."""
    match reply["type"]:
        case "table":
            return _table(reply)
        case "choices":
            return _choices(reply)
        case "image":
            return f"[그림] {reply['alt']}"
        case "document":
            return f"[문서] {reply['name']}"
        case "link":
            return f"[링크] {reply['label']}: {reply['path']}"
        case _:
            return str(reply["text"])


def _choices(reply: dict[str, Any]) -> str:
    lines = []
    for number, choice in enumerate(reply["choices"], start=1):
        state = " (지금은 고를 수 없음)" if choice["disabled"] else " ✓" if choice["selected"] else ""
        lines.append(f"  {number}. {choice['label']}{state}")
    if reply["multiple"]:
        lines.append("  (여러 개를 고를 수 있어요. 예: 1, 3)")
    return "\n".join(lines)


def _table(reply: dict[str, Any]) -> str:
    rows = [[" ".join(cell.split()) for cell in row] for row in [reply["columns"], *reply["rows"]]]
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [_row(row, widths) for row in rows]
    rule = "-+-".join("-" * width for width in widths)
    return "\n".join(filter(None, [f"[표] {reply['caption']}", lines[0], rule, *lines[1:], reply["note"]]))


def _row(cells: list[str], widths: list[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return " | ".join(padded).rstrip()


def _width(text: str) -> int:
    """Columns that a terminal needs: Hangul and other wide characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1 for c in text
    )
