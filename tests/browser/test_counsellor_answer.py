"""A counsellor's answer on the page of somebody who waits for it, and on that of somebody who comes back later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bot.channels.settings import Settings
from engine.counsel.accounts import Accounts
from engine.counsel.desk import Desk
from engine.counsel.requests import Requests
from tests.browser.conftest import OpenPage, Visit
from tests.channels.loopback import RasaPlayer, wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def requests(settings: Settings) -> Iterator[Requests]:
    desk = Desk(settings.members_url)
    Accounts(desk).add("kim", "김상담")
    yield Requests(desk)
    desk.close()


def ask(requests: Requests, visit: Visit, rasa: RasaPlayer) -> int:
    """A request of the person on the page, taken by a counsellor; the page learns of it with its next turn."""
    number = requests.ask(rasa.received[-1].sender, "이직이 고민이에요", "", [])
    requests.take(1, "kim", number)
    visit.say("상담을 요청했어요")
    return number


def test_an_answer_appears_without_a_reload_and_can_be_answered(
    visit: Visit, rasa: RasaPlayer, requests: Requests
) -> None:
    # GIVEN somebody who waits, with a half-written line in the box
    number = ask(requests, visit, rasa)
    page = visit.page
    page.get_by_label("메시지").fill("쓰다 만 글")
    # WHEN the counsellor answers
    requests.answer(1, "kim", number, "월요일 열 시에 이야기해요.\n어떤 일을 하셨는지도 알려 주세요.")
    # THEN it appears by itself, marked as new and read out, and what is being written stays
    expect(page.get_by_text("월요일 열 시에 이야기해요.").first).to_be_visible(timeout=20_000)
    expect(page.get_by_text("새로 온 글")).to_be_visible()
    expect(page.locator("[aria-live=polite]")).to_contain_text("상담사의 답이 왔어요.")
    expect(page.get_by_role("button", name="상담사에게 답하기")).to_be_visible()
    expect(page.get_by_label("메시지")).to_have_value("쓰다 만 글")
    visit.shoot("counsellor-answer")
    # AND the button answers it
    page.get_by_role("button", name="상담사에게 답하기").click()
    visit.settle()
    assert f"cn:reply:{number}" in rasa.messages()[-1]
    assert visit.complaints == []


def test_who_comes_back_later_finds_the_answer_marked_as_new(
    gateway: str, open_page: OpenPage, rasa: RasaPlayer, requests: Requests
) -> None:
    # GIVEN somebody who asked and closed the page
    visit = open_page(gateway)
    number = ask(requests, visit, rasa)
    visit.page.goto("about:blank")
    # WHEN the answer comes and they open the page again
    requests.answer(1, "kim", number, "다시 오시면 보여요.")
    wait_until(lambda: requests.undelivered() == [])
    visit.page.goto(gateway)
    visit.page.locator("jobcare-chat[ready]").wait_for()
    # THEN the answer stands below a line that says it is new, in sight
    expect(visit.page.get_by_text("새로 온 글")).to_be_visible()
    expect(visit.page.get_by_text("다시 오시면 보여요.").first).to_be_in_viewport()
    # WHEN they open it once more  THEN it is new no more
    visit.page.reload()
    visit.page.locator("jobcare-chat[ready]").wait_for()
    expect(visit.page.get_by_text("다시 오시면 보여요.").first).to_be_visible()
    expect(visit.page.get_by_text("새로 온 글")).to_have_count(0)
    assert visit.complaints == []


def test_who_waits_for_nobody_is_left_alone(visit: Visit) -> None:
    # GIVEN somebody without a request  WHEN time goes by  THEN the page does not ask the server again and again
    visit.page.wait_for_timeout(5_000)
    assert [url for url in visit.requests if "after=" in url] == []
