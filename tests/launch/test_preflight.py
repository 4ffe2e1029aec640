"""Ports and disk space are checked before anything starts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from launch.failure import LaunchError
from launch.preflight import MEGABYTE, require_free_ports, require_space
from launch.settings import ROOT, load_dotenv, read_settings
from launch.stack import free_ports


@pytest.mark.parametrize(
    ("busy", "process", "option"),
    [(0, "gateway", "--port"), (1, "rasa", "--rasa-port"), (2, "actions", "--actions-port")],
)
def test_a_busy_port_is_named_with_its_process_and_option(busy: int, process: str, option: str) -> None:
    # GIVEN three ports of which one is taken
    ports = free_ports(3)
    names = ("JOBCARE_GATEWAY_PORT", "JOBCARE_RASA_PORT", "JOBCARE_ACTIONS_PORT")
    settings = read_settings(dict(zip(names, map(str, ports), strict=True)))
    require_free_ports(settings)
    # WHEN the ports are checked
    with socket.create_server(("127.0.0.1", ports[busy])), pytest.raises(LaunchError) as caught:
        require_free_ports(settings)
    # THEN one line names port, process and option
    message = str(caught.value)
    assert "\n" not in message
    assert f"{ports[busy]}번 포트" in message
    assert process in message
    assert f"launch run {option} " in message


def test_the_command_line_refuses_a_busy_port_before_it_installs_anything(tmp_path: Path) -> None:
    # GIVEN a taken port and an empty var folder
    var = tmp_path / "var"
    environment = os.environ | {"JOBCARE_VAR": str(var)}
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        # WHEN the bot is started on it
        done = subprocess.run(
            [sys.executable, "-m", "launch", "run", "--port", str(port)],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    # THEN it fails with that line alone and has made nothing
    assert done.returncode == 1
    assert f"{port}번 포트" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not var.exists()


def test_low_disk_space_is_told_in_amounts(tmp_path: Path) -> None:
    # GIVEN a folder that does not exist yet, on a disk with 120 MB left
    folder = tmp_path / "not" / "there"
    # WHEN 2.5 GB are needed
    with pytest.raises(LaunchError) as caught:
        require_space(folder, 2500 * MEGABYTE, "설치", free=lambda path: 120 * MEGABYTE)
    # THEN both amounts are in one line
    message = str(caught.value)
    assert "2.5GB" in message
    assert "120MB" in message
    assert "\n" not in message


def test_enough_disk_space_passes(tmp_path: Path) -> None:
    # GIVEN / WHEN / THEN the same folder with exactly as much as needed raises nothing
    require_space(tmp_path / "new", 120 * MEGABYTE, "설치", free=lambda path: 120 * MEGABYTE)


@pytest.mark.parametrize("value", ["0", "65536", "eight", "-1", "80 80", "８０００"])
def test_a_port_that_is_none_is_refused(value: str) -> None:
    # GIVEN / WHEN
    with pytest.raises(LaunchError) as caught:
        read_settings({"JOBCARE_RASA_PORT": value})
    # THEN the variable is named
    assert "JOBCARE_RASA_PORT" in str(caught.value)


def test_two_processes_on_one_port_are_refused() -> None:
    # GIVEN / WHEN / THEN
    with pytest.raises(LaunchError, match="서로 다른 포트"):
        read_settings({"JOBCARE_RASA_PORT": "9000", "JOBCARE_ACTIONS_PORT": "9000"})


def test_dotenv_fills_in_what_is_not_set(tmp_path: Path) -> None:
    # GIVEN a .env file and a variable that is set already
    path = tmp_path / ".env"
    path.write_text("# comment\n\nA=from file\nB = 'quoted = value'\n", encoding="utf-8")
    environ = {"A": "already"}
    # WHEN it is loaded
    load_dotenv(path, environ)
    # THEN the environment wins, quotes are taken off
    assert environ == {"A": "already", "B": "quoted = value"}


def test_a_broken_dotenv_line_is_named_by_number_and_not_shown(tmp_path: Path) -> None:
    # GIVEN a line without "="
    path = tmp_path / ".env"
    path.write_text("A=1\nhunter2\n", encoding="utf-8")
    # WHEN it is loaded
    with pytest.raises(LaunchError) as caught:
        load_dotenv(path, {})
    # THEN the number is told, the content, which may be a secret, is not
    assert "2번째 줄" in str(caught.value)
    assert "hunter2" not in str(caught.value)
