"""`jobcare talk` as a program of its own against a real gateway with a played Rasa."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.replies import contract
from bot.replies.contract import Choice
from jobcare.commands.talk import as_text
from tests.channels.conftest import gateway, rasa, rasa_player, rasa_url, settings  # noqa: F401  (fixtures)
from tests.channels.loopback import RasaPlayer, closed_port, tap

ROOT = Path(__file__).parents[2]


def talk(typed: str | bytes, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "jobcare", "talk", *arguments],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | environment,
        timeout=60,
    )


def test_json_lines_are_the_replies_as_sent(gateway: str, rasa: RasaPlayer) -> None:  # noqa: F811
    # GIVEN a script of a text, a number, a tap, a blank line and a tap that was never offered
    typed = "드론 조종\n1\n#tap mode:simple\n\n#tap never:offered"
    # WHEN it is piped in
    done = talk(typed, "--url", gateway, "--json")
    # THEN the greeting, each answer and each refusal stand on a line of JSON as they were sent
    assert done.returncode == 0
    assert done.stderr == b""
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [line["type"] for line in lines[:2]] == ["text", "choices"]
    assert lines[1]["choices"][0] == {
        "label": "간편입력", "id": "mode:simple", "selected": False, "disabled": False,
    }  # fmt: skip
    assert [line["text"] for line in lines[2:4]] == ["'드론 조종' 잘 받았어요.", "'1' 잘 받았어요."]
    assert [line.get("error") for line in lines[5:]] == ["empty_text", "unknown_choice"]
    # AND Rasa got the texts as typed and the tap as a choice
    assert rasa.messages() == ["/greet", "드론 조종", "1", tap("mode:simple")]


def test_plain_output_is_for_people(gateway: str, rasa: RasaPlayer) -> None:  # noqa: F811
    # GIVEN a bot that answers with a table
    rasa.script["표"] = [contract.table("비교", ["항목", "간호사"], [["교육", "대졸"], ["a", "b"]], "시험용 (2026년)")]
    # WHEN a person asks for it, and sends a blank line
    done = talk("표\n\n", "--url", gateway)
    # THEN choices are numbered, the table is aligned, the refusal is a sentence
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "안녕하세요, 잡케어봇이에요.",
        "관심 있는 일을 함께 찾아 드려요.",
        "  1. 간편입력",
        "  2. 상세입력 (지금은 고를 수 없음)",
        "[표] 비교",
        "항목 | 간호사",
        "-----+-------",
        "교육 | 대졸",
        "a    | b",
        "시험용 (2026년)",
        "! 빈 메시지는 보낼 수 없어요. 하고 싶은 말을 적어 주세요.",
    ]


def test_address_comes_from_the_environment(gateway: str, rasa: RasaPlayer) -> None:  # noqa: F811
    # GIVEN a gateway on a port of its own
    port = gateway.rsplit(":", 1)[1]
    # WHEN nobody says where it is but the environment
    done = talk("", JOBCARE_GATEWAY_PORT=port)
    # THEN it is found, and the end of input ends the talk well
    assert done.returncode == 0
    assert "잡케어봇이에요" in done.stdout.decode()


def test_bytes_that_are_no_text_do_not_end_the_talk(gateway: str, rasa: RasaPlayer) -> None:  # noqa: F811
    # GIVEN input with a byte that is no UTF-8
    # WHEN it is piped in
    done = talk(b"\xff\xfe go\nnext\n", "--url", gateway)
    # THEN it is sent as far as it can be read, and the next line too
    assert done.returncode == 0
    assert rasa.messages()[2] == "next"


@pytest.mark.parametrize("url", [f"http://127.0.0.1:{closed_port()}", "nonsense", "http://[", "ftp://127.0.0.1"])
def test_unreachable_gateway_is_one_line(url: str) -> None:
    # GIVEN an address at which no gateway answers
    # WHEN somebody wants to talk
    done = talk("안녕\n", "--url", url)
    # THEN one line says so and the exit code is 1
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.decode().splitlines()) == 1
    assert "연결하지 못했어요" in done.stderr.decode()


def test_another_server_is_told_apart(rasa_url: str) -> None:  # noqa: F811
    # GIVEN the address of a server that is no gateway
    # WHEN somebody wants to talk
    done = talk("안녕\n", "--url", rasa_url)
    # THEN one line says that it is not the bot
    assert done.returncode == 1
    assert "잡케어봇이 아니에요" in done.stderr.decode()


def test_every_other_reply_has_a_text_form() -> None:
    # GIVEN replies that a terminal cannot show
    # WHEN they are put into words
    shown = [
        as_text(contract.image("a.png", "막대그래프")),
        as_text(contract.document("a.pdf", "보고서.pdf")),
        as_text(contract.choices([Choice("가", "a", selected=True), Choice("나", "b")], multiple=True)),
    ]
    # THEN alt text, file name and states are said
    assert shown == [
        "[그림] 막대그래프",
        "[문서] 보고서.pdf",
        "  1. 가 ✓\n  2. 나\n  (여러 개를 고를 수 있어요. 예: 1, 3)",
    ]
