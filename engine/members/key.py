"""The key with which codes are hashed: outside the database, so that a copy of it does not give the codes away."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from knowledge.paths import var_folder


def join_key() -> bytes:
    """The key of this installation: from JOBCARE_SECRET, else kept in `<var>/join-key`, made at first use."""
    if secret := os.environ.get("JOBCARE_SECRET"):
        return hashlib.sha256(f"jobcare-join:{secret}".encode()).digest()
    return _kept(var_folder() / "join-key")


def _kept(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        mine = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            path.hardlink_to(mine)
        except FileExistsError:
            pass  # another process was first
        finally:
            mine.unlink()
    return path.read_bytes()
