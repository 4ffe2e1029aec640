"""The whole simple walk in a real browser, against the real three processes, on both sizes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from launch.stack import Stack
from tests.browser.conftest import SIZES, OpenPage, Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack]


def tap(visit: Visit, label: str) -> None:
    """Taps the newest choice of this label and waits for the answer."""
    name = re.compile(rf"(\d+ )?{re.escape(label)}")  # choices carry their number
    visit.page.get_by_role("button", name=name).last.click()
    visit.settle()


@pytest.mark.parametrize("size", list(SIZES))
def test_from_the_first_page_to_the_report(stack: Stack, open_page: OpenPage, size: str) -> None:
    # GIVEN the page, just opened
    visit = open_page(stack.url, size)
    visit.shoot("flow-1-opening")

    # WHEN somebody starts, consents and types keywords
    tap(visit, "간편입력 시작하기")
    visit.shoot("flow-2-consent")
    tap(visit, "동의함")
    tap(visit, "동의함")
    visit.shoot("flow-3-keywords")
    visit.say("데이터 분석가, 통계")
    visit.shoot("flow-4-results")
    tap(visit, "데이터 분석가(빅데이터 분석가)")
    visit.shoot("flow-5-details")
    tap(visit, "목록으로")
    visit.say("1, 2 비교")
    visit.shoot("flow-6-comparison")
    tap(visit, "데이터 분석가(빅데이터 분석가) 보고서 만들기")
    visit.say("내 첫 보고서")
    tap(visit, "보고서 만들기")
    visit.shoot("flow-7-report")

    # THEN the report is there under the name that was typed
    expect(visit.page.locator(".bubble", has_text="「내 첫 보고서」")).to_be_visible()

    # WHEN the matrix and one unit are looked at
    tap(visit, "수준별 표 보기")
    visit.shoot("flow-8-matrix")
    tap(visit, "능력단위 자세히 보기")
    visit.shoot("flow-9-units")
    visit.say("1")
    visit.shoot("flow-10-unit")
    # THEN its place among occupations is shown, and what helps to gain it, each under a caption of its own
    unit, gaining = visit.page.get_by_role("table").all()[-2:]
    expect(unit).to_contain_text("관련 직종")
    expect(gaining).to_have_accessible_name(re.compile("에 도움이 되는 정보$"))
    expect(gaining.get_by_role("rowheader", name="전공")).to_be_visible()

    # WHEN the page is loaded again
    said = visit.said()
    visit.page.reload()
    visit.page.locator("jobcare-chat[ready]").wait_for()
    visit.settle()
    # THEN the same conversation is there, nothing left the machine, and the page has nothing to complain about
    assert visit.said() == said
    assert visit.strangers() == []
    assert visit.complaints == []
