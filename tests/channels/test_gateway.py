"""The web API over real HTTP: what it keeps, what it passes on to Rasa, what it refuses."""

import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels import conversation
from bot.channels.gateway import COOKIE, create_app
from bot.channels.limits import TURNS_AT_ONCE
from bot.channels.rasa_client import read
from bot.channels.sessions import ANSWERED, SessionStore
from bot.channels.settings import Settings
from bot.replies import contract
from bot.replies.contract import Choice
from tests.channels.conftest import OpenClient
from tests.channels.loopback import RasaPlayer, closed_port, served, tap, welcome

SORRY = "지금은 답을 준비하지 못했어요."


def say(client: httpx.Client, text: str, **more: Any) -> httpx.Response:
    return client.post("/api/messages", json={"text": text} | more)


def texts(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(m["from"], m["reply"].get("text", m["reply"]["type"])) for m in answer.json()["messages"]]


def history(client: httpx.Client) -> list[dict[str, Any]]:
    return client.get("/api/messages").json()["messages"]


# Sessions


def test_a_new_session_is_greeted_once(gateway: str, client_of: OpenClient, rasa: RasaPlayer) -> None:
    # GIVEN a browser that was never here
    client = client_of(gateway)
    # WHEN it opens the session twice
    first = client.post("/api/session")
    second = client.post("/api/session")
    # THEN the bot's greeting is there, numbered from 1 and with times, and Rasa was greeted only once
    assert first.status_code == second.status_code == 200
    assert [m["seq"] for m in first.json()["messages"]] == [1, 2]
    assert texts(first) == [
        ("bot", "안녕하세요, 잡케어봇이에요.\n관심 있는 일을 함께 찾아 드려요."),
        ("bot", "choices"),
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", first.json()["messages"][0]["at"])
    assert second.json() == first.json()
    assert rasa.messages() == ["/greet"]


def test_the_cookie_is_closed_to_scripts_and_is_not_the_sender(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN an open session
    answer = client.post("/api/session")
    # WHEN its cookie is looked at
    cookie = answer.headers["set-cookie"]
    # THEN it is HttpOnly and SameSite, and holds nothing by which Rasa knows the conversation
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    sender = rasa.received[0].sender
    assert len(sender) == 32
    assert sender not in cookie


def test_the_database_does_not_hold_the_cookie(client: httpx.Client, settings: Settings) -> None:
    # GIVEN an open session
    token = client.cookies[COOKIE].split(".")[0]
    # WHEN everything in the database is read
    with closing(sqlite3.connect(settings.var / "members.db")) as database:
        dump = "\n".join(database.iterdump())
    # THEN the messages are in it, the token is not
    assert "안녕하세요" in dump
    assert token not in dump


@pytest.mark.parametrize("forged", ["", "nonsense", "a.b.c", "..", "가"])
def test_a_forged_cookie_opens_nothing(gateway: str, client: httpx.Client, client_of: OpenClient, forged: str) -> None:
    # GIVEN a conversation, and somebody with a cookie that the gateway did not sign
    say(client, "비밀 이야기")
    thief = client_of(gateway)
    headers = [(b"cookie", f"{COOKIE}={forged}".encode())]
    # WHEN they ask for the history or speak
    read = thief.get("/api/messages", headers=headers)
    spoken = thief.post("/api/messages", headers=headers, json={"text": "x"})
    # THEN both are refused, and opening a session gives a new, empty one
    assert (read.status_code, spoken.status_code) == (401, 401)
    assert read.json()["error"] == "no_session"
    assert "비밀 이야기" not in thief.post("/api/session", headers=headers).text


def test_a_cookie_signed_with_another_secret_opens_nothing(
    settings: Settings, client: httpx.Client, client_of: OpenClient
) -> None:
    # GIVEN the cookie of a conversation and a gateway on the same database with another secret
    with served(create_app(replace(settings, secret="another-signing-secret-of-the-tests-99999"))) as other:
        stranger = client_of(other)
        # WHEN the cookie is shown there
        answer = stranger.get("/api/messages", headers={"cookie": f"{COOKIE}={client.cookies[COOKIE]}"})
    # THEN it opens nothing
    assert answer.status_code == 401


def test_two_cookies_are_two_conversations(gateway: str, client_of: OpenClient, rasa: RasaPlayer) -> None:
    # GIVEN two people
    one, two = client_of(gateway), client_of(gateway)
    one.post("/api/session")
    two.post("/api/session")
    # WHEN each says something
    say(one, "하나의 말")
    say(two, "둘의 말")
    # THEN neither sees the other's words, and Rasa knows them as two
    assert "둘의 말" not in json.dumps(history(one), ensure_ascii=False)
    assert "하나의 말" not in json.dumps(history(two), ensure_ascii=False)
    senders = {received.message: received.sender for received in rasa.received}
    assert senders["하나의 말"] != senders["둘의 말"]


def test_a_conversation_survives_a_restart(settings: Settings, client_of: OpenClient, rasa: RasaPlayer) -> None:
    # GIVEN a conversation with a gateway that then stops
    with served(create_app(settings)) as url:
        client = client_of(url)
        client.post("/api/session")
        say(client, "기억해 주세요")
        before = history(client)
        cookie = client.cookies[COOKIE]
    # WHEN another is started on the same database
    with served(create_app(settings)) as url:
        later = client_of(url)
        later.cookies.set(COOKIE, cookie)
        after = later.post("/api/session").json()["messages"]
        tapped = later.post("/api/messages", json={"choice": "mode:simple"})
    # THEN the history is the same, and what was issued before can still be tapped
    assert after == before
    assert tapped.status_code == 200
    assert rasa.messages() == ["/greet", "기억해 주세요", tap("mode:simple")]


# Texts


@pytest.mark.parametrize("text", ["간호사", "😀🎉", "C++, C#", "가" * 2_000, "첫 줄\n둘째 줄", '{"choice": "x"}'])
def test_a_text_is_kept_and_passed_on_as_typed(client: httpx.Client, rasa: RasaPlayer, text: str) -> None:
    # GIVEN an open conversation
    # WHEN a text is sent
    answer = say(client, text)
    # THEN the person's own message comes first, the answer after it, numbered on
    assert answer.status_code == 200
    assert texts(answer) == [("user", text), ("bot", f"'{text}' 잘 받았어요.")]
    assert [m["seq"] for m in answer.json()["messages"]] == [3, 4]
    assert answer.json()["unanswered"] is False
    assert rasa.messages()[-1] == text
    assert history(client)[2:] == answer.json()["messages"]


@pytest.mark.parametrize(
    "blank", ["", "   ", "\n\t\r\n", "\u200b\u200d", "\u3164\u115f", "\x00\x07", "\ufeff", "\u202e"]
)
def test_an_empty_message_is_refused_and_changes_nothing(client: httpx.Client, rasa: RasaPlayer, blank: str) -> None:
    # GIVEN an open conversation
    before = history(client)
    # WHEN a message without anything visible is sent
    answer = say(client, blank)
    # THEN it is refused in Korean, nothing is stored, Rasa hears nothing
    assert answer.status_code == 400
    assert answer.json() == {
        "error": "empty_text",
        "message": "빈 메시지는 보낼 수 없어요. 하고 싶은 말을 적어 주세요.",
    }
    assert history(client) == before
    assert rasa.messages() == ["/greet"]


@pytest.mark.parametrize("length", [2_001, 10_000])
@pytest.mark.parametrize("letter", ["가", "😀"])
def test_a_text_too_long_is_refused_with_its_length(
    client: httpx.Client, rasa: RasaPlayer, letter: str, length: int
) -> None:
    # GIVEN an open conversation
    before = history(client)
    # WHEN a text over the limit is sent
    answer = say(client, letter * length)
    # THEN the refusal counts it and names the limit, and nothing is stored
    assert answer.status_code == 413
    body = answer.json()
    assert (body["error"], body["length"], body["limit"]) == ("text_too_long", length, 2_000)
    assert f"{length:,}자" in body["message"]
    assert "2,000자" in body["message"]
    assert history(client) == before
    assert rasa.messages() == ["/greet"]


def test_a_huge_body_is_refused(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN an open conversation
    # WHEN half a megabyte is sent
    answer = say(client, "가" * 200_000)
    # THEN it is refused in Korean and Rasa hears nothing
    assert answer.status_code == 413
    assert answer.json()["error"] == "body_too_large"
    assert rasa.messages() == ["/greet"]


@pytest.mark.parametrize(
    "typed",
    [
        "/greet",
        "  /greet",
        "\u3000/restart",
        "//greet",
        '/choose{"choice": "mode:simple"}',
        "\u0085/greet",
        "\x00/greet",
    ],
)
def test_a_slash_never_reaches_rasa_as_a_payload(client: httpx.Client, rasa: RasaPlayer, typed: str) -> None:
    # GIVEN somebody who types what Rasa would take for a payload
    # WHEN it is sent
    answer = say(client, typed)
    # THEN what Rasa reads (it strips white space first) does not begin with a slash; the history keeps the typed one
    assert answer.status_code == 200
    assert not rasa.messages()[-1].strip().startswith("/")
    assert answer.json()["messages"][0]["reply"]["text"].startswith("/")


def test_control_characters_are_stripped(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN a text with control characters, an override of direction, half a surrogate pair, a tab and line breaks
    # WHEN it is sent
    typed = json.dumps({"text": "\x1b[31m간\x00호\u202e사\t일\r\n둘째\x7f 줄\ud800"})
    client.post("/api/messages", content=typed, headers={"content-type": "application/json"})
    # THEN Rasa gets plain text
    assert rasa.messages()[-1] == "[31m간호사 일\n둘째 줄"


def test_decomposed_hangul_is_composed(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN Hangul as macOS file names have it (NFD)
    # WHEN it is sent
    say(client, "\u1100\u1161\u11ab\u1112\u1169\u1109\u1161")
    # THEN it arrives in syllables
    assert rasa.messages()[-1] == "간호사"


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        (b"{", {}, 400, "bad_request"),
        (b"[]", {}, 400, "bad_request"),
        (b"{}", {}, 400, "bad_request"),
        (b'{"text": 5}', {}, 400, "bad_request"),
        (b'{"text": "a", "choice": "b"}', {}, 400, "bad_request"),
        (b'{"text": "a", "sender": "b"}', {}, 400, "bad_request"),
        (b'{"again": false}', {}, 400, "bad_request"),
        (b"\xff\xfe", {}, 400, "bad_request"),
        (b"[" * 100_000, {}, 400, "bad_request"),
        (b'{"text": "a", "key": ""}', {}, 400, "bad_key"),
        (b'{"text": "a", "key": 7}', {}, 400, "bad_key"),
        (b'{"text": "a"}', {"content-type": "text/plain"}, 415, "wrong_media_type"),
        (b"text=a", {"content-type": "application/x-www-form-urlencoded"}, 415, "wrong_media_type"),
    ],
)
def test_what_cannot_be_read_is_refused(
    client: httpx.Client, rasa: RasaPlayer, content: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    # GIVEN an open conversation
    # WHEN something else than one clear message is sent
    answer = client.post("/api/messages", content=content, headers={"content-type": "application/json"} | headers)
    # THEN it is refused with a code and a Korean sentence, and Rasa hears nothing
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert re.search("[가-힣]", answer.json()["message"])
    assert rasa.messages() == ["/greet"]


# Choices


def test_a_tap_reaches_rasa_and_shows_its_label(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN a choice that the greeting issued
    # WHEN it is tapped
    answer = client.post("/api/messages", json={"choice": "mode:simple"})
    # THEN Rasa gets its payload, the history its label
    assert answer.status_code == 200
    assert rasa.messages()[-1] == '/choose{"choice": "mode:simple"}'
    assert answer.json()["messages"][0]["reply"] == {"type": "text", "text": "간편입력"}


@pytest.mark.parametrize("choice", ["mode:never", "mode:detail", "", "직업", 'x"}', "\ud800", "a\x00"])
def test_a_choice_not_issued_or_disabled_is_refused(client: httpx.Client, rasa: RasaPlayer, choice: str) -> None:
    # GIVEN an open conversation in which this choice was never issued, or only as disabled
    before = history(client)
    # WHEN it is tapped
    answer = client.post(
        "/api/messages", content=json.dumps({"choice": choice}), headers={"content-type": "application/json"}
    )
    # THEN it is refused in Korean and nothing changes
    assert answer.status_code == 409
    assert answer.json()["error"] == "unknown_choice"
    assert history(client) == before
    assert rasa.messages() == ["/greet"]


def test_a_choice_of_another_session_is_refused(
    gateway: str, client: httpx.Client, client_of: OpenClient, rasa: RasaPlayer
) -> None:
    # GIVEN a choice that only the first person was shown
    rasa.script["목록"] = [contract.choices([Choice("직종 가", "occ:134102")])]
    say(client, "목록")
    other = client_of(gateway)
    other.post("/api/session")
    # WHEN the second person taps it
    refused = other.post("/api/messages", json={"choice": "occ:134102"})
    # THEN it is refused there and works for the first
    assert refused.status_code == 409
    assert client.post("/api/messages", json={"choice": "occ:134102"}).status_code == 200


def test_a_choice_shown_again_as_disabled_is_refused(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN a choice that the bot has since shown as not available
    rasa.script["다시"] = [contract.choices([Choice("간편입력", "mode:simple", disabled=True)])]
    say(client, "다시")
    # WHEN its older button is tapped
    answer = client.post("/api/messages", json={"choice": "mode:simple"})
    # THEN the last state counts
    assert answer.status_code == 409


def test_rasa_buttons_become_choices(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN a Rasa response with buttons, one in the form of a choice and one with an intent
    buttons = [{"title": "예", "payload": '/choose{"choice": "yes"}'}, {"title": "아니요", "payload": "/deny"}]
    rasa.script["단추"] = [{"text": "할까요?", "buttons": buttons}]
    # WHEN they are shown and the second is tapped
    shown = say(client, "단추").json()["messages"]
    yes, no = shown[2]["reply"]["choices"]
    client.post("/api/messages", json={"choice": no["id"]})
    # THEN they are choices with safe ids, and the tap sends the button's own payload
    assert shown[1]["reply"] == {"type": "text", "text": "할까요?"}
    assert (yes["label"], yes["id"], no["label"]) == ("예", "yes", "아니요")
    assert rasa.messages()[-1] == "/deny"


# Order, repetition, pace


def test_two_posts_at_once_do_not_interleave(
    client: httpx.Client, gateway: str, client_of: OpenClient, rasa: RasaPlayer
) -> None:
    # GIVEN a bot that takes 0.2 s a turn, and two tabs of one person
    rasa.pause = 0.2
    tabs = [client, client_of(gateway)]
    tabs[1].cookies.set(COOKIE, client.cookies[COOKIE])
    # WHEN both speak at the same moment
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: say(*pair), zip(tabs, ["하나", "둘"], strict=True)))
    # THEN Rasa got the second only after it had answered the first
    first, second = rasa.received[1:]
    assert second.came >= first.answered
    # AND each answer follows its question in the history, numbered without gaps
    kept = history(client)
    assert [m["seq"] for m in kept] == list(range(1, 7))
    assert [m["from"] for m in kept[2:]] == ["user", "bot", "user", "bot"]
    assert kept[3]["reply"]["text"] == f"'{kept[2]['reply']['text']}' 잘 받았어요."
    assert {texts(answer)[0][1] for answer in answers} == {"하나", "둘"}


def test_different_people_do_not_wait_for_each_other(gateway: str, client_of: OpenClient, rasa: RasaPlayer) -> None:
    # GIVEN two people and a bot that takes 0.3 s a turn
    people = [client_of(gateway), client_of(gateway)]
    for person in people:
        person.post("/api/session")
    rasa.pause = 0.3
    # WHEN both speak at once
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda person: say(person, "안녕"), people))
    # THEN Rasa had both at the same time
    first, second = rasa.received[2:]
    assert second.came < first.answered


def test_a_key_makes_a_message_count_once(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN a message with a key
    first = say(client, "한 번만", key="abc-123")
    # WHEN it is sent again with that key
    again = say(client, "한 번만", key="abc-123")
    # THEN the answer is the same, and Rasa and the history have it once
    assert again.json() == first.json()
    assert rasa.messages() == ["/greet", "한 번만"]
    assert len(history(client)) == 4
    # AND the key cannot stand for something else, but another person may use it
    other = say(client, "다른 말", key="abc-123")
    assert (other.status_code, other.json()["error"]) == (409, "key_reused")


def test_a_key_sent_twice_at_once_counts_once(
    client: httpx.Client, gateway: str, client_of: OpenClient, rasa: RasaPlayer
) -> None:
    # GIVEN a slow bot and a page that sends again before the answer
    rasa.pause = 0.2
    twin = client_of(gateway)
    twin.cookies.set(COOKIE, client.cookies[COOKIE])
    # WHEN the same message with the same key comes twice at once
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda who: say(who, "동시에", key="k1").json(), [client, twin]))
    # THEN both get the one answer
    assert answers[0] == answers[1]
    assert rasa.messages() == ["/greet", "동시에"]


def test_the_same_key_of_two_people_is_two_messages(
    gateway: str, client: httpx.Client, client_of: OpenClient, rasa: RasaPlayer
) -> None:
    # GIVEN two people whose pages made the same key
    other = client_of(gateway)
    other.post("/api/session")
    # WHEN both send with it
    say(client, "나의 말", key="same")
    answer = say(other, "너의 말", key="same")
    # THEN each has a turn of their own
    assert texts(answer)[0] == ("user", "너의 말")
    assert rasa.messages()[-2:] == ["나의 말", "너의 말"]


def test_a_flood_is_slowed_down(client: httpx.Client, gateway: str, client_of: OpenClient, rasa: RasaPlayer) -> None:
    # GIVEN a session that has used all the turns it may take at once
    for _ in range(TURNS_AT_ONCE):
        client.post("/api/messages", json={"choice": "never"})
    # WHEN it sends one more
    answer = say(client, "하나 더")
    # THEN it is asked to wait, in Korean and by header, and Rasa hears nothing
    assert answer.status_code == 429
    assert answer.json()["error"] == "too_many_turns"
    assert 1 <= int(answer.headers["retry-after"]) <= 2
    assert rasa.messages() == ["/greet"]
    # AND another person is not slowed down
    other = client_of(gateway)
    other.post("/api/session")
    assert say(other, "안녕").status_code == 200


# Rasa in trouble


@pytest.mark.parametrize("mode", ["error", "garbage", "object", "empty"])
def test_a_failing_rasa_gives_one_kind_reply_and_keeps_the_message(
    client: httpx.Client, rasa: RasaPlayer, mode: str
) -> None:
    # GIVEN a Rasa that fails in one of its ways
    rasa.mode = mode
    # WHEN something is said
    answer = say(client, "중요한 말", key="k")
    # THEN one Korean reply comes, the message is kept, and the answer says that it is unanswered
    assert answer.status_code == 200
    assert [who for who, _ in texts(answer)] == ["user", "bot"]
    assert texts(answer)[0] == ("user", "중요한 말")
    assert texts(answer)[1][1].startswith(SORRY)
    assert answer.json()["unanswered"] is True
    assert client.get("/api/messages").json()["unanswered"] is True
    # WHEN it is asked again in vain
    vain = client.post("/api/messages", json={"again": True})
    # THEN nothing is said twice
    assert vain.json() == answer.json()
    # WHEN Rasa works again and it is asked again
    rasa.mode = "ok"
    mended = client.post("/api/messages", json={"again": True})
    # THEN the same message is sent and answered, and stands in the history once
    assert mended.json()["unanswered"] is False
    assert texts(mended)[-1] == ("bot", "'중요한 말' 잘 받았어요.")
    assert [m["seq"] for m in history(client)] == [1, 2, 3, 4, 5]
    # AND neither again nor the key sends it another time
    refused = client.post("/api/messages", json={"again": True})
    assert (refused.status_code, refused.json()["error"]) == (409, "nothing_unanswered")
    count = len(rasa.received)
    assert say(client, "중요한 말", key="k").json() == mended.json()
    assert len(rasa.received) == count


def test_a_slow_rasa_is_given_up(settings: Settings, client_of: OpenClient, rasa: RasaPlayer) -> None:
    # GIVEN a gateway that waits 0.3 s and a Rasa that takes longer
    with served(create_app(replace(settings, rasa_timeout=0.3))) as url:
        client = client_of(url)
        client.post("/api/session")
        rasa.pause = 1.0
        # WHEN something is said
        answer = say(client, "느려요")
    # THEN the kind reply comes
    assert texts(answer)[1][1].startswith(SORRY)
    assert answer.json()["unanswered"] is True


def test_a_session_opened_while_rasa_is_down_is_greeted_later(
    settings: Settings, rasa: RasaPlayer, client_of: OpenClient
) -> None:
    # GIVEN a gateway whose Rasa is not there
    port = closed_port()
    with served(create_app(replace(settings, rasa_url=f"http://127.0.0.1:{port}"))) as url:
        client = client_of(url)
        first = client.post("/api/session")
        again = client.post("/api/session")
        # WHEN it comes up and the page is opened again
        with served(rasa.app(), port):
            later = client.post("/api/session")
    # THEN there was one kind reply, and then the greeting
    assert first.status_code == 200
    assert [text.startswith(SORRY) for _, text in texts(first)] == [True]
    assert first.json()["unanswered"] is True
    assert again.json() == first.json()
    assert texts(later)[1:] == [("bot", welcome()[0]["text"]), ("bot", "choices")]
    assert later.json()["unanswered"] is False


def test_a_turn_cut_off_by_a_stop_can_be_asked_again(
    settings: Settings, client_of: OpenClient, rasa: RasaPlayer
) -> None:
    # GIVEN a message that was stored when the gateway died before the answer
    with served(create_app(settings)) as url:
        client = client_of(url)
        client.post("/api/session")
        cookie = client.cookies[COOKIE]
        say(client, "끊긴 말")
    with closing(sqlite3.connect(settings.var / "members.db")) as database, database:
        database.execute("UPDATE gateway_turn SET state = 'open' WHERE id = (SELECT max(id) FROM gateway_turn)")
        database.execute("DELETE FROM gateway_message WHERE turn_id = (SELECT max(id) FROM gateway_turn) AND seq = 4")
    # WHEN another gateway opens the conversation and asks again
    with served(create_app(settings)) as url:
        later = client_of(url)
        later.cookies.set(COOKIE, cookie)
        found = later.post("/api/session").json()
        mended = later.post("/api/messages", json={"again": True})
    # THEN the message was there as unanswered, and is answered now
    assert found["unanswered"] is True
    assert found["messages"][-1]["reply"]["text"] == "끊긴 말"
    assert texts(mended) == [("user", "끊긴 말"), ("bot", "'끊긴 말' 잘 받았어요.")]


def test_a_reply_that_breaks_the_contract_is_left_out(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN an answer of which one part is broken
    rasa.script["반쪽"] = [
        {"custom": {"type": "video"}},
        {"image": "http://elsewhere/x.png"},
        contract.text("성한 부분"),
    ]
    # WHEN it comes
    answer = say(client, "반쪽")
    # THEN the rest is shown
    assert texts(answer)[1:] == [("bot", "성한 부분")]


# Files


def test_files_are_served_to_their_owner_only(
    gateway: str, client: httpx.Client, client_of: OpenClient, rasa: RasaPlayer, settings: Settings
) -> None:
    # GIVEN a picture and a document sent to one person
    folder = settings.var / "files" / rasa.received[0].sender
    folder.mkdir(parents=True)
    (folder / "p1.png").write_bytes(b"\x89PNG-picture")
    (folder / "d1.pdf").write_bytes(b"%PDF-document")
    (folder / "unsent.png").write_bytes(b"never sent")
    rasa.script["자료"] = [contract.image("p1.png", "그림"), contract.document("d1.pdf", "나의 보고서.pdf")]
    rasa.script["없는 자료"] = [contract.image("gone.png", "그림"), contract.image("page.html", "그림")]
    say(client, "자료")
    say(client, "없는 자료")
    other = client_of(gateway)
    other.post("/api/session")
    # WHEN owner and others ask for them
    picture, document = client.get("/images/p1.png"), client.get("/documents/d1.pdf")
    # THEN the owner gets them, of their type and under their name
    assert (picture.status_code, picture.headers["content-type"], picture.content) == (
        200,
        "image/png",
        b"\x89PNG-picture",
    )
    assert document.content == b"%PDF-document"
    assert document.headers["content-disposition"].endswith("%EB%82%98%EC%9D%98%20%EB%B3%B4%EA%B3%A0%EC%84%9C.pdf")
    # AND nobody gets another's, one that was not sent, one of another kind, or one that is not there
    assert other.get("/images/p1.png").status_code == 404
    assert client_of(gateway).get("/images/p1.png").status_code == 401
    for address in (
        "/images/unsent.png",
        "/images/d1.pdf",
        "/images/gone.png",
        "/images/page.html",
        "/images/..%2F..%2Fsecret",
    ):
        assert client.get(address).status_code == 404, address


# The page, health, logs


def test_page_and_headers(gateway: str, client_of: OpenClient) -> None:
    # GIVEN a browser
    client = client_of(gateway)
    # WHEN it loads the page and its parts
    page = client.get("/")
    parts = [client.get(f"/static/{name}") for name in ("chat.js", "chat.css", "page.css", "api.js")] + [
        client.get("/favicon.svg")
    ]
    # THEN they come with a strict policy, and the page has no script or style of its own in it
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for answer in (page, *parts):
        assert answer.status_code == 200
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-cache"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|https?://", page.text)
    assert client.post("/api/session").headers["cache-control"] == "no-store"


def test_unknown_addresses_and_methods_are_answered_in_korean(gateway: str, client_of: OpenClient) -> None:
    # GIVEN a browser
    client = client_of(gateway)
    # WHEN it asks for what is not there
    missing, wrong, outside = (
        client.get("/api/none"),
        client.delete("/api/messages"),
        client.get("/static/..%2f..%2fpyproject.toml"),
    )
    # THEN it is told so
    assert (missing.status_code, missing.json()["error"]) == (404, "not_found")
    assert (wrong.status_code, wrong.json()["error"]) == (405, "wrong_method")
    assert outside.status_code == 404


def test_healthz_says_who_does_not_answer(settings: Settings, client_of: OpenClient, rasa: RasaPlayer) -> None:
    # GIVEN a Rasa whose port is open but whose model is not loaded
    rasa.ready = False
    with served(create_app(settings)) as url:
        loading = client_of(url).get("/healthz")
    rasa.ready = True
    with served(create_app(settings)) as url:
        fine = client_of(url).get("/healthz")
    with served(create_app(replace(settings, actions_url=f"http://127.0.0.1:{closed_port()}"))) as url:
        alone = client_of(url).get("/healthz")
    with served(create_app(replace(settings, rasa_token="wrong"))) as url:
        locked_out = client_of(url).get("/healthz")
    # WHEN health is asked
    # THEN it is well only when both really answer
    assert (loading.status_code, loading.json()) == (503, {"status": "down", "rasa": False, "actions": True})
    assert (fine.status_code, fine.json()) == (200, {"status": "ok"})
    assert (alone.status_code, alone.json()) == (503, {"status": "down", "rasa": True, "actions": False})
    assert locked_out.json()["rasa"] is False


def test_a_broken_database_is_answered_in_korean(settings: Settings, tmp_path: Path, client_of: OpenClient) -> None:
    # GIVEN a conversation in a database that loses a table
    with served(create_app(replace(settings, members_url=f"sqlite:///{tmp_path / 'members.db'}"))) as url:
        client = client_of(url)
        client.post("/api/session")
        drop_messages(tmp_path)
        # WHEN something is said
        answer = say(client, "안녕")
    # THEN the answer is a Korean sentence, without any detail of the failure
    assert answer.status_code == 500
    assert answer.json()["error"] == "broken"
    assert set(answer.json()) == {"error", "message"}


def test_logs_hold_no_words_and_no_cookies(
    settings: Settings, tmp_path: Path, client_of: OpenClient, rasa: RasaPlayer, caplog: pytest.LogCaptureFixture
) -> None:
    # GIVEN everything that is logged, from the finest level on
    caplog.set_level("DEBUG")
    word = "아주사적인말"
    # WHEN turns go well, fail, are refused, and the database breaks
    with served(create_app(replace(settings, members_url=f"sqlite:///{tmp_path / 'members.db'}"))) as url:
        client = client_of(url)
        client.post("/api/session")
        say(client, word)
        rasa.mode = "garbage"
        say(client, word)
        say(client, word * 1000)
        client.get(f"/api/messages?q={word}")
        drop_messages(tmp_path)
        say(client, word)
    of_gateway = [r for r in caplog.records if r.name.startswith(("jobcare", "uvicorn", "sqlalchemy"))]
    logged = "\n".join(f"{r.getMessage()} {r.exc_text} {r.exc_info}" for r in of_gateway)
    # THEN there is a line per turn with session hash, time and number of replies, and the failure of the database
    assert re.search(r"turn session=[0-9a-f]{10} ms=\d+ replies=1 state=answered", logged)
    assert re.search(r"rasa_unavailable session=[0-9a-f]{10} cause=no JSON", logged)
    assert "no such table: gateway_message" in logged
    # AND no word, no cookie, no sender
    assert word not in logged
    assert client.cookies[COOKIE].split(".")[0] not in logged
    assert rasa.received[0].sender not in logged


def drop_messages(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "members.db")) as database, database:
        database.execute("DROP TABLE gateway_message")


def test_old_conversations_are_forgotten(tmp_path: Path) -> None:
    # GIVEN two conversations, one of them not opened for 31 days
    now = [0.0]
    store = SessionStore(f"sqlite:///{tmp_path / 'members.db'}", clock=lambda: now[0])
    old, old_token = store.create()
    store.end(store.begin(old, conversation.GREETING, None, None).turn, read([{"text": "안녕하세요"}]), ANSWERED)
    now[0] = 31 * 24 * 3600.0
    recent, recent_token = store.create()
    # WHEN the store tidies up
    forgotten = store.forget_old()
    # THEN the old one is gone with all it held, the recent one is there
    assert forgotten == [old.sender]
    assert store.find(old_token) is None
    assert store.history(old) == []
    assert store.find(recent_token) == recent
    store.close()


# Where the person is on the walk


def test_progress_is_told_beside_the_messages_and_kept(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN answers that say where the person is, the last of several counting, and one that does not say
    before, now = contract.progress("간편입력", ["가", "나"], 1), contract.progress("간편입력", ["가", "나"], 2)
    rasa.script |= {"앞으로": [before, contract.text("다음이에요."), now], "질문": [contract.text("답이에요.")]}
    assert client.get("/api/messages").json()["progress"] is None
    # WHEN the person gets on
    answer = say(client, "앞으로", key="k")
    # THEN it is told, but is no message
    assert answer.json()["progress"] == now
    assert texts(answer) == [("user", "앞으로"), ("bot", "다음이에요.")]
    # AND it stays through another answer, a sending again, a reload, and a turn without an answer
    assert say(client, "질문").json()["progress"] == now
    assert say(client, "앞으로", key="k").json()["progress"] == now
    assert client.post("/api/session").json()["progress"] == now
    rasa.mode = "error"
    assert say(client, "또").json()["progress"] == now
    assert client.get("/api/messages").json()["progress"] == now
