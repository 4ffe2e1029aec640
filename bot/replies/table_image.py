"""A table as a picture, for messengers that show none; drawn by typst with the packaged Korean font."""

import json
from pathlib import Path

from bot.replies.contract import Reply
from bot.replies.fonts import fonts

_TEMPLATE = Path(__file__).with_name("table.typ")
_POINTS_PER_INCH = 144.0
ROWS_MAX = 24
"""Rows of one picture: more would be too tall to read on a phone."""


def draw(table: Reply) -> list[bytes]:
    """The table as PNG pictures of at most ``ROWS_MAX`` rows each; the note stands under the last.

    Raises:
        RuntimeError: typst could not draw it.
    """
    import typst  # heavy and seldom needed

    rows = table["rows"]
    starts = range(0, max(len(rows), 1), ROWS_MAX)
    pictures = []
    for start in starts:
        last = start + ROWS_MAX >= len(rows)
        part = {
            "caption": table["caption"]
            if len(starts) == 1
            else f"{table['caption']} ({start // ROWS_MAX + 1}/{len(starts)})",
            "columns": table["columns"],
            "rows": rows[start : start + ROWS_MAX],
            "note": table["note"] if last else "",
        }
        drawn = typst.compile(
            str(_TEMPLATE),
            format="png",
            ppi=_POINTS_PER_INCH,
            font_paths=[str(fonts())],
            sys_inputs={"table": json.dumps(part, ensure_ascii=False)},
        )
        assert isinstance(drawn, bytes)
        pictures.append(drawn)
    return pictures
