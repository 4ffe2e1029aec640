"""A real Chromium on a phone-sized and a desktop window, in front of a gateway with a played Rasa.

`open_page` works against any gateway address, so that tests of the whole stack can use it too.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from bot.channels.gateway import create_app
from bot.channels.settings import Settings
from tests.browser.script import SCRIPT
from tests.channels.loopback import RasaPlayer, served

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}
SHOTS = Path(__file__).parent / "shots"


@dataclass
class Visit:
    """An open page with what went wrong on it and what it asked for."""

    page: Page
    size: str
    origin: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Type a message, send it with Enter, and wait until the answer is there."""
        self.page.get_by_label("메시지").fill(text)
        self.page.get_by_label("메시지").press("Enter")
        self.settle()

    def settle(self) -> None:
        """Wait until the page is not waiting for an answer."""
        self.page.wait_for_function(
            "() => document.querySelector('jobcare-chat').shadowRoot"
            ".querySelector('.composer button').getAttribute('aria-disabled') === 'false'"
        )

    def said(self) -> list[str]:
        """The texts of all bubbles, in order."""
        return self.page.locator(".bubble").all_inner_texts()

    def shoot(self, name: str) -> None:
        """Save a screenshot for people to look at (ignored by git)."""
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}-{self.size}.png")

    def strangers(self) -> list[str]:
        """Requests that left the page's own origin."""
        own = urlsplit(self.origin).netloc
        return [
            url for url in self.requests if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != own
        ]


OpenPage = Callable[..., Visit]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("JOBCARE_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: install the package chromium or set JOBCARE_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """`open_page(url, size="phone", **context)`: a fresh browser profile, the page open and greeted."""
    with ExitStack() as stack:

        def open_one(url: str, size: str = "phone", **context: Any) -> Visit:
            profile = chromium.new_context(
                viewport=SIZES[size], has_touch=size == "phone", locale="ko-KR", timezone_id="Asia/Seoul", **context
            )
            stack.callback(profile.close)
            visit = Visit(profile.new_page(), size, url)

            def note(request: Request) -> None:
                visit.requests.append(request.url)

            profile.on("request", note)
            visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
            visit.page.on("console", lambda m: visit.complaints.append(m.text) if m.type == "error" else None)
            visit.page.goto(url)
            visit.page.locator("jobcare-chat[ready]").wait_for()
            visit.settle()
            return visit

        yield open_one


@pytest.fixture
def rasa() -> RasaPlayer:
    return RasaPlayer(script=dict(SCRIPT))


@pytest.fixture
def settings(tmp_path: Path, rasa: RasaPlayer) -> Iterator[Settings]:
    with served(rasa.app()) as url:
        yield Settings(
            var=tmp_path,
            members_url=f"sqlite:///{tmp_path / 'members.db'}",
            host="127.0.0.1",
            port=0,
            rasa_url=url,
            actions_url=url,
            secret="a-signing-secret-of-the-tests-0123456789",
            rasa_token=rasa.token,
            rasa_timeout=5.0,
        )


@pytest.fixture
def gateway(settings: Settings) -> Iterator[str]:
    with served(create_app(settings)) as url:
        yield url


@pytest.fixture(params=list(SIZES))
def visit(request: pytest.FixtureRequest, gateway: str, open_page: OpenPage) -> Visit:
    """The page on each of the two sizes."""
    return open_page(gateway, request.param)
