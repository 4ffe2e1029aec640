"""Imported by every Python process whose PYTHONPATH names this folder: notes and refuses what would leave the machine.

Works in Python 3.10 and 3.11. uvloop opens connections below Python's audit events, so it is kept out and the asyncio loop
takes its place.
"""

import os
import sys

RECORD = os.environ["JOBCARE_OUTBOUND_RECORD"]
LOOPBACK_NAMES = ("localhost", "", "0.0.0.0", "::", "::1")

sys.modules["uvloop"] = None  # type: ignore[assignment]


def _is_local(host: object) -> bool:
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    return name in LOOPBACK_NAMES or name.startswith("127.")


def _guard(event: str, arguments: tuple) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not _is_local(host):
        with open(RECORD, "a", encoding="utf-8") as record:
            command = " ".join(" ".join(sys.orig_argv).split())
            record.write(f"{event} {host} in {command[:200]}\n")
        raise ConnectionRefusedError(f"outbound connection refused by the test: {event}")


sys.addaudithook(_guard)
