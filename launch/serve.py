"""Run the three processes of the Procfile until one stops or a signal comes (runs in `.venv`).

honcho starts, watches and stops them; this module adds what a person sees: who is ready, the address, and which process
stopped and where its log is.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import sys
import threading
import time
from pathlib import Path
from typing import IO, Callable, Dict, List, Optional

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Message

from launch.child_environment import child_environment
from launch.failure import LaunchError
from launch.health import health_checks
from launch.preflight import SERVE_BYTES, require_free_ports, require_space
from launch.settings import Settings, load_dotenv, read_settings

START_TIMEOUT_SECONDS = 600
REMINDER_SECONDS = 10
POLL_SECONDS = 0.5
LAST_LINES = 5

_STARTED = re.compile(r"^(\w+) started \(pid=(\d+)\)")
_STOPPED = re.compile(r"^(\w+) stopped \(rc=(-?\d+)\)")


class LogFiles:
    """honcho printer that writes each process's output to its own log file and keeps the terminal quiet.

    Attributes:
        pids: process id by name, as far as started.
        first_stopped: name of the process that stopped first.
    """

    def __init__(self, folder: Path, names: List[str], on_all_started: Callable[[Dict[str, int]], None]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.width = 0
        self.pids: Dict[str, int] = {}
        self.first_stopped: Optional[str] = None
        self._names = names
        self._on_all_started = on_all_started
        self._files: Dict[str, IO[str]] = {
            name: log_path(folder, name).open("w", encoding="utf-8", errors="replace", buffering=1) for name in names
        }

    def write(self, message: Message) -> None:
        """Take one line of a process, or one of honcho's own lines about a start or a stop."""
        data = message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else str(message.data)
        if message.name in self._files:
            self._files[message.name].write(data)
            return
        if started := _STARTED.match(data):
            self.pids[started.group(1)] = int(started.group(2))
            if len(self.pids) == len(self._names):
                self._on_all_started(dict(self.pids))
        elif (stopped := _STOPPED.match(data)) and self.first_stopped is None:
            self.first_stopped = stopped.group(1)


class PatientManager(Manager):
    """honcho's manager, with a signal before all processes have started put off until they have."""

    def __init__(self, printer: LogFiles, expected: int) -> None:
        super().__init__(printer)
        self._log_files = printer
        self._expected = expected

    def terminate(self) -> None:
        """Stop all processes."""
        if len(self._log_files.pids) < self._expected:
            threading.Timer(0.1, self.terminate).start()
        else:
            super().terminate()


def log_path(folder: Path, name: str) -> Path:
    """The log file of one process."""
    return folder / (name + ".log")


def state_path(settings: Settings) -> Path:
    """File that names the process ids while the stack runs."""
    return settings.var / "run" / "stack.json"


def serve(settings: Settings) -> int:
    """Start rasa, actions and gateway, say when they are ready, wait until they stop.

    Returns:
        0 after Ctrl-C or SIGTERM, 1 when a process stopped by itself or did not get ready in time.

    Raises:
        LaunchError: a port is in use, the disk is full or there is no trained model.
    """
    require_free_ports(settings)
    require_space(settings.var, SERVE_BYTES, "실행")
    if not settings.model.is_file():
        raise LaunchError("학습한 모델(%s)이 없어요. 먼저 python3 -m launch train 을 실행해 주세요." % settings.model)
    token = os.environ.get("JOBCARE_RASA_TOKEN") or secrets.token_urlsafe(32)
    environment = child_environment(settings)
    environment["JOBCARE_RASA_TOKEN"] = token
    for folder in ("RASA_CACHE_DIRECTORY", "MPLCONFIGDIR"):
        Path(environment[folder]).mkdir(parents=True, exist_ok=True)

    commands = parse_procfile((settings.root / "Procfile").read_text(encoding="utf-8")).processes
    stopping = threading.Event()
    watcher = ReadinessWatch(settings, token, stopping)

    def on_all_started(pids: Dict[str, int]) -> None:
        write_state(settings, pids)
        watcher.start()

    printer = LogFiles(settings.logs, list(commands), on_all_started)
    manager = PatientManager(printer, expected=len(commands))
    watcher.on_timeout = manager.terminate
    for name, command in commands.items():
        manager.add_process(name, command, env=environment, cwd=str(settings.root))

    say("세 프로세스(%s)를 시작해요. 로그: %s" % (", ".join(commands), settings.logs))
    try:
        manager.loop()
    finally:
        stopping.set()
        state_path(settings).unlink(missing_ok=True)

    if manager.returncode in (130, 143):
        say("멈췄어요.")
        return 0
    if not watcher.timed_out and printer.first_stopped is not None:
        path = log_path(settings.logs, printer.first_stopped)
        say("%s 프로세스가 멈춰서 나머지도 멈췄어요. 로그: %s" % (printer.first_stopped, path))
        for line in last_lines(path, LAST_LINES):
            say("    " + line)
    return 1


class ReadinessWatch(threading.Thread):
    """Polls the three health addresses and tells the person which is ready.

    Attributes:
        timed_out: whether not all were ready in time; then `on_timeout` was called.
    """

    def __init__(self, settings: Settings, token: str, stopping: threading.Event) -> None:
        super().__init__(name="readiness", daemon=True)
        self.timed_out = False
        self.on_timeout: Callable[[], None] = lambda: None
        self._settings = settings
        self._waiting = health_checks(settings, token)
        self._stopping = stopping

    def run(self) -> None:
        """Poll until all answer, time is up or the stack stops."""
        begin = reminded = time.monotonic()
        while not self._stopping.wait(POLL_SECONDS):
            for name in [name for name, ready in self._waiting.items() if ready()]:
                del self._waiting[name]
                say("  %s 준비됨 (%.0f초)" % (name, time.monotonic() - begin))
            now = time.monotonic()
            if not self._waiting:
                say("준비됐어요 → %s  (멈추려면 Ctrl-C)" % self._settings.url)
                return
            if now - begin > START_TIMEOUT_SECONDS:
                self.timed_out = True
                say("%d초가 지나도 준비되지 않아서 멈춰요: %s" % (START_TIMEOUT_SECONDS, ", ".join(self._waiting)))
                self.on_timeout()
                return
            if now - reminded > REMINDER_SECONDS:
                reminded = now
                say("  기다리는 중: %s (%.0f초)" % (", ".join(self._waiting), now - begin))


def write_state(settings: Settings, pids: Dict[str, int]) -> None:
    """Note the process ids for tools and tests."""
    path = state_path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"launcher": os.getpid(), **pids}), encoding="utf-8")


def last_lines(path: Path, count: int) -> List[str]:
    """The last non-empty lines of a log."""
    lines = [line.rstrip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    return [line for line in lines if line][-count:]


def say(text: str) -> None:
    """One line for the person at the terminal."""
    print(text, flush=True)


def main() -> int:
    """Entry point of `python -m launch.serve`."""
    try:
        settings = read_settings()
        load_dotenv(settings.root / ".env")
        return serve(read_settings())
    except LaunchError as error:
        print(str(error), file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
