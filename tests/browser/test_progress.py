"""The line that says where the person is: seen on the page, read once, right after reload and in a second tab."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from bot.replies import contract
from tests.browser.conftest import Visit
from tests.channels.loopback import RasaPlayer

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SIMPLE = ["동의", "관심 키워드", "직종 고르기", "보고서"]
SECTIONS = [("학력", True), ("직업훈련", False), ("자격증", True), ("경력/경험", False), ("보유기술", False)]


@pytest.fixture(autouse=True)
def walk(rasa: RasaPlayer) -> None:
    rasa.script |= {
        "하나": [contract.text("키워드를 알려 주세요."), contract.progress("간편입력", SIMPLE, 2)],
        "둘": [contract.text("골라 주세요."), contract.progress("간편입력", SIMPLE, 3)],
        "상세": [
            contract.text("더 알려 주세요."),
            contract.progress(
                "상세입력", ["동의", "프로필", "보유 능력단위", "연관직종", "보고서"], 2, SECTIONS
            ),
        ],
        "처음": [contract.text("처음이에요."), contract.progress("", [], 0)],
    }  # fmt: skip


def line(page: Page) -> Locator:
    return page.get_by_role("region", name="진행 단계")


def test_the_place_is_shown_for_eyes_and_in_one_sentence_for_readers(visit: Visit) -> None:
    # GIVEN a conversation before a way was chosen
    expect(line(visit.page)).to_be_hidden()
    # WHEN the person gets on
    visit.say("하나")
    # THEN eyes see the short form, a screen reader finds one sentence, and nothing of it is a live region
    expect(line(visit.page)).to_have_text("간편입력, 전체 4단계 가운데 2단계 관심 키워드.간편입력 · 2/4 관심 키워드")
    assert "관심 키워드." in line(visit.page).aria_snapshot()
    assert "2/4" not in line(visit.page).aria_snapshot()
    assert line(visit.page).evaluate("e => !e.closest('[aria-live], [role=log], [role=status], [role=alert]')")
    expect(visit.page.locator("[aria-live=polite]")).to_have_text("키워드를 알려 주세요.")
    # WHEN sections are told  THEN those done are ticked, and said with those left
    visit.say("상세")
    expect(line(visit.page)).to_contain_text("적은 항목: 학력, 자격증. 남은 항목: 직업훈련, 경력/경험, 보유기술.")
    expect(visit.page.locator(".sections .filled")).to_have_text(["학력", "자격증"])
    # WHEN the person is back at the menu  THEN nothing is shown
    visit.say("처음")
    expect(line(visit.page)).to_be_hidden()
    assert visit.complaints == []


def test_the_place_is_right_after_a_reload_and_in_a_second_tab(visit: Visit) -> None:
    # GIVEN somebody on the way, with a second tab
    visit.say("하나")
    second = visit.page.context.new_page()
    second.goto(visit.origin)
    expect(line(second)).to_contain_text("2/4 관심 키워드")
    # WHEN the first tab gets on, and the second is looked at again
    visit.say("둘")
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    # THEN both, and a reloaded page, show the new place
    expect(line(second)).to_contain_text("3/4 직종 고르기")
    visit.page.reload()
    expect(line(visit.page)).to_contain_text("3/4 직종 고르기")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_line_can_be_read_in_both_looks_and_with_big_text(visit: Visit, look: str) -> None:
    # GIVEN the line with sections
    visit.page.emulate_media(color_scheme="dark" if look == "dark" else "light")
    visit.say("상세")
    visit.shoot(f"progress-{look}")
    # WHEN the text is made big
    visit.page.get_by_role("button", name="큰 글씨").click()
    visit.page.wait_for_timeout(100)
    visit.shoot(f"progress-{look}-big")
    # THEN it has its room, the conversation keeps most of the window, and axe finds nothing
    box = line(visit.page).bounding_box()
    log = visit.page.get_by_role("log").bounding_box()
    assert box is not None
    assert log is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= visit.page.viewport_size["width"]  # type: ignore[index]
    assert log["height"] > 2 * box["height"]
    findings = Axe().run(visit.page, options=RULES).response["violations"]
    assert [finding["id"] for finding in findings] == []
