"""The pages of the member's reports in a real browser: for their owner only, by keyboard, on paper, and for axe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.settings import Settings
from engine.members.store import MemberStore
from tests.browser.conftest import SIZES, OpenPage, Visit
from tests.browser.test_accessibility import findings
from tests.channels.loopback import RasaPlayer

pytestmark = pytest.mark.browser
SNAPSHOT = Path(__file__).parents[1] / "engine" / "reports" / "format_1.json"


@pytest.fixture
def members(settings: Settings) -> Iterator[MemberStore]:
    store = MemberStore.open(settings.members_url)
    yield store
    store.close()


def written(members: MemberStore, member: str, name: str = "봄의 <b>계획</b>") -> str:
    """A stored detailed report."""
    content = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    return members.add_report(member, "detailed", name, "134102", content).id


@pytest.fixture(params=list(SIZES))
def owner(request: pytest.FixtureRequest, gateway: str, open_page: OpenPage, rasa: RasaPlayer) -> Visit:
    """Somebody in conversation."""
    return open_page(gateway, request.param)


def test_report_page_with_selectable_units(owner: Visit, gateway: str, rasa: RasaPlayer, members: MemberStore) -> None:
    # GIVEN a report of somebody in conversation
    report = written(members, rasa.received[0].sender)
    page = owner.page
    # WHEN its page is opened
    assert page.goto(f"{gateway}/reports/{report}").status == 200  # type: ignore[union-attr]
    # THEN name, sections, owned units and charts are there, and no name is read as markup
    assert page.locator("h1").inner_text() == "봄의 <b>계획</b>"
    assert page.get_by_role("heading", name="취업시장 정보").count() == 1
    assert page.locator(".unit.owned[data-unit]").count() == 1
    page.evaluate("for (const img of document.images) img.loading = 'eager'")
    page.wait_for_function("() => [...document.images].every((img) => img.complete && img.naturalWidth > 0)")
    assert page.locator("figure img").count() >= 5
    assert all(page.locator("figure img").nth(n).get_attribute("alt") for n in range(5))
    owner.shoot("report-page")
    assert findings(owner) == []
    # WHEN a unit is chosen by keyboard
    unit = page.locator("[data-unit]").first
    unit.focus()
    page.keyboard.press("Enter")
    page.locator("#unit h3").wait_for()
    # THEN what helps to gain it stands there at once, read out and in focus
    assert unit.inner_text().strip().removeprefix("○").removeprefix("●").split("\n")[-1].strip() != ""
    assert "자격" in page.locator("#unit").inner_text()
    assert page.evaluate("document.activeElement.closest('#unit') !== null")
    assert page.locator("#unit").get_attribute("aria-live") == "polite"
    # WHEN a 직무 is taken out  THEN its row goes, and comes back with all
    rows = page.locator("table.matrix tbody tr:visible")
    before = rows.count()
    page.locator("fieldset.duties input[value]").first.uncheck()
    assert rows.count() == before - 1
    page.locator("fieldset.duties input[data-all]").check()
    assert rows.count() == before
    owner.shoot("report-page-unit")
    assert findings(owner) == []
    # AND nothing came from elsewhere or was refused by the page's policy
    assert owner.strangers() == []
    assert owner.complaints == []


def test_dashboard_shows_cards_as_the_guide_does(
    owner: Visit, gateway: str, rasa: RasaPlayer, members: MemberStore
) -> None:
    # GIVEN two reports, one from before there were snapshots
    sender = rasa.received[0].sender
    written(members, sender, "하나")
    members.add_report(sender, "simple", "옛 보고서", "134102", {"keywords": []})
    # WHEN the dashboard is opened
    page = owner.page
    page.goto(f"{gateway}/reports")
    # THEN both are there, the first as the main one with its figures, and it opens
    assert "2/10" in page.locator("h1").inner_text()
    first = page.locator("li.card").first
    assert "대표" in first.inner_text()
    assert "구인배수" in first.inner_text()
    owner.shoot("dashboard-page")
    assert findings(owner) == []
    page.get_by_role("link", name="하나").click()
    assert page.locator("h1").inner_text() == "하나"
    assert owner.complaints == []


def test_empty_dashboard_says_what_the_guide_says(owner: Visit, gateway: str) -> None:
    # GIVEN somebody without reports  WHEN the dashboard is opened  THEN it says so and leads to the conversation
    owner.page.goto(f"{gateway}/reports")
    assert "보고서가 없어요. 데이터를 입력하고 보고서를 만들어 주세요." in owner.page.locator("main").inner_text()
    assert findings(owner) == []


def test_report_on_paper(owner: Visit, gateway: str, rasa: RasaPlayer, members: MemberStore, tmp_path: Path) -> None:
    # GIVEN a report page  WHEN it is printed by the browser  THEN what is only for the screen is left out
    report = written(members, rasa.received[0].sender)
    owner.page.goto(f"{gateway}/reports/{report}")
    owner.page.emulate_media(media="print")
    assert not owner.page.locator("fieldset.duties").is_visible()
    assert not owner.page.get_by_role("link", name="PDF로 받기").is_visible()
    assert owner.page.locator("table.matrix").is_visible()
