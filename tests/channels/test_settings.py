"""Settings from the environment, the signing secret, the pace, and the process itself."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.channels import settings as configuration
from bot.channels.limits import TURNS_AT_ONCE, Pace
from bot.channels.settings import SettingsError
from tests.channels.loopback import RasaPlayer, closed_port, served, welcome

ROOT = Path(__file__).parents[2]


def test_defaults_are_those_of_the_architecture(tmp_path: Path) -> None:
    # GIVEN an environment that names only the folder
    # WHEN it is read
    settings = configuration.read({"JOBCARE_VAR": str(tmp_path / "var")})
    # THEN the documented defaults hold, and neither secret nor token shows when it is printed
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert (settings.rasa_url, settings.actions_url) == ("http://127.0.0.1:5005", "http://127.0.0.1:5055")
    assert settings.members_url == f"sqlite:///{tmp_path / 'var' / 'members.db'}"
    assert settings.secret not in repr(settings)


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    # GIVEN a first start
    first = configuration.read({"JOBCARE_VAR": str(tmp_path)})
    # WHEN it is started again
    second = configuration.read({"JOBCARE_VAR": str(tmp_path)})
    # THEN the secret is the same, long, and only its owner may read it
    assert first.secret == second.secret
    assert len(first.secret) == 64
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"JOBCARE_GATEWAY_PORT": "eighty"}, "JOBCARE_GATEWAY_PORT"),
        ({"JOBCARE_RASA_PORT": "70000"}, "JOBCARE_RASA_PORT"),
        ({"JOBCARE_SECRET": "short"}, "JOBCARE_SECRET"),
        ({"JOBCARE_PUBLIC_URL": "jobcare.example"}, "JOBCARE_PUBLIC_URL"),
        ({"JOBCARE_EMBED_ORIGINS": "https://a.example/page"}, "JOBCARE_EMBED_ORIGINS"),
        ({"JOBCARE_EMBED_ORIGINS": "*"}, "JOBCARE_EMBED_ORIGINS"),
        ({"JOBCARE_KAKAO_PATH": "a-long-enough-path"}, "JOBCARE_KAKAO_KEY"),
        ({"JOBCARE_TELEGRAM_TOKEN": "1:a", "JOBCARE_TELEGRAM_WEBHOOK_SECRET": "s"}, "JOBCARE_TELEGRAM_WEBHOOK_SECRET"),
        (
            {"JOBCARE_TELEGRAM_TOKEN": "1:a", "JOBCARE_TELEGRAM_WEBHOOK_SECRET": "a-long-enough-secret"},
            "JOBCARE_PUBLIC_URL",
        ),
        ({"JOBCARE_KAKAO_PATH": "short", "JOBCARE_KAKAO_KEY": "a-long-enough-key"}, "JOBCARE_KAKAO_PATH"),
        ({"JOBCARE_KAKAO_PATH": "a/long/enough/path", "JOBCARE_KAKAO_KEY": "a-long-enough-key"}, "JOBCARE_KAKAO_PATH"),
        ({"JOBCARE_DESK_HOURS": "weekdays"}, "JOBCARE_DESK_HOURS"),
        ({"JOBCARE_DESK_HOLIDAYS": "12/25"}, "JOBCARE_DESK_HOLIDAYS"),
    ],
)
def test_unusable_values_are_named(tmp_path: Path, environment: dict[str, str], named: str) -> None:
    # GIVEN a value that cannot be used
    # WHEN the environment is read
    # THEN a Korean sentence names the variable, and the value of a secret is not in it
    with pytest.raises(SettingsError) as refusal:
        configuration.read({"JOBCARE_VAR": str(tmp_path)} | environment)
    assert named in str(refusal.value)
    assert "short" not in str(refusal.value)


def test_a_truncated_secret_is_not_used(tmp_path: Path) -> None:
    # GIVEN a secret file that a full disk left empty
    (tmp_path / "secret").write_text("")
    # WHEN the environment is read
    # THEN nothing is signed with it
    with pytest.raises(SettingsError, match="secret"):
        configuration.read({"JOBCARE_VAR": str(tmp_path)})


def test_pace_refills_with_time() -> None:
    # GIVEN a sender that used up its turns
    now = [0.0]
    pace = Pace(clock=lambda: now[0])
    taken = [pace.wait("a") for _ in range(TURNS_AT_ONCE)]
    # WHEN it goes on at once, and after two seconds
    at_once = pace.wait("a")
    now[0] += 2.0
    later = [pace.wait("a"), pace.wait("a")]
    # THEN it waits two seconds for each further turn, and others are not concerned
    assert taken == [0.0] * TURNS_AT_ONCE
    assert at_once == pytest.approx(2.0)
    assert later == [0.0, pytest.approx(2.0)]
    assert pace.wait("b") == 0.0


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    processes: list[subprocess.Popen[bytes]] = []
    yield processes
    for process in processes:
        process.kill()
        process.wait()


def start(tmp_path: Path, ports: dict[str, int], *arguments: str) -> subprocess.Popen[bytes]:
    environment = {name: str(port) for name, port in ports.items()}
    with (tmp_path / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "bot.channels", *arguments],
            cwd=ROOT,
            env=os.environ | environment | {"JOBCARE_VAR": str(tmp_path), "JOBCARE_RASA_TOKEN": "rasa-token"},
            stdout=log,
            stderr=log,
        )


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).status_code == 200
    except httpx.ConnectError:
        return False


def until(condition, seconds: float = 20.0) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_the_process_listens_only_when_rasa_is_ready(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    # GIVEN a Rasa whose port is open while its model still loads
    rasa = RasaPlayer(ready=False, script={"/greet": welcome()})
    port = closed_port()
    with served(rasa.app()) as rasa_url:
        rasa_port = int(rasa_url.rsplit(":", 1)[1])
        ports = {"JOBCARE_GATEWAY_PORT": port, "JOBCARE_RASA_PORT": rasa_port, "JOBCARE_ACTIONS_PORT": rasa_port}
        # WHEN the gateway is started with --wait
        process = start(tmp_path, ports, "--wait")
        started.append(process)
        log = tmp_path / "log"
        until(lambda: "ready process=actions" in log.read_text())
        # THEN it is alive but does not listen
        assert process.poll() is None
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"http://127.0.0.1:{port}/", trust_env=False)
        # WHEN the model is loaded
        rasa.ready = True
        # THEN it listens and talks, and a stop signal ends it cleanly
        until(lambda: answers(port))
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            assert len(client.post("/api/session").json()["messages"]) == 2
            assert client.post("/api/messages", json={"text": "아주사적인말"}).status_code == 200
        process.send_signal(signal.SIGTERM)
        process.wait(15)
    # AND its log has a line for the turn, but no word of it and no token
    written = log.read_text()
    assert re.search(r"turn session=\w+ ms=\d+ replies=1 state=answered", written)
    assert "아주사적인말" not in written
    assert "rasa-token" not in written


def test_the_process_says_in_one_line_what_is_wrong(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    # GIVEN a port that is none
    # WHEN the gateway is started
    process = start(tmp_path, {"JOBCARE_GATEWAY_PORT": 99999})
    started.append(process)
    # THEN it ends with one Korean line
    assert process.wait(20) == 1
    written = (tmp_path / "log").read_text().splitlines()
    assert len(written) == 1
    assert "JOBCARE_GATEWAY_PORT" in written[0]
