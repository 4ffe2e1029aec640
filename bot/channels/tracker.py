"""Rasa's own record of conversations, as far as the gateway must touch it: to erase one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_BUSY_SECONDS = 5


def erase(tracker_db: Path, sender: str) -> int:
    """Deletes everything that Rasa keeps of one conversation; how many events there were.

    Rasa offers no way to delete over its API. It reads a conversation anew for each turn, so the next one starts empty.
    """
    if not tracker_db.is_file():
        return 0
    with closing(sqlite3.connect(tracker_db, timeout=_BUSY_SECONDS)) as connection, connection:
        return connection.execute("DELETE FROM events WHERE sender_id = ?", (sender,)).rowcount
