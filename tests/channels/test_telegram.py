"""Telegram against a Bot API played on loopback: a whole conversation, odd updates, and a network that misbehaves."""

import json
import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.gateway import create_app
from bot.channels.settings import Settings
from bot.channels.telegram import render
from bot.channels.telegram.bot import TelegramBot
from bot.replies import contract
from bot.replies.contract import Choice
from tests.channels.bot_api import TOKEN, BotApi
from tests.channels.loopback import RasaPlayer, closed_port, served, tap, wait_until

CHAT = 77


@contextmanager
def bot_on(settings: Settings, var: Path, api_url: str, **bot: Any) -> Iterator[str]:
    own = replace(
        settings,
        var=var,
        members_url=f"sqlite:///{var / 'members.db'}",
        public_url="https://jobcare.example",
        telegram=TelegramBot(bot.pop("token", TOKEN), api_url, **{"patience": 1.0} | bot),
    )
    with served(create_app(own)) as url:
        yield url


@pytest.fixture
def api(settings: Settings, rasa: RasaPlayer, tmp_path: Path) -> Iterator[BotApi]:
    played = BotApi()
    with served(played.app()) as api_url, bot_on(settings, tmp_path, api_url):
        yield played


def say(api: BotApi, text: str, answers: int = 1, chat: int = CHAT) -> list[dict[str, Any]]:
    """Send a text; the messages that come back."""
    before = len(api.sent())
    api.give(api.text(chat, text))
    wait_until(lambda: len(api.sent()) >= before + answers)
    return api.sent()[before:]


# A conversation


