"""The chat on another site: a page of a different host that loads the script."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.channels.gateway import create_app
from bot.channels.settings import Settings
from tests.browser.conftest import SHOTS, SIZES
from tests.channels.loopback import RasaPlayer, closed_port, served

pytestmark = pytest.mark.browser

HOST = """<!doctype html><html lang="ko"><head><title>남의 사이트</title>
<style>* { color: red !important; font-size: 9px !important } button { display: none !important } iframe { width: 5px }</style>
</head><body><h1>남의 사이트</h1><script src="GATEWAY/embed.js" ATTRIBUTES></script></body></html>"""

OpenHost = Callable[..., Page]


@pytest.fixture
def open_host(chromium: Browser, settings: Settings) -> Iterator[OpenHost]:
    """`open_host(attributes, size="phone", allowed=True)`: a page at `localhost` with the chat of `127.0.0.1` in it."""
    with ExitStack() as stack:

        def open_one(attributes: str = "", size: str = "desktop", allowed: bool = True) -> Page:
            port = closed_port()
            origin = f"http://localhost:{port}"
            own = replace(settings, embed_origins=(origin,) if allowed else ())
            gateway = stack.enter_context(served(create_app(own)))
            html = HOST.replace("GATEWAY", gateway).replace("ATTRIBUTES", attributes)
            site = Starlette(routes=[Route("/", lambda _: HTMLResponse(html))])
            stack.enter_context(served(site, port))
            profile = chromium.new_context(viewport=SIZES[size], locale="ko-KR", timezone_id="Asia/Seoul")
            stack.callback(profile.close)
            page = profile.new_page()
            page.goto(origin)
            return page

        yield open_one


def chat_of(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def shoot(page: Page, name: str, size: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{size}.png")


@pytest.mark.parametrize("size", list(SIZES))
def test_one_line_puts_the_chat_on_another_site(open_host: OpenHost, rasa: RasaPlayer, size: str) -> None:
    # GIVEN a site with wild styles and the script
    page = open_host('data-title="진로 도우미" data-greeting="어떤 일이 맞을지 함께 찾아볼까요?"', size)
    shoot(page, "embed-closed", size)
    expect(page.get_by_text("어떤 일이 맞을지 함께 찾아볼까요?")).to_be_visible()
    assert rasa.messages() == []
    # WHEN the chat is opened by keyboard and something is said
    launch = page.get_by_role("button", name="진로 도우미 열기")
    launch.focus()
    page.keyboard.press("Enter")
    chat = chat_of(page)
    box = chat.get_by_label("메시지")
    expect(box).to_be_focused()
    expect(chat.get_by_role("button", name="간편입력")).to_have_attribute("aria-disabled", "false")
    box.fill("간호사")
    box.press("Enter")
    # THEN it answers in its own style and name, and fills a phone's window
    expect(chat.locator(".bubble").last).to_have_text("'간호사' 잘 받았어요.")
    expect(chat.get_by_role("heading", name="진로 도우미")).to_be_visible()
    shoot(page, "embed-open", size)
    frame = page.locator("iframe").bounding_box()
    assert frame is not None
    assert frame["width"] >= 360
    assert chat.locator("jobcare-chat").evaluate("(e) => getComputedStyle(e).fontSize") == "17px"
    # AND what needs the browser's own conversation is not offered in a frame
    box.fill("그림")
    box.press("Enter")
    expect(chat.get_by_role("link", name="나의 보고서.pdf 내려받기")).to_be_visible()
    expect(chat.get_by_role("link", name="보고서 대시보드 열기")).to_have_count(0)
    # WHEN it is closed with Escape and opened again
    box.press("Escape")
    expect(launch).to_be_focused()
    page.keyboard.press("Enter")
    # THEN the conversation is still there
    expect(chat.locator(".bubble").last).to_have_text("그림")
    assert rasa.messages() == ["/greet", "간호사", "그림"]


def test_the_conversation_survives_a_reload_of_the_site(open_host: OpenHost, rasa: RasaPlayer) -> None:
    # GIVEN a chat on another site in which something was said
    page = open_host("data-open")
    box = chat_of(page).get_by_label("메시지")
    expect(chat_of(page).get_by_role("button", name="간편입력")).to_have_attribute("aria-disabled", "false")
    box.fill("용접")
    box.press("Enter")
    expect(chat_of(page).locator(".bubble").last).to_have_text("'용접' 잘 받았어요.")
    # WHEN the site is loaded again
    page.reload()
    # THEN the chat goes on where it was
    expect(chat_of(page).locator(".bubble").last).to_have_text("'용접' 잘 받았어요.")
    assert rasa.messages() == ["/greet", "용접"]


def test_a_chat_that_opens_by_itself_leaves_the_focus_alone(open_host: OpenHost, rasa: RasaPlayer) -> None:
    # GIVEN a site that opens the chat at once
    page = open_host("data-open")
    # WHEN it is there
    expect(chat_of(page).get_by_text("어떻게 시작할까요?")).to_be_visible()
    # THEN the focus has stayed on the site
    assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("color", ["yellow", "#123", "rgb(122 62 0)"])
def test_any_colour_stays_readable(open_host: OpenHost, rasa: RasaPlayer, color: str) -> None:
    # GIVEN a site with a colour of its own, on the left
    page = open_host(f'data-color="{color}" data-position="left" data-open')
    send = chat_of(page).get_by_role("button", name="보내기", exact=True)
    expect(send).to_be_visible()
    # WHEN the colours of a button are measured
    contrast = send.evaluate(
        """(e) => {
          const light = (text) => {
            const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map((p) => p / 255)
              .map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const style = getComputedStyle(e);
          const [a, b] = [light(style.color), light(style.backgroundColor)].sort((x, y) => y - x);
          return (a + 0.05) / (b + 0.05);
        }"""
    )
    # THEN they can be told apart (WCAG AA)
    assert contrast >= 4.5
    frame = page.locator("iframe").bounding_box()
    assert frame is not None
    assert frame["x"] < 40


def test_a_site_that_is_not_allowed_shows_no_chat(open_host: OpenHost, rasa: RasaPlayer) -> None:
    # GIVEN a site that the operator did not name
    page = open_host("data-open", allowed=False)
    # WHEN it tries to show the chat
    page.wait_for_timeout(700)
    # THEN the browser refuses, and no conversation begins
    assert rasa.messages() == []


def test_the_frame_has_a_partitioned_cookie_and_the_page_none_of_it(settings: Settings, rasa: RasaPlayer) -> None:
    # GIVEN the gateway
    with served(create_app(settings)) as gateway:
        # WHEN a session is opened from a frame
        answer = httpx.post(f"{gateway}/api/session", headers={"X-Jobcare-Frame": "1"}, trust_env=False)
        cookie = answer.headers["set-cookie"]
        signed = cookie.split(";")[0]
        # THEN its cookie is for frames of that site only, and opens nothing outside of them
        assert re.search(r"HttpOnly; Secure; SameSite=None; Partitioned", cookie)
        outside = httpx.get(f"{gateway}/api/messages", headers={"Cookie": signed}, trust_env=False)
        assert outside.status_code == 401
