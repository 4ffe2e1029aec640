"""The real three processes: ready means usable, one that dies takes the others along, nothing is left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from launch.knowledge import build_knowledge
from launch.settings import read_settings
from launch.stack import Stack, alive
from launch.training import train

pytestmark = [pytest.mark.stack, pytest.mark.slow]
NAMES = {"rasa", "actions", "gateway", "launcher"}


@pytest.fixture(scope="module", autouse=True)
def _made() -> None:
    settings = read_settings()
    build_knowledge(settings)
    train(settings)


def _within(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _all_gone(pids: dict[str, int]) -> bool:
    return _within(10, lambda: not any(alive(pid) for pid in pids.values()))


def test_ready_means_that_all_answer_and_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    # GIVEN a started stack
    with Stack(tmp_path / "var with space") as stack:
        pids = dict(stack.pids)
        assert pids.keys() == NAMES
        # WHEN the doors are tried
        with httpx.Client(trust_env=False, timeout=30) as client:
            # THEN all answer, Rasa's API only with the token
            assert client.get(stack.url + "/healthz").status_code == 200
            assert client.get(stack.actions_url + "/health").status_code == 200
            parse = stack.rasa_url + "/model/parse"
            assert client.post(parse, json={"text": "안녕"}).status_code == 401
            assert client.post(parse, params={"token": stack.rasa_token}, json={"text": "안녕"}).status_code == 200
        # and the token is in no command line
        for name in NAMES:
            assert stack.rasa_token.encode() not in Path(f"/proc/{pids[name]}/cmdline").read_bytes()
        # and the launcher tells the address soon after
        assert _within(10, lambda: f"준비됐어요 → {stack.url}" in stack.said())
        # WHEN Ctrl-C comes
        code = stack.stop(signal.SIGINT)
    # THEN the launcher ends well and no process is left
    assert code == 0
    assert _all_gone(pids)


@pytest.mark.parametrize("victim", ["actions", "rasa"])
def test_when_one_process_dies_the_others_stop_and_its_log_is_named(victim: str, tmp_path: Path) -> None:
    # GIVEN a started stack
    with Stack(tmp_path) as stack:
        pids = dict(stack.pids)
        # WHEN one process is killed
        os.kill(pids[victim], signal.SIGKILL)
        code = stack.wait(30)
        said = stack.said()
    # THEN the launcher fails, says which one, and nothing is left
    assert code == 1
    assert f"{victim} 프로세스가 멈춰서" in said
    assert str(stack.logs / f"{victim}.log") in said
    assert _all_gone(pids)
