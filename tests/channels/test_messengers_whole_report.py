"""A whole report in each messenger, through the real three processes: only buttons, as their users press them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.gateway import create_app
from bot.channels.kakao import limits
from bot.channels.kakao.skill import Skill
from bot.channels.settings import Settings
from bot.channels.telegram.bot import TelegramBot
from launch.stack import Stack
from tests.channels.bot_api import TOKEN, BotApi
from tests.channels.loopback import served, wait_until

pytestmark = pytest.mark.stack

PATH, KEY, CHAT = "a-secret-path-0123456789", "a-secret-key-0123456789", 4242


@pytest.fixture
def own(stack: Stack, tmp_path: Path) -> Settings:
    """Settings of a further gateway in front of the stack's Rasa."""
    return Settings(
        var=stack.settings.var,
        members_url=f"sqlite:///{tmp_path / 'sessions.db'}",
        host="127.0.0.1",
        port=0,
        rasa_url=stack.rasa_url,
        actions_url=stack.actions_url,
        secret="a-signing-secret-of-the-tests-0123456789",
        rasa_token=stack.rasa_token,
        public_url="https://jobcare.example",
    )


def test_a_report_in_kakaotalk(own: Settings) -> None:
    # GIVEN a user of the channel, whose answers all keep the platform's limits
    with served(create_app(replace(own, kakao=Skill(PATH, KEY, answer_seconds=30)))) as url:
        answer: dict[str, Any] = {}

        def ask(utterance: str) -> str:
            asked = {"userRequest": {"utterance": utterance, "user": {"id": "k", "type": "botUserKey"}}}
            response = httpx.post(
                f"{url}/kakao/{PATH}", json=asked, headers={"X-Jobcare-Key": KEY}, timeout=60, trust_env=False
            )
            answer.clear()
            answer.update(response.json())
            limits.check(answer)
            return json.dumps(answer, ensure_ascii=False)

        def press(part: str) -> str:
            return ask(next(words for words in _buttons(answer) if part in words))

        # WHEN they walk by buttons, and type only their interest and a name
        ask("시작")
        press("간편입력")
        press("동의함")
        press("동의함")
        assert "데이터 분석가" in ask("데이터 분석가, 통계")
        press("데이터 분석가(빅데이터 분석가)")
        press("보고서 만들기")
        ask("카톡에서 만든 보고서")
        first = press("보고서 만들기")
        # THEN the report is there, and reading on reaches its choices
        assert "카톡에서 만든 보고서" in first
        assert any("수준별 표 보기" in q["messageText"] for q in answer["template"]["quickReplies"])
        assert "수준" in press("수준별 표 보기")
        # AND the list of reports has a card with a button that opens it
        listed = ask("내 보고서 보여줘")
        assert "textCard" in listed
        assert "카톡에서 만든 보고서" in press("카톡에서 만든 보고서")


def test_a_report_in_telegram(own: Settings) -> None:
    # GIVEN a chat with the bot
    api = BotApi()
    with served(api.app()) as api_url:
        bot = TelegramBot(TOKEN, api_url, patience=5.0)
        with served(create_app(replace(own, telegram=bot))):

            def answered(update: dict[str, Any]) -> None:
                before = len(_with_keyboard(api))
                api.give(update)
                wait_until(lambda: len(_with_keyboard(api)) > before, seconds=60)

            def press(part: str) -> None:
                for sent in reversed(_with_keyboard(api)):
                    for [button] in json.loads(sent["reply_markup"])["inline_keyboard"]:
                        if part in button["text"]:
                            answered(api.press(CHAT, button["callback_data"], sent))
                            return
                raise AssertionError(f"no button {part}")

            # WHEN they walk by buttons, and type only their interest and a name
            answered(api.text(CHAT, "/start"))
            press("간편입력")
            press("동의함")
            press("동의함")
            answered(api.text(CHAT, "데이터 분석가, 통계"))
            press("데이터 분석가(빅데이터 분석가)")
            press("보고서 만들기")
            answered(api.text(CHAT, "텔레그램에서 만든 보고서"))
            press("보고서 만들기")
            # THEN the report is there, and its matrix comes as a picture
            assert any("텔레그램에서 만든 보고서" in text for text in api.texts())
            pictures = len(api.sent("sendPhoto"))
            press("수준별 표 보기")
            assert len(api.sent("sendPhoto")) > pictures


def _buttons(answer: dict[str, Any]) -> list[str]:
    """What the buttons of an answer in KakaoTalk send: those beneath it, and those on its cards."""
    cards = [
        card
        for output in answer["template"]["outputs"]
        for body in output.values()
        for card in body.get("items", [body])
    ]
    pressed = [
        *answer["template"].get("quickReplies", []),
        *(button for card in cards for button in card.get("buttons", [])),
    ]
    return [button["messageText"] for button in pressed if "messageText" in button]


def _with_keyboard(api: BotApi) -> list[dict[str, Any]]:
    return [sent for sent in api.sent() if sent.get("reply_markup")]
