"""The real three processes for tests and measurements: on free ports, with a `var` folder of their own."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Sequence

from launch.child_environment import child_environment
from launch.failure import LaunchError
from launch.health import health_checks
from launch.settings import Settings, read_settings

READY_SECONDS = 300
STOP_SECONDS = 20
_POLL_SECONDS = 0.3
_PORTS = range(20000, 32000)


def free_ports(count: int) -> List[int]:
    """Different loopback ports that nobody listens on.

    They lie below the range from which systems take ports for outgoing connections: a port from that range can be taken,
    even by the very poll that waits for it, before its process has bound it.
    """
    found: List[int] = []
    for port in random.SystemRandom().sample(_PORTS, len(_PORTS)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        found.append(port)
        if len(found) == count:
            return found
    raise LaunchError("비어 있는 포트를 찾지 못했어요.")


class Stack:
    """Context manager that starts `launch.serve`, waits until all three processes answer, and stops them.

    The trained model, the environments, the indexes and, unless `extra` says otherwise, the knowledge base are those of
    the checkout; members, sessions, conversations and logs are kept under `var`.

    Attributes:
        url: address of the gateway.
        rasa_url: address of Rasa.
        actions_url: address of the action server.
        rasa_token: API token of this Rasa.
        pids: process id by name (`rasa`, `actions`, `gateway`, `launcher`).
        logs: folder of the logs.
    """

    def __init__(self, var: Path, extra: Optional[Mapping[str, str]] = None, wrapper: Sequence[str] = ()) -> None:
        """Prepare a stack.

        Args:
            var: an own folder; made if missing.
            extra: environment variables on top.
            wrapper: a command in front of the launcher's, such as a tracer; it must keep the process id.
        """
        base = read_settings()
        gateway_port, rasa_port, actions_port = free_ports(3)
        self.settings: Settings = dataclasses.replace(
            base,
            var=var,
            gateway_host="127.0.0.1",
            gateway_port=gateway_port,
            rasa_port=rasa_port,
            actions_port=actions_port,
        )
        self.rasa_token = secrets.token_urlsafe(16)
        self.pids: Dict[str, int] = {}
        self._wrapper = list(wrapper)
        self._shared = base.var
        self._environment = self._make_environment(base, extra or {})
        self._process: Optional[subprocess.Popen] = None

    @property
    def url(self) -> str:
        """Address of the gateway."""
        return self.settings.url

    @property
    def rasa_url(self) -> str:
        """Address of Rasa."""
        return self.settings.rasa_url

    @property
    def actions_url(self) -> str:
        """Address of the action server."""
        return self.settings.actions_url

    @property
    def logs(self) -> Path:
        """Folder of the logs."""
        return self.settings.logs

    def __enter__(self) -> Stack:
        """Start and wait until all answer.

        Raises:
            LaunchError: a process stopped or did not get ready; holds what the launcher said.
        """
        self.settings.logs.mkdir(parents=True, exist_ok=True)
        self._share_indexes()
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [*self._wrapper, str(self.settings.app_python), "-m", "launch.serve"],
                cwd=str(self.settings.root),
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise
        self.pids = json.loads((self.settings.var / "run" / "stack.json").read_text(encoding="utf-8"))
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal to the launcher and wait until it and the three processes are gone; returns its exit code."""
        process = self._process
        if process is None:
            return 0
        if process.poll() is None:
            process.send_signal(number)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                for pid in self.pids.values():
                    if alive(pid):
                        os.kill(pid, signal.SIGKILL)
        return process.wait()

    def wait(self, seconds: float) -> int:
        """Wait until the launcher stops by itself; returns its exit code.

        Raises:
            subprocess.TimeoutExpired: it has not.
        """
        if self._process is None:
            raise RuntimeError("the stack was not started")
        return self._process.wait(seconds)

    def said(self) -> str:
        """What the launcher printed so far."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    @property
    def _output(self) -> Path:
        return self.settings.logs / "serve.out"

    def _make_environment(self, base: Settings, extra: Mapping[str, str]) -> Dict[str, str]:
        unset = ("JOBCARE_TRACKER_DB", "JOBCARE_MEMBERS_URL")
        clean = {key: value for key, value in os.environ.items() if key not in unset}
        environment = child_environment(self.settings, clean)
        environment["JOBCARE_RASA_TOKEN"] = self.rasa_token
        environment["JOBCARE_MEMBERS_URL"] = "sqlite:///%s" % (self.settings.var / "members.db")
        environment.setdefault("JOBCARE_KNOWLEDGE_URL", "sqlite:///%s" % (base.var / "knowledge.db"))
        environment.update(extra)
        return environment

    def _share_indexes(self) -> None:
        """Building them takes most of a first start, and they depend on the knowledge base alone."""
        for name in ("index", "duties"):
            own, shared = self.settings.var / name, self._shared / name
            if not own.exists():
                shared.mkdir(parents=True, exist_ok=True)
                own.symlink_to(shared, target_is_directory=True)

    def _wait_until_ready(self) -> None:
        waiting = health_checks(self.settings, self.rasa_token)
        deadline = time.monotonic() + READY_SECONDS
        while waiting:
            if self._process is None or self._process.poll() is not None or time.monotonic() > deadline:
                raise LaunchError("준비되지 않았어요(%s).\n%s" % (", ".join(waiting), self.said()))
            time.sleep(_POLL_SECONDS)
            for name in [name for name, ready in waiting.items() if ready()]:
                del waiting[name]


def alive(pid: int) -> bool:
    """Whether a process with this id exists and is more than an unreaped entry."""
    try:
        status = Path("/proc/%d/stat" % pid).read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
