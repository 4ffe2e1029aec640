"""A counsellor's answer on its way to the member: the web by itself, Telegram, KakaoTalk with the next message; each once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import httpx
import pytest

from bot.channels.deliveries import Deliveries
from bot.channels.gateway import create_app
from bot.channels.kakao.skill import HEADER, Skill
from bot.channels.sessions import SessionStore
from bot.channels.settings import Settings
from bot.channels.telegram.bot import TelegramBot
from bot.replies import contract
from bot.replies.contract import Choice
from engine.counsel.accounts import Accounts
from engine.counsel.desk import Desk
from engine.counsel.requests import Requests
from engine.members.store import MemberStore
from tests.channels.bot_api import TOKEN, BotApi
from tests.channels.conftest import OpenClient
from tests.channels.loopback import RasaPlayer, served, tap, wait_until

LOGIN = "answering"


@pytest.fixture(scope="module")
def desk(settings: Settings) -> Iterator[Desk]:
    opened = Desk(settings.members_url)
    Accounts(opened).add(LOGIN, "김상담")
    yield opened
    opened.close()


@pytest.fixture
def requests(desk: Desk) -> Requests:
    return Requests(desk)


@pytest.fixture
def kim(desk: Desk) -> int:
    return next(one.id for one in Accounts(desk).all() if one.login == LOGIN)


def sender_of(rasa: RasaPlayer) -> str:
    """The conversation that Rasa heard of last."""
    return rasa.received[-1].sender


def ask_and_answer(requests: Requests, kim: int, sender: str, *answers: str) -> int:
    number = requests.ask(sender, "고민", "", [])
    requests.take(kim, LOGIN, number)
    for answer in answers:
        requests.answer(kim, LOGIN, number, answer)
    return number


def bot_texts(answer: httpx.Response) -> list[str]:
    replies = [one["reply"] for one in answer.json()["messages"] if one["from"] == "bot"]
    return [reply["text"] for reply in replies if reply["type"] == "text"]


def test_an_answer_appears_on_the_web_by_itself_and_once(
    client: httpx.Client, rasa: RasaPlayer, requests: Requests, kim: int
) -> None:
    # GIVEN an open page whose person waits for nobody
    sender = sender_of(rasa)
    opened = client.get("/api/messages").json()
    assert "expects" not in opened
    last = opened["messages"][-1]["seq"]
    # WHEN they ask a counsellor, who answers twice
    number = ask_and_answer(requests, kim, sender, "월요일에 이야기해요.", "열 시가 좋아요.")
    # THEN the page learns that somebody may write, and finds both answers in order without saying anything
    wait_until(lambda: requests.undelivered(sender) == [])
    came = client.get(f"/api/messages?after={last}")
    assert came.json()["expects"] is True
    assert [text.split("\n\n")[1] for text in bot_texts(came)] == ["월요일에 이야기해요.", "열 시가 좋아요."]
    # AND they are in the history, once, however often it is looked at, and no turn counts as unanswered
    history = client.get("/api/messages")
    assert sum("열 시가 좋아요." in text for text in bot_texts(history)) == 1
    assert history.json()["unanswered"] is False
    # WHEN it is answered by the number of the button that came with it
    rasa.reset({tap(f"cn:reply:{number}"): [contract.text("전할 말을 적어 주세요.")]})
    answered = client.post("/api/messages", json={"text": "1"})
    # THEN that is what was meant, and not the first choice of the step
    assert rasa.messages() == [tap(f"cn:reply:{number}")]
    assert "전할 말을 적어 주세요." in bot_texts(answered)
    # WHEN the request is over  THEN nobody is waited for
    requests.end(sender, number)
    assert "expects" not in client.get("/api/messages?after=0").json()


def test_a_number_after_an_own_turn_is_not_the_counsellors(
    client: httpx.Client, rasa: RasaPlayer, requests: Requests, kim: int
) -> None:
    # GIVEN an answer that came, and something said after it
    sender = sender_of(rasa)
    ask_and_answer(requests, kim, sender, "답")
    wait_until(lambda: requests.undelivered(sender) == [])
    client.post("/api/messages", json={"text": "고마워요"})
    # WHEN a number is typed  THEN Rasa gets it as it is
    client.post("/api/messages", json={"text": "1"})
    assert rasa.messages()[-1].strip() == "1"


def test_messages_after_are_only_for_their_own_conversation(
    client: httpx.Client, client_of: OpenClient, gateway: str
) -> None:
    # GIVEN two people  WHEN one asks with nonsense  THEN it is refused; without a session nothing is told
    assert client.get("/api/messages?after=-1").status_code == 400
    assert client.get("/api/messages?after=x").status_code == 400
    assert client_of(gateway).get("/api/messages?after=0").status_code == 401


def test_nobody_else_gets_an_answer(
    client: httpx.Client, client_of: OpenClient, gateway: str, rasa: RasaPlayer, requests: Requests, kim: int
) -> None:
    # GIVEN two open pages
    sender = sender_of(rasa)
    other = client_of(gateway)
    other.post("/api/session")
    # WHEN one of them is answered  THEN the other has nothing of it
    ask_and_answer(requests, kim, sender, "비밀 이야기")
    wait_until(lambda: requests.undelivered(sender) == [])
    assert "비밀 이야기" not in other.get("/api/messages").text
    assert "비밀 이야기" in client.get("/api/messages").text


def test_an_answer_reaches_the_conversation_used_last_of_those_joined(
    client: httpx.Client,
    client_of: OpenClient,
    gateway: str,
    settings: Settings,
    rasa: RasaPlayer,
    requests: Requests,
    kim: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # GIVEN a person with two joined conversations, who asked in the first and used the second last
    first = sender_of(rasa)
    other = client_of(gateway)
    other.post("/api/session")
    second = sender_of(rasa)
    monkeypatch.setenv("JOBCARE_SECRET", settings.secret)
    members = MemberStore.open(settings.members_url)
    claim = members.joining.claim(second, members.joining.offer(first, "web"))
    members.joining.agree(second, claim.id)
    members.joining.join(second, "web", claim.id)
    other.post("/api/messages", json={"text": "안녕하세요"})
    # WHEN a counsellor answers  THEN it comes to the second, and both wait for more
    ask_and_answer(requests, kim, first, "어디에 계세요?")
    wait_until(lambda: requests.undelivered(first) == [])
    assert "어디에 계세요?" in other.get("/api/messages").text
    assert other.get("/api/messages?after=0").json()["expects"] is True
    members.close()


# Telegram


@pytest.fixture
def telegram(settings: Settings, rasa: RasaPlayer) -> Iterator[BotApi]:
    api = BotApi()
    with ExitStack() as running:
        url = running.enter_context(served(api.app()))
        running.enter_context(served(create_app(replace(settings, telegram=TelegramBot(TOKEN, url, patience=1.0)))))
        yield api


def telegram_person(api: BotApi, rasa: RasaPlayer, chat: int) -> str:
    """Somebody who has begun to talk; how Rasa knows them."""
    api.give(api.text(chat, "/start"))
    wait_until(lambda: api.sent())
    return sender_of(rasa)


def test_an_answer_is_sent_to_telegram_with_its_button(
    telegram: BotApi, rasa: RasaPlayer, requests: Requests, kim: int
) -> None:
    # GIVEN somebody in Telegram who asked
    sender = telegram_person(telegram, rasa, 7001)
    # WHEN a counsellor answers
    number = ask_and_answer(requests, kim, sender, "월요일에 이야기해요.")
    wait_until(lambda: requests.undelivered(sender) == [])
    # THEN it is sent to their chat, once, with a button to answer by
    [sent] = [one for one in telegram.sent() if "월요일에 이야기해요." in one["text"]]
    assert int(sent["chat_id"]) == 7001
    button = next(one for one in telegram.sent() if f"cn:reply:{number}" in one.get("reply_markup", ""))
    # WHEN the button is pressed  THEN it is the tap that Rasa gets
    rasa.reset({tap(f"cn:reply:{number}"): [contract.text("전할 말을 적어 주세요.")]})
    telegram.give(telegram.press(7001, f"cn:reply:{number}", button))
    wait_until(lambda: "전할 말을 적어 주세요." in telegram.texts())


def test_telegram_is_told_at_once_that_another_conversation_was_joined(
    telegram: BotApi, rasa: RasaPlayer, settings: Settings
) -> None:
    # GIVEN somebody in Telegram who made a code there
    sender = telegram_person(telegram, rasa, 7301)
    members = MemberStore.open(settings.members_url)
    code = members.joining.offer(sender, "telegram")
    # WHEN it is used on the web page
    claim = members.joining.claim("a-page-elsewhere", code)
    members.joining.agree("a-page-elsewhere", claim.id)
    members.joining.join("a-page-elsewhere", "web", claim.id)
    # THEN the chat is told so by itself, once, and how to take it back; the next turn does not tell it again
    wait_until(lambda: sender not in [whom for _, whom, _ in members.joining.untold()])
    [sent] = [one for one in telegram.sent() if "이 대화와 연결됐어요" in one["text"]]
    assert int(sent["chat_id"]) == 7301
    assert "‘연결 끊기’" in sent["text"]
    assert members.joining.take_notices(sender) == ()
    members.close()


def test_what_telegram_does_not_take_is_sent_again(
    telegram: BotApi, rasa: RasaPlayer, requests: Requests, kim: int
) -> None:
    # GIVEN a Telegram that refuses for a while
    sender = telegram_person(telegram, rasa, 7002)
    telegram.faults["sendMessage"] = [(403, {"description": "Forbidden: bot was blocked by the user"})]
    # WHEN a counsellor answers
    ask_and_answer(requests, kim, sender, "다시 보내 볼게요.")
    wait_until(lambda: not telegram.faults["sendMessage"])
    # THEN it is not counted as delivered, and sent again later
    assert [one.text for one in requests.undelivered(sender)] == ["다시 보내 볼게요."]
    wait_until(lambda: requests.undelivered(sender) == [], seconds=30)
    assert any("다시 보내 볼게요." in text for text in telegram.texts())


# KakaoTalk

KAKAO = Skill("secret-path-of-the-tests", "secret-key-of-the-tests-1")


@pytest.fixture
def kakao(settings: Settings, rasa: RasaPlayer, client_of: OpenClient) -> Iterator[httpx.Client]:
    with served(create_app(replace(settings, kakao=KAKAO))) as url:
        yield client_of(url)


def kakao_says(kakao: httpx.Client, words: str) -> str:
    body = {"userRequest": {"user": {"id": "person-1"}, "utterance": words}}
    return kakao.post(f"/kakao/{KAKAO.path}", json=body, headers={HEADER: KAKAO.key}).text


def test_kakaotalk_shows_an_answer_with_the_next_message_and_only_then(
    kakao: httpx.Client, settings: Settings, rasa: RasaPlayer, requests: Requests, desk: Desk, kim: int
) -> None:
    # GIVEN somebody in KakaoTalk who asked and was answered
    kakao_says(kakao, "안녕")
    sender = sender_of(rasa)
    ask_and_answer(requests, kim, sender, "월요일에 이야기해요.")
    # WHEN rounds go by  THEN it stays undelivered: nobody there can be written to first
    sessions, members = SessionStore(settings.members_url), MemberStore.open(settings.members_url)
    deliveries = Deliveries(desk, members, sessions, conversations=None, telegram=None)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as apart:  # the browser's driver, if it was started before, runs a loop in this thread
        apart.submit(lambda: asyncio.run(deliveries.round())).result()
    assert deliveries.channel_of(sender) == "kakao"
    assert len(requests.undelivered(sender)) == 1
    # WHEN Rasa is away at the next message  THEN it is kept for the one after
    rasa.mode = "error"
    assert "월요일에" not in kakao_says(kakao, "있어요?")
    rasa.reset({"계세요?": [contract.text("네, 말씀하세요."), contract.choices([Choice("간편입력", "mode:simple")])]})
    # WHEN they say something  THEN it comes before the answer to that
    shown = kakao_says(kakao, "계세요?")
    assert shown.index("월요일에 이야기해요.") < shown.index("네, 말씀하세요.")
    assert requests.undelivered(sender) == []
    # AND not once more
    assert "월요일에" not in kakao_says(kakao, "고마워요")
    sessions.close()
    members.close()
