"""Nothing leaves the machine at start, training or run."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import httpx
import pytest

from launch.child_environment import child_environment
from launch.knowledge import build_knowledge
from launch.settings import ROOT, read_settings
from launch.stack import Stack
from launch.training import train
from tests.launch.outbound import guard_environment, recorded, traced_outbound, tracer
from tests.launch.tiny_project import write_tiny_project

PUBLIC_ADDRESS = "192.0.2.1"  # reserved for documentation (RFC 5737): nobody answers there
ATTEMPTS = f"""
import socket
for attempt in (
    lambda: socket.create_connection(("{PUBLIC_ADDRESS}", 80), 0.2),
    lambda: socket.getaddrinfo("example.invalid", 80),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("{PUBLIC_ADDRESS}", 9)),
):
    try:
        attempt()
    except OSError:
        pass
"""


@pytest.mark.parametrize("interpreter", ["app_python", "rasa_python"])
def test_the_guard_notices_every_kind_of_attempt(interpreter: str, tmp_path: Path) -> None:
    # GIVEN a process of either environment under the guard
    record = tmp_path / "record"
    python = str(getattr(read_settings(), interpreter))
    environment = child_environment(read_settings()) | guard_environment(record, str(ROOT))
    # WHEN it tries to connect, to look up a name and to send a datagram
    subprocess.run([python, "-c", ATTEMPTS], env=environment, check=True, timeout=60)
    # THEN each attempt is on record
    assert [line.split()[0] for line in recorded(record)] == [
        "socket.getaddrinfo",
        "socket.getaddrinfo",
        "socket.sendto",
    ]


def test_the_tracer_notices_an_attempt_and_lets_loopback_pass(tmp_path: Path) -> None:
    # GIVEN a process under the tracer
    trace = tmp_path / "trace"
    wrapper = tracer(trace)
    if not wrapper:
        pytest.skip("strace is not installed or not allowed here; the guard alone watches")
    code = (
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
        f"s.connect(('127.0.0.1', 9)); s.connect(('{PUBLIC_ADDRESS}', 9))"
    )
    # WHEN it connects to this machine and to another one
    subprocess.run([*wrapper, str(read_settings().app_python), "-c", code], check=False, timeout=60)
    # THEN only the other one is reported
    deadline = time.monotonic() + 10
    while not traced_outbound(trace) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [PUBLIC_ADDRESS in line for line in traced_outbound(trace)] == [True]


@pytest.mark.slow
def test_training_makes_no_outbound_connection(tmp_path: Path) -> None:
    # GIVEN a small Rasa project and a guard over every process
    write_tiny_project(tmp_path)
    record, trace = tmp_path / "record", tmp_path / "trace"
    settings = read_settings()
    environment = child_environment(settings) | guard_environment(record, str(ROOT))
    environment["RASA_CACHE_DIRECTORY"] = str(tmp_path / "cache")
    command = [str(settings.rasa_python), "-m", "rasa", "train", "--data", "bot/data", "--out", "models"]
    # WHEN a model is trained
    done = subprocess.run([*tracer(trace), *command], cwd=tmp_path, env=environment, capture_output=True, check=False)
    # THEN there is a model and nothing tried to leave the machine
    assert done.returncode == 0, done.stderr.decode()[-1000:]
    assert list((tmp_path / "models").glob("*.tar.gz"))
    assert recorded(record) == []
    assert traced_outbound(trace) == []


@pytest.mark.stack
@pytest.mark.slow
def test_the_three_processes_make_no_outbound_connection(tmp_path: Path) -> None:
    # GIVEN the real three processes, all under guard, and a conversation of a few turns
    settings = read_settings()
    build_knowledge(settings)
    train(settings)
    record, trace = tmp_path / "record", tmp_path / "trace"
    # WHEN they start, talk and stop
    with Stack(tmp_path / "var", guard_environment(record, str(ROOT)), tracer(trace)) as stack:
        with httpx.Client(base_url=stack.url, timeout=60, trust_env=False) as client:
            assert client.post("/api/session").status_code == 200
            for text in ("네", "네", "파이썬이랑 드론 조종에 관심 있어요", "간호사 채용공고 보여줘", "도움말"):
                assert client.post("/api/messages", json={"text": text}).status_code == 200
        stack.stop()
    # THEN nothing tried to leave the machine
    assert recorded(record) == []
    assert traced_outbound(trace) == []
