"""Puts a chart where the gateway serves it to this conversation only, and sends it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from bot.actions.turn import Turn
from bot.replies.charts import Chart, render
from bot.replies.contract import image
from knowledge.paths import var_folder

PICTURES_KEPT = 200
"""Pictures kept for one conversation; the oldest go first."""


def send_chart(turn: Turn, chart: Chart | None) -> None:
    """Draws the chart and sends it; nothing if there is none."""
    if chart is None:
        return
    picture = render(chart)
    folder = folder_of(turn.sender)
    # The sender id is random and secret, so an id made from it cannot be guessed; the same chart gets the same id.
    name = hashlib.sha256(turn.sender.encode() + picture).hexdigest()[:40] + ".png"
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{name}.{os.getpid()}"
        unfinished.write_bytes(picture)
        unfinished.replace(path)
        _forget_oldest(folder)
    turn.show(image(name, chart.alt))


def folder_of(sender: str) -> Path:
    """Where the files of a conversation lie, from which the gateway serves them to it only."""
    return var_folder().resolve() / "files" / sender


def _forget_oldest(folder: Path) -> None:
    pictures = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
    for path in pictures[:-PICTURES_KEPT]:
        path.unlink(missing_ok=True)
