"""Pictures and documents that a conversation was sent, served to that conversation only; and files that a person sends.

A file lies at ``<var>/files/<sender>/<id>``, where ``sender`` is the conversation as Rasa knows it and ``id`` is the
unguessable one of the ``image`` or ``document`` reply; the ending of the id says what it is.
"""

import os
import secrets
import shutil
import time
from pathlib import Path
from urllib.parse import quote

from bot.channels.sessions import Message

IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
DOCUMENT_TYPES = {".pdf": "application/pdf"} | IMAGE_TYPES


def shown(messages: tuple[Message, ...], kind: str, file_id: str) -> dict[str, str] | None:
    """The ``image`` or ``document`` reply with this id among the messages, if it was ever sent."""
    for message in messages:
        if message.reply["type"] == kind and message.reply["id"] == file_id:
            return message.reply
    return None


def locate(var: Path, sender: str, file_id: str, types: dict[str, str]) -> tuple[Path, str] | None:
    """Path and media type of a file of this conversation; ``None`` if it is not there or of no known type."""
    path = var / "files" / sender / file_id
    media_type = types.get(path.suffix)
    return (path, media_type) if media_type and path.is_file() else None


def attachment(name: str) -> str:
    """The header Content-Disposition for a file to save under a name in any script."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


UPLOADS_KEPT_SECONDS = 24 * 3600
"""How long a sent file waits for an answer before it is deleted; an answered one is deleted at once."""


def keep_upload(var: Path, sender: str, content: bytes) -> str:
    """Keep a file that a person sent, readable by this user only, until its turn is answered. Returns its id."""
    folder = var / "uploads" / sender
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    upload_id = secrets.token_hex(16)
    with os.fdopen(os.open(folder / upload_id, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return upload_id


def drop_upload(var: Path, sender: str, upload_id: str) -> None:
    """Delete a file that a person sent."""
    (var / "uploads" / sender / upload_id).unlink(missing_ok=True)


def drop_all(var: Path, sender: str) -> None:
    """Delete every file of a conversation, sent or received."""
    for folder in ("files", "uploads"):
        shutil.rmtree(var / folder / sender, ignore_errors=True)


def drop_old_uploads(var: Path) -> None:
    """Delete sent files whose turn was never answered."""
    oldest = time.time() - UPLOADS_KEPT_SECONDS
    for path in (var / "uploads").glob("*/*"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
