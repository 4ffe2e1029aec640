"""The counsellor's desk in a real browser: beginning together, the live panel, ending at once, by keyboard, and for axe."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bot.channels.settings import Settings
from engine.counsel.desk import Desk
from engine.counsel.requests import Requests
from engine.counsel.sharing import Sharing
from engine.members.consent import KINDS
from engine.members.store import MemberStore
from engine.profile import Certificate, Education, Experience, PartialDate, SchoolLevel
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import findings
from tests.channels.desk.conftest import open_account
from tests.channels.loopback import RasaPlayer

pytestmark = pytest.mark.browser
SNAPSHOT = Path(__file__).parents[1] / "engine" / "reports" / "format_1.json"
SIZES = {"desktop": {"width": 1280, "height": 800}, "tablet": {"width": 820, "height": 1180}}

Counsellor = Callable[..., Visit]


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    opened = Desk(settings.members_url)
    yield opened
    opened.close()


@pytest.fixture
def members(settings: Settings) -> Iterator[MemberStore]:
    store = MemberStore.open(settings.members_url)
    yield store
    store.close()


@pytest.fixture
def counsellor(chromium: Browser, gateway: str, desk: Desk) -> Iterator[Counsellor]:
    """`counsellor(size, scheme, role)`: somebody signed in, on the list of clients."""
    contexts = []

    def one(size: str = "desktop", scheme: str = "light", role: str = "counsellor") -> Visit:
        context = chromium.new_context(
            viewport=SIZES[size], locale="ko-KR", timezone_id="Asia/Seoul", color_scheme=scheme
        )
        contexts.append(context)
        _, token = open_account(desk, role)
        context.add_cookies([{"name": "jobcare_desk", "value": token, "domain": "127.0.0.1", "path": "/desk"}])
        visit = Visit(context.new_page(), f"{size}-{scheme}", gateway)
        context.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("console", lambda m: visit.complaints.append(m.text) if m.type == "error" else None)
        visit.page.goto(f"{gateway}/desk")
        return visit

    yield one
    for context in contexts:
        context.close()


def consent(members: MemberStore, member: str) -> None:
    for kind in KINDS:
        members.record_consent(member, kind, True)


def begin(visit: Visit, rasa: RasaPlayer) -> str:
    """Begins together on the counsellor's screen, as both do it, up to the greeting. Returns the client's id."""
    page = visit.page
    page.get_by_role("region", name="함께 시작하기").get_by_label("내담자를 알아볼 이름").fill("3월 첫 내담자")
    page.get_by_role("button", name="함께 시작하기").click()
    page.get_by_role("link", name="내담자 화면 열기").click()
    page.get_by_role("button", name="네, 함께 할게요").click()
    page.locator("jobcare-chat[ready]").wait_for()
    visit.settle()
    return rasa.received[-1].sender


@pytest.mark.parametrize("size", list(SIZES))
def test_an_intake_together_up_to_the_clients_withdrawal(
    counsellor: Counsellor, rasa: RasaPlayer, members: MemberStore, desk: Desk, size: str
) -> None:
    # GIVEN a client who agreed on their side of the screen, where no other client's name stands
    visit = counsellor(size)
    page = visit.page
    member = begin(visit, rasa)
    assert page.get_by_text("3월 첫 내담자").count() == 0
    assert page.get_by_text("상담사가 이 대화를 함께 보고 있어요").is_visible()
    visit.shoot("desk-client")
    # WHEN the counsellor turns to the case before the consent  THEN it waits, and opens by itself when it comes
    page.get_by_role("link", name="상담사 화면으로").click()
    assert page.get_by_text("내담자의 동의를 기다리고 있어요").is_visible()
    assert page.locator("jobcare-chat").count() == 0
    consent(members, member)
    page.locator("jobcare-chat[ready]").wait_for()
    visit.settle()
    # WHEN the counsellor types for the client  THEN that is marked
    visit.say("제가 대신 적어 볼게요")
    page.get_by_text("상담사가 대신 적음", exact=True).first.wait_for()
    # WHEN the profile grows  THEN the panel does, and what is unfolded or in focus stays so
    section = page.get_by_role("button", name="자격증부터 대화로 묻기")
    section.focus()
    members.profiles.add(member, [Certificate("", name="용접기능사"), Experience("", organisation="가람전자")])
    page.get_by_text("용접기능사").first.wait_for()
    assert section.evaluate("(e) => e === document.activeElement")
    # WHEN the counsellor leads to a section  THEN the conversation follows
    page.keyboard.press("Enter")
    page.get_by_text("자격증 적기").wait_for()
    assert rasa.received[-1].message == '/choose{"choice": "ps:certificates"}'
    visit.shoot("desk-case")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # WHEN the client takes it back  THEN the open page shows nothing more of them
    Sharing(desk).withdraw(member)
    page.get_by_text("이제 볼 수 없어요").wait_for()
    assert page.get_by_text("용접기능사").count() == 0
    assert page.locator("jobcare-chat").count() == 0
    visit.shoot("desk-withdrawn")
    assert findings(visit) == []
    # AND nothing came from elsewhere, and the only errors are the refusals of the withdrawn case
    assert visit.strangers() == []
    assert [told for told in visit.complaints if "410" not in told] == []


def test_an_entry_is_corrected_and_a_note_printed_by_keyboard_alone(
    counsellor: Counsellor, rasa: RasaPlayer, members: MemberStore, tmp_path: Path
) -> None:
    # GIVEN a case with a profile and a report
    visit = counsellor()
    page = visit.page
    member = begin(visit, rasa)
    consent(members, member)
    school = Education("", level=SchoolLevel.UNIVERSITY, school="한빛대학교", end=PartialDate(2016, 2))
    members.profiles.add(member, [school])
    members.add_report(member, "detailed", "봄의 계획", "134102", json.loads(SNAPSHOT.read_text(encoding="utf-8")))
    page.get_by_role("link", name="상담사 화면으로").click()
    # WHEN the entry is opened and corrected by keyboard
    page.get_by_role("link", name="한빛대학교").press("Enter")
    page.get_by_label("전공", exact=True).fill("전자공학")
    page.get_by_label("전공", exact=True).press("Enter")
    # THEN it stands there, marked
    page.get_by_text("상담사가 고침", exact=True).wait_for()
    assert members.profiles.profile(member).educations[0].major == "전자공학"
    # WHEN a note is left that is to be printed  THEN it is there, and on the paper of the notes only what belongs there
    page.get_by_label("새 메모").fill("학원 두 곳 알아보기")
    page.get_by_label("PDF에 함께 인쇄하기").press("Space")
    page.get_by_role("button", name="메모 남기기").press("Enter")
    assert page.get_by_text("보고서에 인쇄").is_visible()
    page.get_by_role("link", name="메모만 인쇄하기").click()
    page.emulate_media(media="print")
    assert page.get_by_text("학원 두 곳 알아보기").is_visible()
    assert not page.get_by_role("link", name="상담으로 돌아가기").is_visible()
    assert not page.get_by_role("button", name="로그아웃").is_visible()
    assert visit.complaints == []


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("tablet", "dark")])
def test_axe_finds_nothing_on_any_page(
    counsellor: Counsellor, rasa: RasaPlayer, members: MemberStore, desk: Desk, gateway: str, size: str, scheme: str
) -> None:
    # GIVEN an administrator with a case, requests and accounts
    visit = counsellor(size, scheme, "administrator")
    page = visit.page
    page.goto(f"{gateway}/desk")
    found = findings(visit)  # the empty list
    waiting = Requests(desk).ask("somebody", "이직이 걱정이에요", "", ["자격증 1개"])
    Requests(desk).ask("another", "전공을 살리고 싶어요", "010-0000-0000", [])
    page.goto(f"{gateway}/desk")
    member = begin(visit, rasa)
    found += findings(visit)  # the client's side
    page.get_by_role("link", name="상담사 화면으로").click()
    found += findings(visit)  # before the consent
    case = page.url
    consent(members, member)
    (entry,) = members.profiles.add(member, [Experience("", organisation="가람전자", content="식각 공정 관리")])
    members.add_report(member, "detailed", "봄의 계획", "134102", json.loads(SNAPSHOT.read_text(encoding="utf-8")))
    page.goto(f"{gateway}/desk/requests")
    page.get_by_role("button", name=f"{waiting}번 요청 받기").click()
    # WHEN each page is looked at  THEN no rule is broken and nothing is wider than the screen
    pages = {
        "list": "/desk",
        "case": case.removeprefix(gateway),
        "entry": f"{case.removeprefix(gateway)}/entries/{entry.id}",
        "new-entry": f"{case.removeprefix(gateway)}/entries/new?section=experiences",
        "notes": f"{case.removeprefix(gateway)}/notes",
        "queue": "/desk/requests",
        "accounts": "/desk/accounts",
        "activity": "/desk/activity",
        "weeks": "/desk/weeks",
        "password": "/desk/password",
        "together-code": "/together",
    }
    for name, path in pages.items():
        page.goto(f"{gateway}{path}")
        if name == "case":
            page.locator("jobcare-chat[ready]").wait_for()
            visit.settle()
        visit.shoot(f"desk-{name}")
        found += [f"{name}: {one}" for one in findings(visit)]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    page.get_by_role("link", name="본문으로 가기").focus()
    assert page.get_by_role("link", name="본문으로 가기").is_visible()
    page.goto(f"{gateway}/desk")
    page.get_by_role("button", name="로그아웃").click()
    page.get_by_text("로그아웃했어요").wait_for()
    page.get_by_label("아이디").fill("x")
    page.get_by_label("비밀번호").fill("y")
    page.get_by_role("button", name="로그인").click()
    assert page.get_by_role("alert").inner_text() == "아이디나 비밀번호가 맞지 않아요."
    visit.shoot("desk-sign-in")
    assert found + findings(visit) == []
