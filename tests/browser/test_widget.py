"""The chat widget in a real Chromium, phone-sized and desktop, against the real gateway with a played Rasa."""

import re

import pytest
from playwright.sync_api import Page, expect

from bot.channels.settings import Settings
from tests.browser.conftest import OpenPage, Visit
from tests.browser.script import GREETING, MARKUP
from tests.channels.loopback import RasaPlayer, tap

pytestmark = pytest.mark.browser


def box_of(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_label("메시지")


def test_start_shows_greeting_choices_and_helpers(visit: Visit) -> None:
    # GIVEN a person who opens the page
    # WHEN it is loaded
    page = visit.page
    visit.shoot("start")
    # THEN title, language, greeting, choices, helpers and the line on the service are there, and nothing went wrong
    assert page.title() == "잡케어봇"
    assert page.locator("html").get_attribute("lang") == "ko"
    assert visit.said() == [GREETING]
    expect(page.get_by_role("log", name="대화 내용")).to_be_visible()
    for name in ("처음부터", "이전으로", "도움말", "간편입력", "상세입력"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    expect(page.get_by_text("직업 정보를 안내하는 서비스예요")).to_be_visible()
    assert page.locator("[aria-live=polite]").count() == 1
    assert visit.complaints == []


def test_tapping_a_choice_marks_it_and_spends_the_set(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN the greeting's choices
    page = visit.page
    # WHEN one is tapped
    page.get_by_role("button", name="간편입력").click()
    visit.settle()
    # THEN Rasa got its id, its label stands as the person's message, and the old set is spent with the chosen one marked
    assert rasa.messages()[-1] == tap("mode:simple")
    assert visit.said()[1] == "간편입력"
    chosen = page.get_by_role("button", name="간편입력 ✓ 고름")
    expect(chosen).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("button", name="상세입력")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("button", name="직종 가")).to_have_attribute("aria-disabled", "false")
    # AND tapping the spent set again does nothing, and focus has stayed where the person put it
    count = len(rasa.received)
    chosen.click(force=True)
    page.wait_for_timeout(200)
    assert len(rasa.received) == count
    expect(chosen).to_be_focused()


def test_disabled_choice_cannot_be_tapped(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a choice that is shown as not available yet
    soon = visit.page.get_by_role("button", name="준비 중")
    expect(soon).to_have_attribute("aria-disabled", "true")
    # WHEN it is tapped
    soon.click(force=True)
    visit.page.wait_for_timeout(200)
    # THEN nothing is sent
    assert rasa.messages() == ["/greet"]


def test_several_choices_are_sent_as_numbers(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a set of which several may be chosen and the first already is
    page = visit.page
    visit.say("여러 개")
    expect(page.get_by_role("button", name="1 가", exact=True)).to_have_attribute("aria-pressed", "true")
    # WHEN the first is taken away and nothing is chosen
    page.get_by_role("button", name="1 가", exact=True).click()
    page.get_by_role("button", name="선택 완료").click()
    # THEN the page asks for one
    expect(page.get_by_role("alert")).to_have_text("하나 이상 고른 뒤 선택 완료를 눌러 주세요.")
    # WHEN the third and the second are chosen and finished
    page.get_by_role("button", name="3 다", exact=True).click()
    page.get_by_role("button", name="2 나", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("")
    visit.shoot("multiple")
    page.get_by_role("button", name="선택 완료").click()
    visit.settle()
    # THEN their numbers go out in order, and they stay marked
    assert rasa.messages()[-1] == "2, 3"
    expect(page.get_by_role("button", name="2 나 ✓ 고름")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="1 가", exact=True)).to_have_attribute("aria-pressed", "false")


def test_table_is_accessible_and_stays_inside_the_window(visit: Visit) -> None:
    # GIVEN a table of nine columns
    page = visit.page
    visit.say("표")
    visit.shoot("table")
    # WHEN it is shown
    table = page.get_by_role("table", name="직무별 능력단위 수")
    # THEN caption, header cells and note are there
    assert table.locator("thead th[scope=col]").count() == 9
    assert table.locator("tbody th[scope=row]").all_inner_texts() == ["빅데이터 분석", "인공지능 서비스 기획"]
    expect(page.get_by_text("시험용 표 (2026년)")).to_be_visible()
    # AND the page itself never scrolls sideways
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if visit.size == "phone":
        # AND on a phone each row is a block that names its columns, so that nothing has to be pushed sideways
        expect(page.get_by_text("표를 옆으로 밀면 더 보여요").first).to_be_hidden()
        first = table.locator("tbody td").first
        assert first.evaluate("cell => getComputedStyle(cell, '::before').content") == '"1수준"'
        assert first.evaluate("cell => getComputedStyle(cell).display") == "block"
    else:
        expect(page.get_by_text("표를 옆으로 밀면 더 보여요").first).to_be_hidden()
        assert page.locator(".scroller").first.get_attribute("tabindex") is None


def test_table_of_few_wide_columns_scrolls_in_its_own_box(visit: Visit) -> None:
    # GIVEN a comparison of three, wider than a phone
    page = visit.page
    visit.say("비교표")
    scroller = page.locator(".scroller").last
    if visit.size == "phone":
        # WHEN it is shown on a phone  THEN it scrolls in its own box, by keyboard too, with a hint
        expect(page.get_by_text("표를 옆으로 밀면 더 보여요").last).to_be_visible()
        scroller.focus()
        scroller.press("ArrowRight")
        page.wait_for_function(
            "() => [...document.querySelector('jobcare-chat').shadowRoot.querySelectorAll('.scroller')].at(-1).scrollLeft > 0"
        )
    else:
        expect(page.get_by_text("표를 옆으로 밀면 더 보여요").last).to_be_hidden()


def test_server_text_is_never_markup(visit: Visit) -> None:
    # GIVEN replies that hold markup in every field
    # WHEN they are shown
    visit.say("마크업")
    # THEN the markup stands there as text and did nothing
    assert visit.said()[-1] == MARKUP
    assert visit.page.locator(".message img, .message b").count() == 0
    assert visit.page.title() == "잡케어봇"
    expect(visit.page.get_by_role("button", name=MARKUP)).to_be_visible()
    assert visit.complaints == []


def test_picture_and_document(visit: Visit, rasa: RasaPlayer, settings: Settings) -> None:
    # GIVEN a picture and a document of this conversation on disk
    folder = settings.var / "files" / rasa.received[0].sender
    folder.mkdir(parents=True)
    (folder / "chart.png").write_bytes(visit.page.screenshot())
    (folder / "report.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    # WHEN the bot sends them
    visit.say("그림")
    # THEN the picture is loaded and described, and the document can be saved under its name
    picture = visit.page.get_by_role("img", name="수준별 능력단위 수를 나타낸 막대그래프")
    expect(picture).to_be_visible()
    visit.page.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    with visit.page.expect_download() as saving:
        visit.page.get_by_role("link", name="나의 보고서.pdf 내려받기").click()
    assert saving.value.suggested_filename == "나의 보고서.pdf"
    visit.shoot("picture")
    # AND the page of their reports opens beside the conversation
    with visit.page.expect_popup() as opening:
        visit.page.get_by_role("link", name="보고서 대시보드 열기").click()
    expect(opening.value.get_by_role("heading", level=1)).to_contain_text("보고서 대시보드")


def test_whole_conversation_by_keyboard(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a person without a pointer
    page = visit.page
    focused = "() => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e.innerText?.trim() || e.id || e.className }"
    # WHEN they tab from the start
    reached = []
    for _ in range(11):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(focused))
    # THEN every control is reached in reading order
    assert reached[0] == "큰 글씨"
    assert [re.sub(r"^\d\s*", "", name) for name in reached[2:]] == [
        "간편입력", "상세입력", "준비 중", "처음부터", "이전으로", "도움말", "파일", "box", "보내기",
    ]  # fmt: skip
    # AND a choice can be taken with Space, a word sent with Enter on its button
    page.get_by_role("button", name="상세입력").focus()
    page.keyboard.press("Space")
    visit.settle()
    page.get_by_role("button", name="도움말").focus()
    page.keyboard.press("Enter")
    visit.settle()
    assert rasa.messages()[-2:] == [tap("mode:detail"), "도움말"]
    # AND what has focus shows it
    outline = page.get_by_role("button", name="도움말").evaluate("(e) => getComputedStyle(e).outlineStyle")
    assert outline == "solid"


def test_shift_enter_breaks_the_line(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a first line
    box = box_of(visit.page)
    box.fill("첫 줄")
    # WHEN Shift+Enter, a second line and Enter follow
    box.press("Shift+Enter")
    box.press_sequentially("둘째 줄")
    box.press("Enter")
    visit.settle()
    # THEN one message of two lines is sent and the box is empty
    assert rasa.messages()[1:] == ["첫 줄\n둘째 줄"]
    expect(box).to_have_value("")


@pytest.mark.parametrize("second_keydown", [False, True], ids=["one keydown", "two keydowns"])
def test_enter_during_composition_sends_once_and_whole(visit: Visit, rasa: RasaPlayer, second_keydown: bool) -> None:
    # GIVEN a Korean word whose last syllable is still being composed
    page = visit.page
    box = box_of(page)
    box.focus()
    keys = page.context.new_cdp_session(page)
    composing = {"type": "rawKeyDown", "key": "Process", "code": "KeyA", "windowsVirtualKeyCode": 229}
    enter = {"type": "rawKeyDown", "key": "Enter", "code": "Enter"}
    for syllables in ("ㄱ", "가", "간", "간ㅎ", "간호", "간호ㅅ", "간호사"):
        keys.send("Input.dispatchKeyEvent", composing)
        keys.send(
            "Input.imeSetComposition",
            {"text": syllables, "selectionStart": len(syllables), "selectionEnd": len(syllables)},
        )
    page.evaluate(
        "document.querySelector('jobcare-chat').shadowRoot.addEventListener('compositionend', () => window.ended = true)"
    )
    # WHEN Enter is pressed, as input methods report it, and ends the composition
    keys.send("Input.dispatchKeyEvent", enter | {"windowsVirtualKeyCode": 229})
    page.wait_for_timeout(150)
    assert rasa.messages() == ["/greet"]
    keys.send("Input.insertText", {"text": "간호사"})
    page.wait_for_function("() => window.ended")
    if second_keydown:
        visit.settle()
        keys.send("Input.dispatchKeyEvent", enter | {"type": "keyDown", "windowsVirtualKeyCode": 13, "text": "\r"})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13})
    expect(page.locator(".bubble").last).to_have_text("'간호사' 잘 받았어요.")
    page.wait_for_timeout(300)
    # THEN the whole word went out exactly once, and the box is empty
    assert rasa.messages() == ["/greet", "간호사"]
    expect(box).to_have_value("")
    expect(page.get_by_role("alert")).to_have_text("")
    # AND the next Enter is a new one
    visit.say("다음 말")
    assert rasa.messages()[2:] == ["다음 말"]


def test_reload_keeps_conversation_and_unsent_text(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a conversation with a spent choice and a half-written message
    page = visit.page
    page.get_by_role("button", name="간편입력").click()
    visit.settle()
    box_of(page).fill("쓰다 만 글")
    before = visit.said()
    # WHEN the page is loaded again
    page.reload()
    visit.settle()
    # THEN the same messages stand there once, the choice is still marked, the text is still in the box
    expect(page.locator(".bubble")).to_have_count(len(before))
    assert visit.said() == before
    expect(page.get_by_role("button", name="간편입력 ✓ 고름")).to_have_attribute("aria-disabled", "true")
    expect(box_of(page)).to_have_value("쓰다 만 글")
    # AND Rasa heard nothing twice
    assert rasa.messages() == ["/greet", tap("mode:simple")]


def test_reload_while_waiting_sends_nothing_twice(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a bot that takes its time
    page = visit.page
    rasa.pause = 0.8
    box_of(page).fill("오래 걸려요")
    box_of(page).press("Enter")
    expect(page.get_by_text("답을 준비하고 있어요")).to_be_visible()
    visit.shoot("typing")
    # WHEN the page is loaded again before the answer
    page.reload()
    page.wait_for_timeout(300)
    visit.settle()
    # THEN question and answer stand there once
    assert visit.said()[1:] == ["오래 걸려요", "'오래 걸려요' 잘 받았어요."]
    assert rasa.messages() == ["/greet", "오래 걸려요"]


def test_refusal_is_said_and_the_text_stays(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a text that is too long
    page = visit.page
    long = "가" * 2_001
    # WHEN it is sent
    visit.say(long)
    visit.shoot("error")
    # THEN an alert says so in Korean, the text is still in the box, and nothing was added
    expect(page.get_by_role("alert")).to_contain_text("지금 2,001자인데, 한 번에 2,000자까지")
    expect(box_of(page)).to_have_value(long)
    assert visit.said() == [GREETING]
    assert rasa.messages() == ["/greet"]
    # AND the next good message clears the alert
    visit.say("짧게")
    expect(page.get_by_role("alert")).to_have_text("")


def test_empty_message_is_refused_kindly(visit: Visit) -> None:
    # GIVEN an empty box
    # WHEN the button is pressed
    visit.page.get_by_role("button", name="보내기", exact=True).click()
    visit.settle()
    # THEN the server's sentence is shown and no bubble appears
    expect(visit.page.get_by_role("alert")).to_have_text("빈 메시지는 보낼 수 없어요. 하고 싶은 말을 적어 주세요.")
    assert visit.said() == [GREETING]


def test_offline_keeps_the_text_and_sends_it_once_when_back(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a connection that is lost
    page = visit.page
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text("인터넷 연결이 끊겼어요")
    # WHEN a message is sent
    visit.say("끊긴 동안 쓴 글")
    visit.shoot("offline")
    # THEN it stays in the box with a way to send it again
    expect(page.get_by_role("alert")).to_contain_text("인터넷 연결이 끊겼어요")
    expect(page.get_by_role("button", name="다시 보내기")).to_be_visible()
    expect(box_of(page)).to_have_value("끊긴 동안 쓴 글")
    # WHEN the connection is back
    page.context.set_offline(False)
    expect(page.locator(".bubble").last).to_have_text("'끊긴 동안 쓴 글' 잘 받았어요.")
    # THEN it was sent once, and box and alert are empty
    assert rasa.messages() == ["/greet", "끊긴 동안 쓴 글"]
    expect(box_of(page)).to_have_value("")
    expect(page.get_by_role("alert")).to_have_text("")


def test_unanswered_message_can_be_sent_again(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a Rasa that fails
    page = visit.page
    rasa.mode = "error"
    visit.say("답이 없는 말")
    assert visit.said()[1] == "답이 없는 말"
    assert visit.said()[2].startswith("지금은 답을 준비하지 못했어요")
    # WHEN it works again and the person presses the button
    rasa.mode = "ok"
    page.get_by_role("button", name="다시 보내기").click()
    visit.settle()
    # THEN the answer comes, and the message stands there once
    assert visit.said()[3:] == ["'답이 없는 말' 잘 받았어요."]
    expect(page.get_by_role("button", name="다시 보내기")).to_be_hidden()


def test_expired_conversation_starts_anew_and_keeps_the_text(visit: Visit) -> None:
    # GIVEN a conversation whose cookie is gone
    page = visit.page
    visit.say("예전 말")
    page.context.clear_cookies()
    # WHEN something is sent
    visit.say("새 말")
    # THEN a new conversation stands there, says why, and the text is not lost
    expect(page.get_by_role("alert")).to_contain_text("새로 시작했어요")
    assert visit.said() == [GREETING]
    expect(box_of(page)).to_have_value("새 말")


def test_second_tab_shows_what_the_first_said(visit: Visit) -> None:
    # GIVEN two tabs of one person
    other = visit.page.context.new_page()
    other.goto(visit.origin)
    expect(other.get_by_text("어떻게 시작할까요?")).to_be_visible()
    # WHEN the first says something and then the second does
    visit.say("첫째 탭")
    other.get_by_label("메시지").fill("둘째 탭")
    other.get_by_label("메시지").press("Enter")
    # THEN the second shows everything, in order and once
    expect(other.locator(".bubble")).to_have_count(5)
    assert other.locator(".bubble").all_inner_texts()[1:] == [
        "첫째 탭", "'첫째 탭' 잘 받았어요.", "둘째 탭", "'둘째 탭' 잘 받았어요.",
    ]  # fmt: skip


def test_new_answers_are_announced_once_and_history_is_not(visit: Visit) -> None:
    # GIVEN a screen reader's live region, silent for what was there at the start
    page = visit.page
    live = page.locator("[aria-live=polite]")
    expect(live).to_have_text("")
    # WHEN an answer with text and choices comes
    page.get_by_role("button", name="간편입력").click()
    visit.settle()
    # THEN the text is said whole, the choices in short, the person's own message not at all
    assert live.locator("p").all_inner_texts() == [
        "관심 있는 전공, 자격증, 직업, 기술 같은 낱말을 알려 주세요.",
        "고를 것: 1번 직종 가, 2번 이름이 꽤 긴 직종이라서 휴대전화 화면에서는 두 줄로 보이는 것, 3번 직종 나",
    ]
    assert page.get_by_role("log").get_attribute("aria-live") == "off"


def test_long_answer_is_shown_from_its_beginning(visit: Visit) -> None:
    # GIVEN an answer taller than the window
    # WHEN it comes
    visit.say("길게")
    # THEN its first line is in view
    expect(visit.page.get_by_text("1번째 줄이에요.").first).to_be_in_viewport()
    top = visit.page.locator(".bubble").last.evaluate("(e) => e.getBoundingClientRect().top")
    assert 0 <= top < 300


def test_sizes_for_fingers_and_eyes(visit: Visit) -> None:
    # GIVEN a page with every kind of control
    page = visit.page
    visit.say("여러 개")
    # WHEN they are measured
    heights = page.locator("button:visible, a:visible").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect().height)"
    )
    # THEN each is at least 44 px high, and typing does not zoom an iPhone (16 px)
    assert min(heights) >= 44
    assert float(box_of(page).evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")) >= 16


def test_nothing_leaves_the_origin(visit: Visit) -> None:
    # GIVEN a visit with several turns
    visit.page.get_by_role("button", name="간편입력").click()
    visit.settle()
    visit.say("표")
    visit.say("마크업")
    # WHEN the requests are counted
    # THEN there were some, and all went to the page's own origin, without an error on the page
    assert len(visit.requests) > 5
    assert visit.strangers() == []
    assert visit.complaints == []


def test_dark_mode_and_big_text(gateway: str, open_page: OpenPage) -> None:
    # GIVEN a person with dark colours and a phone
    visit = open_page(gateway, "phone", color_scheme="dark", reduced_motion="reduce")
    page = visit.page
    visit.say("표")
    visit.shoot("dark")
    # WHEN the text is doubled
    background = page.locator("jobcare-chat").evaluate("(e) => getComputedStyle(e).backgroundColor")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_timeout(100)
    visit.shoot("big-text")
    # THEN the colours are dark, nothing scrolls sideways, and the box can still be used
    assert background == "rgb(16, 22, 21)"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(box_of(page)).to_be_in_viewport()
    assert box_of(page).evaluate("(e) => e.getBoundingClientRect().width") > 200


def test_start_without_a_connection_can_be_retried(gateway: str, open_page: OpenPage) -> None:
    # GIVEN a page whose API cannot be reached at first
    visit = open_page(gateway, "desktop")
    page = visit.page
    page.context.clear_cookies()
    page.route("**/api/session", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("서버에 연결하지 못했어요")
    # WHEN it can be reached and the person presses the button
    page.unroute("**/api/session")
    page.get_by_role("button", name="다시 보내기").click()
    # THEN the conversation begins
    expect(page.get_by_text("어떻게 시작할까요?")).to_be_visible()


def test_a_file_is_sent_with_its_name(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a person with a résumé
    page = visit.page
    # WHEN they choose it
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="이력서 파일 보내기").click()
    choosing.value.set_files({"name": "이력서.pdf", "mimeType": "application/pdf", "buffer": b"%PDF resume"})
    expect(page.locator(".bubble", has_text="[파일] 이력서.pdf")).to_be_visible()
    visit.settle()
    # THEN it is a turn like any other, and the progress is out of the way
    assert "file:" in rasa.messages()[-1]
    expect(page.get_by_role("progressbar")).to_be_hidden()
    assert visit.complaints == []
    visit.shoot("file-sent")


def test_a_file_on_its_way_can_be_taken_back(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a network so slow that the upload takes long
    page = visit.page
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    limits = {"offline": False, "latency": 10, "downloadThroughput": 1e6, "uploadThroughput": 200_000}
    slow.send("Network.emulateNetworkConditions", limits)
    page.locator("input[type=file]").set_input_files(
        {"name": "큰 이력서.pdf", "mimeType": "application/pdf", "buffer": b"x" * 5_000_000}
    )
    # WHEN it is taken back by keyboard
    cancel = page.get_by_role("button", name="보내기 취소")
    expect(cancel).to_be_visible()
    visit.shoot("file-sending")
    cancel.focus()
    page.keyboard.press("Enter")
    # THEN it is said, nothing reached Rasa, the focus is on the button, and the chat goes on
    expect(page.get_by_role("alert")).to_have_text("파일을 보내지 않았어요.")
    expect(page.get_by_role("button", name="이력서 파일 보내기")).to_be_focused()
    slow.send("Network.emulateNetworkConditions", limits | {"uploadThroughput": -1, "downloadThroughput": -1})
    visit.say("용접")
    assert rasa.messages() == ["/greet", "용접"]


def test_a_file_too_large_is_refused_before_it_is_sent(visit: Visit, rasa: RasaPlayer) -> None:
    # GIVEN a file over the limit
    buffer = b"x" * (10 * 1024 * 1024 + 1)
    # WHEN it is chosen
    visit.page.locator("input[type=file]").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": buffer}
    )
    # THEN the reason is said and nothing is sent
    expect(visit.page.get_by_role("alert")).to_contain_text("10MB까지")
    assert rasa.messages() == ["/greet"]
