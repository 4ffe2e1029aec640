"""The replies on the wire between actions and channels: builders and a validator.

A reply is a plain JSON object with a ``type``. Actions send it as a Rasa ``custom`` payload; every channel shows it in
its own way. ARCHITECTURE.md ("Actions → channels") holds the shapes. Standard library only, so that any part can use it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Reply = dict[str, Any]

ID_MAX_BYTES = 64
"""Longest id in bytes: the limit of Telegram's callback data, the tightest of the channels."""

_CHOICE_ID = re.compile(r"[A-Za-z0-9_.:/,+=@~|-]+")
_FILE_ID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")

_PAGE_PATH = re.compile(r"/reports(?:/[0-9a-f]{32})?")
"""Pages of the gateway that belong to the person's own conversation."""

_KEYS = {
    "text": {"type", "text"},
    "table": {"type", "caption", "columns", "rows", "note"},
    "choices": {"type", "multiple", "choices"},
    "image": {"type", "id", "alt"},
    "document": {"type", "id", "name"},
    "link": {"type", "label", "path"},
    "forgotten": {"type", "also"},
    "progress": {"type", "title", "steps", "step", "sections"},
}
_SECTION_KEYS = {"label", "done"}
_CHOICE_KEYS = {"label", "id", "selected", "disabled"}


class ReplyError(ValueError):
    """A reply breaks the contract. The message says which field and how."""


@dataclass(frozen=True)
class Choice:
    """One thing to tap: ``label`` is what a person sees, ``id`` what comes back (ASCII, codes only, no Korean names).

    ``selected`` marks what is already chosen, ``disabled`` what is shown but cannot be tapped now.
    """

    label: str
    id: str
    selected: bool = False
    disabled: bool = False


def text(content: str) -> Reply:
    """A paragraph or more of plain text; line breaks are kept, markup is not interpreted."""
    return _checked({"type": "text", "text": content})


def table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> Reply:
    """A table: every row has one string per column; ``note`` names source and period of the figures, or is empty."""
    return _checked(
        {
            "type": "table",
            "caption": caption,
            "columns": list(columns),
            "rows": [list(row) for row in rows],
            "note": note,
        }
    )


def choices(options: Sequence[Choice], multiple: bool = False) -> Reply:
    """Things to tap, in the order of their numbers (the first is 1). ``multiple``: several may be chosen together."""
    listed = [{"label": o.label, "id": o.id, "selected": o.selected, "disabled": o.disabled} for o in options]
    return _checked({"type": "choices", "multiple": multiple, "choices": listed})


def image(id: str, alt: str) -> Reply:
    """A picture that the gateway serves at ``/images/{id}``; ``alt`` says in words what it shows."""
    return _checked({"type": "image", "id": id, "alt": alt})


def document(id: str, name: str) -> Reply:
    """A file that the gateway serves at ``/documents/{id}``; ``name`` is the file name to save it under."""
    return _checked({"type": "document", "id": id, "name": name})


def link(label: str, path: str) -> Reply:
    """A page of the gateway that only this conversation's browser may open: the person's reports, or one of them.

    Messengers, which have no cookie, leave it out.
    """
    return _checked({"type": "link", "label": label, "path": path})


def forgotten(also: Sequence[str] = ()) -> Reply:
    """Tells the channel that the person's data was deleted: it deletes what it keeps of the conversation before this turn,
    and everything of the conversations ``also`` (sender ids) that were joined with it.

    Not shown to anybody.
    """
    return _checked({"type": "forgotten", "also": list(also)})


def progress(title: str, steps: Sequence[str], step: int, sections: Sequence[tuple[str, bool]] = ()) -> Reply:
    """Where the person is: ``step`` (from 1) of ``steps`` of the way ``title``; of this step's parts, which are done.

    Step 0 without steps: there is nothing to show. It is no message: a channel shows it beside the conversation or not at all.
    """
    listed = [{"label": label, "done": done} for label, done in sections]
    return _checked({"type": "progress", "title": title, "steps": list(steps), "step": step, "sections": listed})


