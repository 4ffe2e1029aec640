"""Watching processes for attempts to leave the machine, in two ways.

`guard_environment` puts an audit hook into every Python process; `tracer` has the kernel report every connection, which
also sees native code, where strace is installed and allowed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

GUARD = Path(__file__).with_name("guard")
DNS_PORT = 53

_INET = re.compile(r'sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)')
_INET6 = re.compile(r'sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([^"]+)"')


def guard_environment(record: Path, pythonpath: str) -> dict[str, str]:
    """Variables that make every Python child note outbound attempts in `record` and refuse them."""
    return {"JOBCARE_OUTBOUND_RECORD": str(record), "PYTHONPATH": os.pathsep.join([str(GUARD), pythonpath])}


def recorded(record: Path) -> list[str]:
    """What the guard noted."""
    return record.read_text(encoding="utf-8").splitlines() if record.exists() else []


def tracer(trace: Path) -> list[str]:
    """Command prefix that traces all connections into `trace` and keeps the process id; [] where strace cannot be used."""
    strace = shutil.which("strace")
    if strace is None:
        return []
    command = [strace, "-D", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(trace)]
    usable = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if usable else []


def traced_outbound(trace: Path) -> list[str]:
    """Lines of a trace that name an address outside this machine, or a name server."""
    if not trace.exists():
        return []
    return [line for line in trace.read_text(encoding="utf-8", errors="replace").splitlines() if _leaves(line)]


def _leaves(line: str) -> bool:
    for pattern in (_INET, _INET6):
        for port, host in pattern.findall(line):
            local = host.startswith(("127.", "::ffff:127.")) or host in ("0.0.0.0", "::1", "::")
            if not local or int(port) == DNS_PORT:
                return True
    return False
