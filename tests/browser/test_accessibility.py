"""axe-core's rules of WCAG 2.2 A and AA on the page in every state, in both colour schemes."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from bot.channels.settings import Settings
from tests.browser.conftest import OpenPage, Visit
from tests.channels.loopback import RasaPlayer

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def findings(visit: Visit) -> list[str]:
    answer = Axe().run(visit.page, options=RULES)
    return [f"{v['id']}: {node['html'][:120]}" for v in answer.response["violations"] for node in v["nodes"]]


def _opened(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    pass


def _chosen(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    visit.page.get_by_role("button", name="간편입력").click()
    visit.settle()


def _several(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    visit.say("여러 개")


def _tables(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    visit.say("표")
    visit.say("비교표")


def _picture(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    folder = settings.var / "files" / rasa.received[0].sender
    folder.mkdir(parents=True)
    (folder / "chart.png").write_bytes(visit.page.screenshot())
    visit.say("그림")


def _enlarged(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    _picture(visit, rasa, settings)
    visit.page.get_by_role("link", name="수준별 능력단위 수를 나타낸 막대그래프").click()
    visit.shoot("enlarged")


def _refused(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    visit.say("가" * 2001)


def _unanswered(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    rasa.mode = "error"
    visit.say("용접")


def _waiting(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    rasa.pause = 3
    visit.page.get_by_label("메시지").fill("용접")
    visit.page.get_by_label("메시지").press("Enter")
    visit.page.get_by_text("답을 준비하고 있어요").wait_for()


def _big(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    visit.page.get_by_role("button", name="큰 글씨").click()


STATES = [_opened, _chosen, _several, _tables, _picture, _enlarged, _refused, _unanswered, _waiting, _big]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("reach", STATES, ids=lambda reach: reach.__name__.strip("_"))
def test_axe_finds_nothing(
    gateway: str,
    open_page: OpenPage,
    rasa: RasaPlayer,
    settings: Settings,
    reach: Callable[[Visit, RasaPlayer, Settings], None],
    scheme: str,
) -> None:
    # GIVEN the page
    visit = open_page(gateway, "phone", color_scheme=scheme)
    # WHEN it is brought into a state
    reach(visit, rasa, settings)
    # THEN no rule is broken
    assert findings(visit) == []


def test_a_picture_opens_large_and_closes_to_where_one_was(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    # GIVEN a picture in the conversation
    _picture(visit, rasa, settings)
    link = visit.page.get_by_role("link", name="수준별 능력단위 수를 나타낸 막대그래프")
    # WHEN it is opened and closed by keyboard
    link.focus()
    visit.page.keyboard.press("Enter")
    dialog = visit.page.get_by_role("dialog", name="크게 보기")
    dialog.wait_for()
    visit.page.keyboard.press("Escape")
    # THEN the dialog is gone and the focus is back on the picture
    dialog.wait_for(state="hidden")
    assert link.evaluate("(e) => e.getRootNode().activeElement === e")


def test_big_text_is_kept(visit: Visit) -> None:
    # GIVEN a person who likes it bigger
    size = "(e) => parseFloat(getComputedStyle(e).fontSize)"
    before = visit.page.locator(".bubble").first.evaluate(size)
    # WHEN they switch it on and come back later
    visit.page.get_by_role("button", name="큰 글씨").click()
    visit.page.reload()
    visit.page.locator("jobcare-chat[ready]").wait_for()
    # THEN it is still a quarter bigger, the switch says so, and nothing scrolls sideways
    assert visit.page.locator(".bubble").first.evaluate(size) == before * 1.25
    assert visit.page.get_by_role("button", name="큰 글씨").get_attribute("aria-pressed") == "true"
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visit.shoot("big-switch")


@pytest.mark.parametrize("bigger", [False, True], ids=["normal", "big"])
@pytest.mark.parametrize("width", [360, 320])
def test_every_button_of_the_bar_is_seen_and_large_enough(
    gateway: str, open_page: OpenPage, width: int, bigger: bool
) -> None:
    # GIVEN a small phone
    visit = open_page(gateway, "phone")
    visit.page.set_viewport_size({"width": width, "height": 640})
    # WHEN the text is as large as the person wants it
    if bigger:
        visit.page.get_by_role("button", name="큰 글씨").click()
    buttons = visit.page.get_by_role("group", name="바로 가기").get_by_role("button").all()
    boxes = [box for box in (button.bounding_box() for button in buttons) if box]
    # THEN no button is cut at the edge or too small for a finger, none is over another, and none has to be scrolled to
    assert [button.inner_text() for button in buttons] == ["처음부터", "이전으로", "도움말", "파일"]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    assert all(button.evaluate("(e) => e.scrollWidth <= e.clientWidth") for button in buttons)
    corners = [(round(box["x"]), round(box["y"])) for box in boxes]
    assert len(set(corners)) == len(corners)
    assert visit.page.get_by_role("group", name="바로 가기").evaluate("(e) => e.scrollWidth <= e.clientWidth")
    visit.shoot(f"bar-{width}-{'big' if bigger else 'normal'}")
