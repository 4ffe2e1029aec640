"""Puts a document where the gateway serves it to this conversation only, and sends it."""

from __future__ import annotations

import hashlib
import os

from bot.actions.pictures import folder_of
from bot.actions.turn import Turn
from bot.replies.contract import document

DOCUMENTS_KEPT = 30
"""Documents kept for one conversation; the oldest go first. They can be printed again at any time."""


def send_document(turn: Turn, content: bytes, name: str) -> None:
    """Sends a PDF under a file name."""
    folder = folder_of(turn.sender)
    # The sender id is random and secret, so an id made from it cannot be guessed.
    file_id = hashlib.sha256(turn.sender.encode() + content).hexdigest()[:40] + ".pdf"
    path = folder / file_id
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{file_id}.{os.getpid()}"
        unfinished.write_bytes(content)
        unfinished.replace(path)
        for old in sorted(folder.glob("*.pdf"), key=lambda each: each.stat().st_mtime)[:-DOCUMENTS_KEPT]:
            old.unlink(missing_ok=True)
    turn.show(document(file_id, name))
