"""What the gateway adds: a turn in a browser beside the same turn asked of Rasa, in one run; and what idle sessions cost.

    python -m tests.load.bench_gateway [--rounds 5] [--sessions 200] [--json]

Needs a Chromium (JOBCARE_CHROMIUM or on PATH). A turn counts in the page itself, from the key press to the moment after the
frame that shows the answer was painted (so without the way between this program and the browser). Both ways alternate, each with a conversation of its own and of the same length, so that noise and history weigh on both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
import uuid
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from launch.stack import Stack

WALK = (
    "도움말",
    "이거 무료예요?",
    "안녕하세요",
    "고마워요",
    "간편입력",
    "동의함",
    "동의함",
    "간호사, 통계",
    "1번 자세히",
    "목록으로",
)
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
_SETTLED = (
    "(count) => { const root = document.querySelector('jobcare-chat').shadowRoot;"
    " return root.querySelector('.composer button').getAttribute('aria-disabled') === 'false'"
    " && root.querySelectorAll('.message.user').length >= count }"
)


_STOPWATCH = """
() => {
  const root = document.querySelector('jobcare-chat').shadowRoot;
  const send = root.querySelector('.composer button');
  const after = new MessageChannel();
  let begun = 0, answered = null;
  root.querySelector('textarea').addEventListener('keydown', (event) => {
    begun = event.timeStamp;
    window.tookMs = new Promise((resolve) => { answered = resolve; });
  }, true);
  after.port1.onmessage = () => answered(performance.now() - begun);
  new MutationObserver(() => {
    if (send.getAttribute('aria-disabled') === 'false') requestAnimationFrame(() => after.port2.postMessage(0));
  }).observe(send, { attributes: true, attributeFilter: ['aria-disabled'] });
}
"""
"""The widget lets messages be sent again when it has added the answer to the page. A frame's callbacks run just before it is
painted; a message posted in one arrives after that."""


def main() -> None:
    """Measures and prints medians in milliseconds, their difference, and memory in megabytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        result = turns(stack, options.rounds) | idle_sessions(stack, options.sessions)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    print(f"asked of Rasa       median {result['rasa_ms']:7.1f} ms")
    print(f"in the browser      median {result['browser_ms']:7.1f} ms   ({result['turns']} turns)")
    print(f"added by gateway and page  {result['added_ms']:7.1f} ms")
    print(f"{options.sessions} idle sessions         {result['sessions_mb']:7.1f} MB")


def turns(stack: Stack, rounds: int) -> dict[str, float]:
    """Medians over ``rounds`` walks, the first one being a warm-up that is not counted."""
    direct: list[float] = []
    shown: list[float] = []
    chromium = os.environ.get("JOBCARE_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, httpx.Client(base_url=stack.rasa_url, timeout=60, trust_env=False) as http:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        for number in range(rounds + 1):
            page = browser.new_context(locale="ko-KR").new_page()
            page.goto(stack.url)
            page.wait_for_function(_SETTLED, arg=0)
            page.evaluate(_STOPWATCH)
            page.wait_for_timeout(200)
            sender = uuid.uuid4().hex
            _ask(http, sender, "/greet")
            for message in WALK:
                took, seen = _ask(http, sender, message), _type(page, message)
                if number:
                    direct.append(took)
                    shown.append(seen)
            page.context.close()
        browser.close()
    rasa, browser_ms = statistics.median(direct), statistics.median(shown)
    return {"turns": len(shown), "rasa_ms": rasa, "browser_ms": browser_ms, "added_ms": browser_ms - rasa}


def idle_sessions(stack: Stack, count: int) -> dict[str, float]:
    """Resident memory that ``count`` open and greeted sessions add to the gateway, in megabytes."""
    before = _resident_mb(stack.pids["gateway"])
    clients = [httpx.Client(base_url=stack.url, timeout=60, trust_env=False) for _ in range(count)]
    for client in clients:
        client.post("/api/session").raise_for_status()
    grown = _resident_mb(stack.pids["gateway"]) - before
    for client in clients:
        client.close()
    return {"sessions_mb": grown}


def _ask(http: httpx.Client, sender: str, message: str) -> float:
    begin = time.perf_counter()
    http.post("/webhooks/rest/webhook", json={"sender": sender, "message": message}).raise_for_status()
    return 1000 * (time.perf_counter() - begin)


def _type(page: Page, message: str) -> float:
    box = page.get_by_label("메시지")
    box.fill(message)
    box.press("Enter")
    return float(page.evaluate("tookMs"))


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"no resident memory of process {pid}")


if __name__ == "__main__":
    main()
