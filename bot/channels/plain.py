"""Replies as plain text, for messengers that show no tables, and texts cut where a reader would pause."""

import re
from collections.abc import Collection

from bot.replies.contract import Reply

_NOTHING = ("", "-", "–")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def table_text(table: Reply) -> str:
    """A table row by row: two columns as ``name: value``, more as the first cell with the others named beneath it. A first
    cell that is only a number stands before the second.

    Cells that are empty or only a dash are left out of rows with more than two columns: they say nothing there.
    """
    columns = table["columns"]
    lines = [f"[{table['caption']}]"]
    for row in table["rows"]:
        if len(columns) == 1:
            lines.append(f"· {row[0]}")
        elif len(columns) == 2:
            lines.append(f"· {row[0]}: {row[1]}")
        else:
            heading = 2 if row[0].isdecimal() and row[1].strip() not in _NOTHING else 1
            lines.append(f"■ {_one_line('. '.join(row[:heading]))}")
            named = zip(columns[heading:], row[heading:], strict=True)
            lines += [f"  {column}: {_one_line(cell)}" for column, cell in named if cell.strip() not in _NOTHING]
    if table["note"]:
        lines.append(table["note"])
    return "\n".join(lines)


def choices_text(choices: Reply, without: Collection[str] = ()) -> str:
    """Choices as a numbered list; those chosen already are ticked, those that cannot be taken now say so.

    ``without``: labels of choices that are shown elsewhere; the others keep their numbers.
    """
    lines = []
    for number, choice in enumerate(choices["choices"], start=1):
        if choice["label"] in without:
            continue
        tick = "☑ " if choice["selected"] else ""
        closed = " (지금은 고를 수 없어요)" if choice["disabled"] else ""
        lines.append(f"{number}. {tick}{choice['label']}{closed}")
    return "\n".join(lines)


def split(text: str, limit: int) -> list[str]:
    """The text in parts of at most ``limit`` characters, cut between paragraphs, else lines, else sentences, else words.

    Nothing but the white space at the cuts is lost.
    """
    parts: list[str] = []
    rest = text.strip()
    while len(rest) > limit:
        cut = _cut(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def _cut(text: str, limit: int) -> int:
    window = text[: limit + 1]
    half = limit // 2  # a part shorter than half would leave more messages than needed
    sentence = max((m.end() for m in _SENTENCE_END.finditer(window) if m.end() <= limit), default=-1)
    for place in (window.rfind("\n\n"), window.rfind("\n"), sentence, window.rfind(" ")):
        if place >= half:
            return place
    return limit


def _one_line(cell: str) -> str:
    return ", ".join(part.strip() for part in cell.splitlines() if part.strip())
