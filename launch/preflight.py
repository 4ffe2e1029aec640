"""What is checked before anything is started: free ports and free disk space."""

from __future__ import annotations

import errno
import shutil
import socket
from pathlib import Path
from typing import Callable

from launch.failure import LaunchError
from launch.settings import Settings

MEGABYTE = 1_000_000
SERVE_BYTES = 200 * MEGABYTE
"""Room for logs, databases and the unpacked model while the bot runs."""


def require_free_ports(settings: Settings) -> None:
    """Make sure that the three ports can be bound.

    Raises:
        LaunchError: a port is in use or not allowed; names it, the process that wants it and the option to change it.
    """
    wanted = (
        ("gateway", settings.gateway_host, settings.gateway_port, "--port"),
        ("rasa", "127.0.0.1", settings.rasa_port, "--rasa-port"),
        ("actions", "127.0.0.1", settings.actions_port, "--actions-port"),
    )
    for process, host, port, option in wanted:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                change = "다른 번호로 시작해 보세요: python3 -m launch run %s %d" % (option, min(port + 1, 65535))
                if error.errno == errno.EADDRINUSE:
                    reason = "%d번 포트를 다른 프로그램이 쓰고 있어요(%s)." % (port, process)
                elif error.errno == errno.EACCES:
                    reason = "%d번 포트는 이 계정으로 열 수 없어요(%s)." % (port, process)
                else:
                    reason = "%s:%d 주소를 열 수 없어요(%s: %s)." % (host, port, process, error.strerror or error)
                raise LaunchError("%s %s" % (reason, change)) from None


def require_space(
    folder: Path, needed: int, what: str, free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
) -> None:
    """Make sure that the disk of `folder` has `needed` bytes free.

    Args:
        what: the purpose, as a Korean noun phrase that starts the sentence.
        free: how to learn the free bytes of an existing folder.

    Raises:
        LaunchError: names the folder, the free and the needed amount.
    """
    existing = folder
    while not existing.exists():
        existing = existing.parent
    available = free(existing)
    if available < needed:
        raise LaunchError(
            "디스크에 자리가 모자라요: %s에 %s가 필요한데 %s에는 %s만 남았어요. 자리를 비우고 다시 시작해 주세요."
            % (what, readable_bytes(needed), existing, readable_bytes(available))
        )


def readable_bytes(count: int) -> str:
    """`2500000000` → `2.5GB`, `200000000` → `200MB`."""
    if count >= 1000 * MEGABYTE:
        return "%.1fGB" % (count / (1000 * MEGABYTE))
    return "%dMB" % (count // MEGABYTE)
