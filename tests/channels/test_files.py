"""Files that a person sends: kept for one turn, readable by nobody else, gone afterwards."""

import stat
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.limits import FILE_MAX_BYTES
from bot.channels.settings import Settings
from bot.replies import contract
from tests.channels.conftest import OpenClient
from tests.channels.loopback import RasaPlayer, wait_until

OCTETS = {"Content-Type": "application/octet-stream"}


def send(client: httpx.Client, content: bytes, name: str = "이력서.pdf", **more: Any) -> httpx.Response:
    return client.post("/api/files", params={"name": name} | more, content=content, headers=OCTETS)


def uploads(settings: Settings, rasa: RasaPlayer) -> list[Path]:
    return list((settings.var / "uploads" / rasa.received[0].sender).glob("*"))


def test_a_file_is_a_turn_and_gone_after_it(client: httpx.Client, rasa: RasaPlayer, settings: Settings) -> None:
    # GIVEN a conversation
    # WHEN a résumé is sent
    answer = send(client, b"%PDF resume")
    # THEN Rasa was told its id, the history shows its name, and the file is gone
    assert answer.status_code == 200
    mine, reply = answer.json()["messages"]
    assert mine["reply"]["text"] == "[파일] 이력서.pdf"
    payload = rasa.messages()[-1]
    assert payload.startswith('/choose{"choice": "file:')
    assert "잘 받았어요" in reply["reply"]["text"]
    assert uploads(settings, rasa) == []


def test_an_unanswered_file_waits_privately_and_can_be_asked_again(
    client: httpx.Client, rasa: RasaPlayer, settings: Settings
) -> None:
    # GIVEN Rasa down
    rasa.mode = "error"
    assert send(client, b"%PDF resume").json()["unanswered"] is True
    [kept] = uploads(settings, rasa)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_bytes() == b"%PDF resume"
    # WHEN it is asked once more
    rasa.mode = "ok"
    assert client.post("/api/messages", json={"again": True}).json()["unanswered"] is False
    # THEN the file is gone
    assert kept.name in rasa.messages()[-1]
    assert not kept.exists()


def test_a_repeated_key_sends_nothing_twice(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN a file that was sent with a key
    first = send(client, b"a", key="k1")
    # WHEN the same comes again
    second = send(client, b"a", key="k1")
    # THEN the answer is the first one's
    assert second.json() == first.json()
    assert len(rasa.messages()) == 2


@pytest.mark.parametrize(
    ("content", "status", "code"), [(b"", 400, "empty_file"), (b"x" * (FILE_MAX_BYTES + 1), 413, "file_too_large")]
)
def test_what_cannot_be_taken_changes_nothing(
    client: httpx.Client, rasa: RasaPlayer, settings: Settings, content: bytes, status: int, code: str
) -> None:
    # GIVEN a conversation
    # WHEN nothing, or too much is sent
    answer = send(client, content)
    # THEN it is refused with a reason, nothing is kept and Rasa is not asked
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert answer.json()["message"].endswith("요.")
    assert uploads(settings, rasa) == []
    assert rasa.messages() == ["/greet"]


def test_a_form_of_another_site_cannot_send_files(client: httpx.Client, rasa: RasaPlayer) -> None:
    # GIVEN a body as an HTML form sends it
    # WHEN it comes with the cookie
    answer = client.post("/api/files", files={"file": ("a.pdf", b"x")})
    # THEN it is refused
    assert answer.status_code == 415
    assert rasa.messages() == ["/greet"]


def test_a_stranger_cannot_send(gateway: str, rasa: RasaPlayer) -> None:
    # GIVEN somebody without a conversation
    # WHEN they send a file
    answer = httpx.post(f"{gateway}/api/files", content=b"x", headers=OCTETS, trust_env=False)
    # THEN it is refused
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\문서\\내 이력서.docx", "[파일] 내 이력서.docx"),
        ("../../etc/passwd", "[파일] passwd"),
        ("a\u202egnp.exe\n", "[파일] agnp.exe"),
        ("", "[파일] 파일"),
        ("가" * 300, "[파일] " + "가" * 120),
    ],
)
def test_names_are_shown_without_tricks(client: httpx.Client, name: str, shown: str) -> None:
    # GIVEN a file with an odd name
    # WHEN it is sent
    answer = send(client, b"x", name)
    # THEN only its harmless last part is shown
    assert answer.json()["messages"][0]["reply"]["text"] == shown


def test_deleting_ones_data_deletes_the_files(client: httpx.Client, rasa: RasaPlayer, settings: Settings) -> None:
    # GIVEN a conversation with a chart on the disk
    folder = settings.var / "files" / rasa.received[0].sender
    folder.mkdir(parents=True)
    (folder / "chart.png").write_bytes(b"x")
    rasa.script["내 정보 삭제"] = [contract.text("모두 지웠어요."), contract.forgotten()]
    # WHEN the person has their data deleted
    client.post("/api/messages", json={"text": "내 정보 삭제"})
    # THEN the chart is gone too
    assert not folder.exists()


def test_deleting_ones_data_empties_the_joined_conversations_too(
    client: httpx.Client, rasa: RasaPlayer, settings: Settings, gateway: str, client_of: OpenClient
) -> None:
    # GIVEN two conversations of one person, each with a chart on the disk and a history, and somebody else's
    other, stranger = client_of(gateway), client_of(gateway)
    other.post("/api/session")
    stranger.post("/api/session")
    other.post("/api/messages", json={"text": "초롱꽃"})
    stranger.post("/api/messages", json={"text": "은방울"})
    senders = [rasa.received[0].sender, rasa.received[1].sender, rasa.received[2].sender]
    for sender in senders:
        folder = settings.var / "files" / sender
        folder.mkdir(parents=True)
        (folder / "chart.png").write_bytes(b"x")
    rasa.script["내 정보 삭제"] = [contract.text("모두 지웠어요."), contract.forgotten([senders[1], "long gone"])]
    last = other.get("/api/messages").json()["messages"][-1]["seq"]
    # WHEN the person has their data deleted in the first
    shown = client.post("/api/messages", json={"text": "내 정보 삭제"}).json()["messages"]
    # THEN nothing of the other is left but a sentence that says so, which an open page takes for new; nobody else is touched
    wait_until(lambda: "초롱꽃" not in other.get("/api/messages").text)
    left = other.get("/api/messages").json()["messages"]
    assert [message["seq"] > last for message in left] == [True]
    assert "이 대화도 비웠어요" in left[0]["reply"]["text"]
    wait_until(lambda: not (settings.var / "files" / senders[1]).exists())
    assert (settings.var / "files" / senders[2]).exists()
    assert "은방울" in stranger.get("/api/messages").text
    assert senders[1] not in str(shown)
    # WHEN the person goes on there  THEN the conversation works
    again = other.post("/api/messages", json={"text": "안녕"}).json()["messages"]
    assert [message["from"] for message in again] == ["user", "bot"]