def validate(reply: object) -> None:
    """Check any JSON value against the contract.

    Raises:
        ReplyError: it is not an object of a known type, a field is missing, unknown or of the wrong kind, a label, text
            or alt is blank, an id is not ASCII of at most 64 bytes or stands twice, or a row is not as wide as the columns.
    """
    if not isinstance(reply, dict):
        raise ReplyError(f"a reply is an object, not {type(reply).__name__}")
    kind = reply.get("type")
    if not isinstance(kind, str) or kind not in _KEYS:
        raise ReplyError(f"unknown reply type {kind!r}")
    _check_keys(reply, _KEYS[kind], kind)
    if kind == "text":
        _check_filled(reply["text"], "text.text")
    elif kind == "table":
        _check_table(reply)
    elif kind == "choices":
        _check_choices(reply)
    elif kind == "forgotten":
        for position, sender in enumerate(_check_list(reply["also"], "forgotten.also")):
            _check_filled(sender, f"forgotten.also[{position}]")
    elif kind == "image":
        _check_id(reply["id"], _FILE_ID, "image.id")
        _check_filled(reply["alt"], "image.alt")
    elif kind == "document":
        _check_id(reply["id"], _FILE_ID, "document.id")
        _check_filled(reply["name"], "document.name")
    elif kind == "link":
        _check_filled(reply["label"], "link.label")
        _check_filled(reply["path"], "link.path")
        if not _PAGE_PATH.fullmatch(reply["path"]):
            raise ReplyError(f"link.path is outside {_PAGE_PATH.pattern}")
    elif kind == "progress":
        _check_progress(reply)


def _checked(reply: Reply) -> Reply:
    validate(reply)
    return reply


def _check_keys(value: dict[str, Any], expected: set[str], where: str) -> None:
    found = set(value)
    if missing := sorted(expected - found):
        raise ReplyError(f"{where} lacks {', '.join(missing)}")
    if unknown := sorted(map(str, found - expected)):
        raise ReplyError(f"{where} has unknown {', '.join(unknown)}")


def _check_string(value: object, where: str) -> None:
    if not isinstance(value, str):
        raise ReplyError(f"{where} is a string, not {type(value).__name__}")


def _check_filled(value: object, where: str) -> None:
    _check_string(value, where)
    if not str(value).strip():
        raise ReplyError(f"{where} is blank")


def _check_flag(value: object, where: str) -> None:
    if not isinstance(value, bool):
        raise ReplyError(f"{where} is true or false, not {type(value).__name__}")


def _check_id(value: object, pattern: re.Pattern[str], where: str) -> None:
    _check_filled(value, where)
    if not pattern.fullmatch(str(value)):
        raise ReplyError(f"{where} holds characters outside {pattern.pattern}")
    if len(str(value)) > ID_MAX_BYTES:
        raise ReplyError(f"{where} is longer than {ID_MAX_BYTES} bytes")


def _check_list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise ReplyError(f"{where} is a list, not {type(value).__name__}")
    return value


def _check_table(reply: Reply) -> None:
    _check_filled(reply["caption"], "table.caption")
    _check_string(reply["note"], "table.note")
    columns = _check_list(reply["columns"], "table.columns")
    if not columns:
        raise ReplyError("table.columns is empty")
    for position, column in enumerate(columns):
        _check_filled(column, f"table.columns[{position}]")
    for position, row in enumerate(_check_list(reply["rows"], "table.rows")):
        cells = _check_list(row, f"table.rows[{position}]")
        if len(cells) != len(columns):
            raise ReplyError(f"table.rows[{position}] has {len(cells)} cells for {len(columns)} columns")
        for column, cell in enumerate(cells):
            _check_string(cell, f"table.rows[{position}][{column}]")


def _check_progress(reply: Reply) -> None:
    _check_string(reply["title"], "progress.title")
    steps = _check_list(reply["steps"], "progress.steps")
    for position, label in enumerate(steps):
        _check_filled(label, f"progress.steps[{position}]")
    step = reply["step"]
    if not isinstance(step, int) or isinstance(step, bool) or not min(1, len(steps)) <= step <= len(steps):
        raise ReplyError(f"progress.step is a number from 1 to {len(steps)}, not {step!r}")
    if steps:
        _check_filled(reply["title"], "progress.title")
    for position, section in enumerate(_check_list(reply["sections"], "progress.sections")):
        where = f"progress.sections[{position}]"
        if not isinstance(section, dict):
            raise ReplyError(f"{where} is an object, not {type(section).__name__}")
        _check_keys(section, _SECTION_KEYS, where)
        _check_filled(section["label"], f"{where}.label")
        _check_flag(section["done"], f"{where}.done")


def _check_choices(reply: Reply) -> None:
    _check_flag(reply["multiple"], "choices.multiple")
    listed = _check_list(reply["choices"], "choices.choices")
    if not listed:
        raise ReplyError("choices.choices is empty")
    seen: set[str] = set()
    for position, choice in enumerate(listed):
        where = f"choices.choices[{position}]"
        if not isinstance(choice, dict):
            raise ReplyError(f"{where} is an object, not {type(choice).__name__}")
        _check_keys(choice, _CHOICE_KEYS, where)
        _check_filled(choice["label"], f"{where}.label")
        _check_id(choice["id"], _CHOICE_ID, f"{where}.id")
        _check_flag(choice["selected"], f"{where}.selected")
        _check_flag(choice["disabled"], f"{where}.disabled")
        if choice["id"] in seen:
            raise ReplyError(f"{where}.id stands twice: {choice['id']}")
        seen.add(choice["id"])
