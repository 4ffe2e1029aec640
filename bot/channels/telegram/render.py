"""The bot's replies as Telegram messages: texts with a keyboard beneath, pictures, documents. No markup is used, so that
nothing in a text can be taken for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels import plain
from bot.replies.contract import Reply

TEXT_MAX = 4096
"""Characters of a message (Telegram's limit)."""

CAPTION_MAX = 1024
"""Characters of a picture's caption (Telegram's limit)."""

BUTTON_MAX = 60
"""Characters of a button that a phone still shows in two lines."""

WIDE_TABLE_COLUMNS = 3
"""From here on a table is a picture: rows of text would lose which value belongs to which column."""

TOGGLE = "#"
"""First letter of what a button of several sends; no choice id holds it."""

DONE = TOGGLE + "done"
_PICKED, _FREE = "☑ ", "☐ "
_ASK_ONE = "아래에서 골라 주세요."
_ASK_SEVERAL = "여러 개를 고를 수 있어요. 다 고르면 '선택 완료'를 눌러 주세요."


@dataclass(frozen=True)
class Words:
    """A text message; ``choices`` is the reply whose buttons stand beneath it."""

    text: str
    choices: Reply | None = None


@dataclass(frozen=True)
class Picture:
    """A picture of the conversation by its id; ``text`` is its caption and what is said if it cannot be sent."""

    file_id: str
    text: str


@dataclass(frozen=True)
class TablePicture:
    """A wide table to be drawn; ``text`` is said if it cannot be."""

    table: Reply
    text: str


@dataclass(frozen=True)
class File:
    """A document of the conversation by its id."""

    file_id: str
    name: str


Outgoing = Words | Picture | TablePicture | File


def outgoing(replies: Sequence[Reply]) -> list[Outgoing]:
    """What to send for an answer, in order. Choices hang beneath the text before them, if there is one."""
    sent: list[Outgoing] = []
    for reply in replies:
        if reply["type"] != "choices":
            sent += _plain(reply)
        elif sent and isinstance(last := sent[-1], Words) and last.choices is None and not reply["multiple"]:
            sent[-1] = Words(last.text, reply)
        else:
            sent.append(Words(_ASK_SEVERAL if reply["multiple"] else _ASK_ONE, reply))
    return sent


def keyboard(choices: Reply) -> InlineKeyboardMarkup:
    """Buttons one beneath the other; what cannot be taken now has none."""
    rows = []
    for place, choice in enumerate(choices["choices"]):
        if choice["disabled"]:
            continue
        if choices["multiple"]:
            mark = _PICKED if choice["selected"] else _FREE
            rows.append([InlineKeyboardButton(mark + _short(choice["label"]), callback_data=f"{TOGGLE}{place + 1}")])
        else:
            mark = "✓ " if choice["selected"] else ""
            rows.append([InlineKeyboardButton(mark + _short(choice["label"]), callback_data=choice["id"])])
    if choices["multiple"]:
        rows.append([InlineKeyboardButton("선택 완료", callback_data=DONE)])
    return InlineKeyboardMarkup(rows)


def toggled(markup: InlineKeyboardMarkup, data: str) -> InlineKeyboardMarkup:
    """The same keyboard with one choice taken or given back."""
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(_flip(b.text) if b.callback_data == data else b.text, callback_data=b.callback_data)]
            for row in markup.inline_keyboard
            for b in row
        ]
    )


def picked(markup: InlineKeyboardMarkup) -> list[str]:
    """The numbers (from 1) of the choices that are ticked."""
    buttons = [b for row in markup.inline_keyboard for b in row]
    return [str(b.callback_data)[len(TOGGLE) :] for b in buttons if b.text.startswith(_PICKED)]


def label(markup: InlineKeyboardMarkup, data: str) -> str:
    """What the button that sends ``data`` says; empty if there is none."""
    return next((b.text for row in markup.inline_keyboard for b in row if b.callback_data == data), "")


def _plain(reply: Reply) -> Iterator[Outgoing]:
    match reply["type"]:
        case "text":
            yield from (Words(part) for part in plain.split(reply["text"], TEXT_MAX))
        case "table" if len(reply["columns"]) >= WIDE_TABLE_COLUMNS:
            yield TablePicture(reply, plain.table_text(reply))
        case "table":
            yield from (Words(part) for part in plain.split(plain.table_text(reply), TEXT_MAX))
        case "image":
            yield Picture(reply["id"], reply["alt"])
        case "document":
            yield File(reply["id"], reply["name"])


def _flip(text: str) -> str:
    return _FREE + text[len(_PICKED) :] if text.startswith(_PICKED) else _PICKED + text[len(_FREE) :]


def _short(text: str) -> str:
    return text if len(text) <= BUTTON_MAX else text[: BUTTON_MAX - 1].rstrip() + "…"