def test_start_greets_with_a_vertical_keyboard(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN somebody who opens the bot
    # WHEN they press start
    [greeting] = say(api, "/start")
    # THEN the greeting stands above its choices, one a row, without those that cannot be taken; commands are in the menu
    assert greeting["text"].startswith("안녕하세요, 잡케어봇이에요.")
    rows = json.loads(greeting["reply_markup"])["inline_keyboard"]
    assert [[(b["text"], b["callback_data"]) for b in row] for row in rows] == [[("간편입력", "mode:simple")]]
    assert rasa.messages() == ["/greet"]
    [menu] = api.sent("setMyCommands")
    assert [command["command"] for command in json.loads(menu["commands"])] == [
        "start", "menu", "help", "restart", "mydata", "delete",
    ]  # fmt: skip


def test_a_press_is_acknowledged_spent_and_answered(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN the greeting
    [greeting] = say(api, "/start")
    rasa.script[tap("mode:simple")] = [contract.text("키워드를 알려 주세요.")]
    # WHEN its button is pressed
    api.give(api.press(CHAT, "mode:simple", greeting))
    wait_until(lambda: "키워드를 알려 주세요." in api.texts())
    # THEN the press was answered, the keyboard is gone and shows what was chosen
    assert len(api.sent("answerCallbackQuery")) == 1
    [edited] = api.sent("editMessageText")
    assert edited["text"].endswith("✓ 간편입력")
    assert "reply_markup" not in edited
    assert rasa.messages()[-1] == tap("mode:simple")


def test_an_old_button_gets_a_notice_and_changes_nothing(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a conversation
    [greeting] = say(api, "/start")
    # WHEN a button is pressed that this chat was never given
    api.give(api.press(CHAT, "occ:999999", greeting))
    wait_until(lambda: api.sent("answerCallbackQuery"))
    # THEN a notice says so, and Rasa was not asked
    [answer] = api.sent("answerCallbackQuery")
    assert answer["show_alert"] == "true"
    assert "지금은 고를 수 없는" in answer["text"]
    assert rasa.messages() == ["/greet"]


def test_words_disarm_the_last_keyboard(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a question with buttons
    [greeting] = say(api, "/start")
    # WHEN it is answered in words
    say(api, "간호사")
    # THEN its buttons are taken away
    [edited] = api.sent("editMessageReplyMarkup")
    assert int(edited["message_id"]) == greeting["message_id"]
    assert "reply_markup" not in edited


def test_several_are_ticked_in_the_message_and_said_together(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a choice of several, one of them ticked
    options = [
        Choice("빅데이터기획", "duty:1", selected=True),
        Choice("빅데이터운영", "duty:2"),
        Choice("통계", "duty:3"),
    ]
    rasa.script["직무"] = [contract.choices(options, multiple=True)]
    say(api, "/start")
    [shown] = say(api, "직무")
    # WHEN another is ticked and the choice finished
    api.give(api.press(CHAT, "#3", shown))
    wait_until(lambda: len(api.sent("editMessageReplyMarkup")) >= 2)
    ticked = shown | {"reply_markup": api.sent("editMessageReplyMarkup")[-1]["reply_markup"]}
    api.give(api.press(CHAT, render.DONE, ticked))
    wait_until(lambda: rasa.messages()[-1] != "직무")
    # THEN both numbers are said at once
    assert rasa.messages()[-1] == "1, 3"
    assert api.sent("editMessageText")[-1]["text"].endswith("✓ 빅데이터기획, 통계")


def test_commands_are_said_as_words(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a conversation
    say(api, "/start")
    # WHEN commands are used, also in the form of groups
    say(api, "/help")
    say(api, "/DELETE@jobcare_test_bot")
    # THEN the bot hears words that it knows
    assert rasa.messages()[1:] == ["도움말", "내 정보 삭제"]


def test_a_wide_table_is_a_picture_and_a_narrow_one_words(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN an answer with both
    rasa.script["비교"] = [
        contract.table("직종 비교", ["항목", "용접원", "간호사"], [["구인", "12명", "8명"]], "출처: 고용24"),
        contract.table("용접원", ["항목", "내용"], [["수준", "3수준"]]),
    ]
    say(api, "/start")
    # WHEN it is asked for
    [narrow] = say(api, "비교")
    # THEN the wide one came as a PNG with its caption
    [photo] = api.sent("sendPhoto")
    assert photo["caption"] == "직종 비교"
    assert next(value for value in photo.values() if isinstance(value, tuple))[1].startswith(b"\x89PNG")
    assert narrow["text"] == "[용접원]\n· 수준: 3수준"


def test_a_picture_that_telegram_refuses_is_said_in_words(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a table, and a Telegram that takes no photo
    rasa.script["비교"] = [contract.table("비교", ["항목", "가", "나"], [["구인", "12명", "8명"]], "출처: 고용24")]
    say(api, "/start")
    api.faults["sendPhoto"] = [(400, {"description": "Bad Request: PHOTO_INVALID_DIMENSIONS"})]
    # WHEN it is asked for
    [words] = say(api, "비교")
    # THEN its contents arrive all the same
    assert words["text"] == "[비교]\n■ 구인\n  가: 12명\n  나: 8명\n출처: 고용24"


def test_charts_and_reports_are_sent(api: BotApi, rasa: RasaPlayer, tmp_path: Path) -> None:
    # GIVEN a chart and a report on the disk of this conversation
    say(api, "/start")
    folder = tmp_path / "files" / rasa.received[0].sender
    folder.mkdir(parents=True)
    (folder / "c.png").write_bytes(b"\x89PNG chart")
    (folder / "r.pdf").write_bytes(b"%PDF report")
    rasa.script["보고서"] = [
        contract.image("c.png", "막대그래프: 서울 0.8"), contract.document("r.pdf", "내 보고서.pdf"),
        contract.link("보고서 대시보드 열기", "/reports"), contract.text("끝"),
    ]  # fmt: skip
    # WHEN they are asked for
    say(api, "보고서")
    # THEN both arrive, the chart with its words
    [photo], [document] = api.sent("sendPhoto"), api.sent("sendDocument")
    assert photo["caption"] == "막대그래프: 서울 0.8"
    assert ("내 보고서.pdf", b"%PDF report") in document.values()


def test_a_long_text_comes_in_parts(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN an answer longer than a message
    rasa.script["길게"] = [contract.text("한 문장이에요. " * 600)]
    say(api, "/start")
    # WHEN it is asked for
    parts = say(api, "길게", answers=2)
    # THEN it is cut after sentences
    assert all(len(part["text"]) <= render.TEXT_MAX and part["text"].endswith(".") for part in parts)
    assert sum(part["text"].count("한 문장이에요.") for part in parts) == 600


def test_markup_in_a_text_is_just_text(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN somebody who writes marks
    say(api, "/start")
    # WHEN the bot repeats them
    [answer] = say(api, "<b>*C++* & _x_</b>")
    # THEN they arrive as written, with no parse mode
    assert answer["text"] == "'<b>*C++* & _x_</b>' 잘 받았어요."
    assert "parse_mode" not in answer


def test_two_quick_presses_are_one_answer(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN the greeting
    [greeting] = say(api, "/start")
    # WHEN its button is pressed twice before the bot could take it away
    api.give(api.press(CHAT, "mode:simple", greeting), api.press(CHAT, "mode:simple", greeting))
    wait_until(lambda: len(api.sent("answerCallbackQuery")) == 2)
    say(api, "끝")
    # THEN it counted once, and the second press was told so
    assert rasa.messages() == ["/greet", tap("mode:simple"), "끝"]
    assert api.sent("answerCallbackQuery")[1]["text"] == "이미 답하신 질문이에요."


def test_quick_ticks_add_up(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a choice of several
    rasa.script["직무"] = [contract.choices([Choice("가", "d:1"), Choice("나", "d:2")], multiple=True)]
    say(api, "/start")
    [shown] = say(api, "직무")
    # WHEN two are ticked and finished while the phone still shows the first keyboard
    api.give(*(api.press(CHAT, data, shown) for data in ("#1", "#2", render.DONE)))
    wait_until(lambda: rasa.messages()[-1] != "직무")
    # THEN both count
    assert rasa.messages()[-1] == "1, 2"


# Files


def test_a_sent_file_is_a_turn_like_on_the_web(api: BotApi, rasa: RasaPlayer, tmp_path: Path) -> None:
    # GIVEN somebody who sends a résumé as the first thing
    api.give(api.document(CHAT, "../내 이력서.txt", "2016년 용접기능사".encode(), mime_type="text/plain"))
    # WHEN it was handled
    wait_until(lambda: len(api.texts()) == 1)
    # THEN Rasa was greeted and got the file's choice, and the file is gone after the answer
    assert rasa.messages()[0] == "/greet"
    assert re.fullmatch(r'/choose\{"choice": "file:[0-9a-f]{32}"\}', rasa.messages()[1])
    assert not list((tmp_path / "uploads").glob("*/*"))


def test_what_is_no_resume_is_told_without_fetching_it(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a picture sent as a file, a video, and a file that is too large
    api.give(
        api.document(CHAT, "이력서.jpg", b"x", mime_type="image/jpeg"),
        api.document(CHAT, "나.mp4", b"x", mime_type="video/mp4"),
        api.document(CHAT, "이력서.pdf", b"x", mime_type="application/pdf", file_size=11 * 1024 * 1024),
    )
    # WHEN they were handled
    wait_until(lambda: len(api.texts()) == 3)
    # THEN each is told what to do, nothing was fetched, and Rasa was not asked
    assert [text.split(".")[0] for text in api.texts()] == [
        "사진은 읽지 못해요", "동영상은 보지 못해요", "파일이 너무 커요"
    ]  # fmt: skip
    assert api.sent("getFile", "download") == []
    assert rasa.messages() == []


def test_a_file_that_cannot_be_fetched_or_is_empty_says_so(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a chat, and a Telegram that does not give the file
    say(api, "/start")
    api.faults["getFile"] = [(400, {"description": "Bad Request: file is too big"})]
    # WHEN files come, the second without content
    api.give(api.document(CHAT, "이력서.pdf", b"%PDF"), api.document(CHAT, "빈.txt", b""))
    wait_until(lambda: len(api.texts()) == 3)
    # THEN it is said, and Rasa was not asked
    assert api.texts()[1:] == [
        "파일을 받지 못했어요. 잠시 뒤에 다시 보내 주세요.",
        "파일이 비어 있어요. 내용이 있는 파일을 골라 주세요.",
    ]
    assert rasa.messages() == ["/greet"]


# Odd updates


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        ({"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
                      "is_animated": False, "is_video": False}}, "스티커 고마워요."),
        ({"voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}}, "음성은 아직 듣지 못해요."),
        ({"location": {"latitude": 37.5, "longitude": 127.0}}, "위치는 저장하지 않아요."),
        ({"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}, "사진은 읽지 못해요."),
        ({"dice": {"emoji": "🎲", "value": 3}}, "글로 적어 주시면"),
    ],
)  # fmt: skip
def test_what_is_no_text_gets_a_sentence(api: BotApi, rasa: RasaPlayer, content: dict[str, Any], answer: str) -> None:
    # GIVEN a chat
    # WHEN something other than text comes
    api.give(api.update(message=api.person(CHAT) | content))
    wait_until(api.texts)
    # THEN it is said what to do, and Rasa was not asked
    assert api.texts()[0].startswith(answer)
    assert rasa.messages() == []


def test_groups_channels_and_members_are_left_alone(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a group that chats, a channel, a person who blocked the bot, an edited message
    user = {"id": CHAT, "is_bot": False, "first_name": "길동"}
    bot = {"id": 12345, "is_bot": True, "first_name": "b"}
    api.give(
        api.update(message=api.person(-5, "group") | {"text": "우리끼리 이야기"}),
        api.update(message=api.person(-5, "group") | {"text": "/start@jobcare_test_bot"}),
        api.update(channel_post=api.person(-6, "channel") | {"text": "공지"}),
        api.update(
            my_chat_member={
                "chat": {"id": CHAT, "type": "private"}, "from": user, "date": 1,
                "old_chat_member": {"user": bot, "status": "member"},
                "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
            }
        ),
        api.update(edited_message=api.person(CHAT) | {"text": "고친 말", "edit_date": 2}),
    )  # fmt: skip
    # WHEN all have been seen
    wait_until(lambda: len(api.texts()) == 2)
    # THEN only the command and the edit were answered, and nothing reached Rasa
    assert {text[:12] for text in api.texts()} == {"저는 1:1 대화에서만", "메시지를 고치셨네요. "}
    assert rasa.messages() == []


def test_a_repeated_update_is_answered_once(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN an update that Telegram gives twice
    say(api, "/start")
    update = api.text(CHAT, "용접")
    # WHEN both are seen, and another after them
    api.give(update)
    wait_until(lambda: "용접" in rasa.messages())
    api.waiting = [update | {"update_id": update["update_id"]}, api.text(CHAT, "끝")]
    wait_until(lambda: "끝" in rasa.messages())
    # THEN Rasa heard the first once
    assert rasa.messages().count("용접") == 1


def test_quick_messages_keep_their_order(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN somebody who types faster than the bot answers
    say(api, "/start")
    rasa.pause = 0.1
    # WHEN five messages come at once
    api.give(*(api.text(CHAT, f"{place}번째 말") for place in range(5)))
    wait_until(lambda: len(api.texts()) == 6)
    # THEN they are answered in order
    assert api.texts()[1:] == [f"'{place}번째 말' 잘 받았어요." for place in range(5)]


def test_a_slow_chat_does_not_hold_up_another(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN two chats of which one is slow to be answered
    rasa.pause = 0.3
    api.give(*(api.text(CHAT, f"{place}") for place in range(6)))
    # WHEN another writes afterwards
    api.give(api.text(78, "먼저"))
    wait_until(lambda: "'먼저' 잘 받았어요." in api.texts())
    # THEN it is answered before the first chat is through
    assert "'5' 잘 받았어요." not in api.texts()


# A network that misbehaves


def test_too_many_requests_are_obeyed(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN a Telegram that asks to wait
    say(api, "/start")
    api.faults["sendMessage"] = [(429, {"parameters": {"retry_after": 1}})]
    # WHEN something is answered
    began = time.monotonic()
    answers = say(api, "용접", answers=2)
    # THEN the message was sent again, not before the wait was over
    assert [answer["text"] for answer in answers] == ["'용접' 잘 받았어요."] * 2
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize("fault", [(502, {}), (500, {}), (0, {})])
def test_a_stumbling_telegram_gets_the_answer_later(
    api: BotApi, rasa: RasaPlayer, fault: tuple[int, dict[str, Any]]
) -> None:
    # GIVEN a Telegram that answers with an error, or not at all
    say(api, "/start")
    api.faults["sendMessage"] = [fault]
    # WHEN something is answered
    answers = say(api, "용접", answers=2)
    # THEN it is sent again
    assert answers[-1]["text"] == "'용접' 잘 받았어요."


def test_a_person_who_blocked_the_bot_breaks_nothing(api: BotApi, rasa: RasaPlayer) -> None:
    # GIVEN somebody who blocked the bot while it was answering
    say(api, "/start")
    api.faults["sendMessage"] = [(403, {"description": "Forbidden: bot was blocked by the user"})]
    api.give(api.text(CHAT, "용접"))
    wait_until(lambda: not api.faults["sendMessage"])
    # WHEN another person writes
    answers = say(api, "간호사", chat=78, answers=1)
    # THEN they are served
    assert answers[-1]["text"] == "'간호사' 잘 받았어요."


def test_a_wrong_token_is_named_and_the_web_goes_on(
    settings: Settings, rasa: RasaPlayer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # GIVEN a token that Telegram does not know
    caplog.set_level(logging.INFO, "jobcare.gateway")
    # WHEN the gateway starts
    with served(BotApi().app()) as api_url, bot_on(settings, tmp_path, api_url, token="999:wrong-token") as url:
        wait_until(lambda: "telegram_off cause=wrong_token" in caplog.text)
        # THEN the log says which variable, never the token, and the web answers
        assert httpx.post(f"{url}/api/session", trust_env=False).status_code == 200
    assert "JOBCARE_TELEGRAM_TOKEN" in caplog.text
    assert "999:wrong" not in caplog.text


def test_an_unreachable_telegram_is_tried_again(
    settings: Settings, rasa: RasaPlayer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # GIVEN no Telegram yet
    port, api = closed_port(), BotApi()
    with caplog.at_level(logging.INFO, "jobcare.gateway"), bot_on(settings, tmp_path, f"http://127.0.0.1:{port}"):
        wait_until(lambda: "telegram_unreachable" in caplog.text)
        # WHEN it comes up
        with served(api.app(), port):
            # THEN the bot serves
            assert say(api, "/start")[0]["text"].startswith("안녕하세요")


# Webhook


def test_a_webhook_takes_updates_with_the_secret_only(settings: Settings, rasa: RasaPlayer, tmp_path: Path) -> None:
    # GIVEN a bot with a webhook
    api, secret = BotApi(), "a-webhook-secret-0123"
    with served(api.app()) as api_url, bot_on(settings, tmp_path, api_url, webhook_secret=secret) as url:
        wait_until(lambda: api.sent("setWebhook"))
        assert api.sent("setWebhook")[0]["url"] == "https://jobcare.example/telegram"
        assert api.sent("setWebhook")[0]["secret_token"] == secret

        def post(body: Any, given: str) -> int:
            headers = {"X-Telegram-Bot-Api-Secret-Token": given}
            return httpx.post(f"{url}/telegram", json=body, headers=headers, trust_env=False).status_code

        # WHEN updates come with and without the secret token
        wait_until(lambda: post(api.text(CHAT, "/start"), secret) == 200)
        # THEN only the right one is taken, and nonsense is refused
        wait_until(lambda: rasa.messages() == ["/greet"])
        assert post(api.text(CHAT, "몰래"), "wrong") == 404
        assert post([], secret) == 400
        wait_until(api.texts)
        assert rasa.messages() == ["/greet"]
