"""Running one long step (an installation, a training) with visible progress and a log."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Callable, Iterable, Mapping, Optional, Sequence

from launch.failure import LaunchError, StepError

REPORT_SECONDS = 15
_NETWORK = (
    "Temporary failure in name resolution",
    "Name or service not known",
    "nodename nor servname",
    "Failed to establish a new connection",
    "NewConnectionError",
    "Network is unreachable",
    "ConnectTimeout",
    "Read timed out",
    "No route to host",
    "Could not fetch URL",
)
_DISK = ("No space left on device", "Disk quota exceeded")


def run_step(
    label: str,
    command: Sequence[str],
    log: Path,
    cwd: Optional[Path] = None,
    env: Optional[Mapping[str, str]] = None,
    advice: Callable[[str], str] = lambda text: "",
) -> None:
    """Run `command`, append its output to `log` and show `label` with the elapsed seconds.

    Args:
        label: what is done, in Korean.
        advice: gives the sentence that says what to do from the output of a failed command, where neither disk nor network
            was the cause; "" for the general one.

    Raises:
        StepError: the command failed; the text holds the last telling line and what to do.
        LaunchError: there is no such command.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    offset = log.stat().st_size if log.exists() else 0
    with log.open("ab") as output, _Ticker(label, begin):
        try:
            done = subprocess.run(
                list(command), stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=cwd, env=env
            )
        except OSError as error:
            raise LaunchError("%s: %s을(를) 실행하지 못했어요(%s)." % (label, command[0], error.strerror)) from error
    seconds = time.monotonic() - begin
    if done.returncode != 0:
        text = log.read_bytes()[offset:].decode("utf-8", "replace")
        hint = known_advice(text) or advice(text) or "로그를 확인하고 다시 시작해 주세요."
        message = "%s: 실패했어요. %s\n%s 로그: %s" % (label, telling_line(text), hint, log)
        raise StepError(message, disk_full=_has(text, _DISK))
    print("%s: 끝 (%.0f초)" % (label, seconds), flush=True)


def telling_line(output: str) -> str:
    """The last line that names an error, else the last line that says anything."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or [""])[-1][:300]


def known_advice(output: str) -> str:
    """What to do about a full disk or a missing network; "" if the output shows neither."""
    if _has(output, _DISK):
        return "디스크가 꽉 찼어요. 자리를 비우고 다시 시작해 주세요."
    if _has(output, _NETWORK):
        return "패키지 서버에 연결하지 못했어요. 인터넷 연결이나 pip 설정을 확인하고 다시 시작해 주세요."
    return ""


def _has(output: str, signs: Iterable[str]) -> bool:
    return any(sign in output for sign in signs)


class _Ticker:
    """Shows that a step is still going: on a terminal every second in place, else a line now and then."""

    def __init__(self, label: str, begin: float) -> None:
        self._label = label
        self._begin = begin
        self._interactive = sys.stdout.isatty()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        if not self._interactive:
            print("%s …" % self._label, flush=True)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        if self._interactive:
            print("\r\033[K", end="", flush=True)

    def _run(self) -> None:
        while not self._stop.wait(1 if self._interactive else REPORT_SECONDS):
            elapsed = time.monotonic() - self._begin
            if self._interactive:
                print("\r\033[K%s … %.0f초" % (self._label, elapsed), end="", flush=True)
            else:
                print("%s … %.0f초" % (self._label, elapsed), flush=True)
