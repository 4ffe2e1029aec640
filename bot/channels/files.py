"""Pictures and documents that a conversation was sent, served to that conversation only.

A file lies at ``<var>/files/<sender>/<id>``, where ``sender`` is the conversation as Rasa knows it and ``id`` is the
unguessable one of the ``image`` or ``document`` reply; the ending of the id says what it is.
"""

from pathlib import Path

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
