"""Charts as PNG pictures for a phone: what they show (typed, hashable), and `render`, which draws one.

All are 360 CSS pixels wide at twice the resolution. The title says the finding, the footer source and period. Every value
stands beside its mark in figures, so that colour is never the only carrier; the colours are safe for colour-blind people.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

CACHED_PICTURES = 128
"""Pictures kept in memory: at about 35 KB each some 5 MB."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length in the chart's unit (None: no bar, only the text), and the value in words.

    `marked`: drawn hatched, for a figure with a reservation that `text` tells.
    """

    label: str
    value: float | None
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class BarPanel:
    """Bars with a common scale under a heading (empty: none). `most`: the value of a full bar; None: the largest."""

    heading: str
    bars: tuple[Bar, ...]
    most: float | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars: top lists, shares, and comparisons (a panel for each thing compared)."""

    title: str
    panels: tuple[BarPanel, ...]
    footer: str
    alt: str


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Two columns for each of a few moments and, below, a line of their ratio.

    `moments`: labels on the horizontal axis. `first`, `second`: heights, with their names. `line`: ratios (None: unknown)
    with the name and the texts shown at the points.
    """

    title: str
    moments: tuple[str, ...]
    names: tuple[str, str]
    first: tuple[float, ...]
    second: tuple[float, ...]
    line_name: str
    line: tuple[float | None, ...]
    line_texts: tuple[str, ...]
    footer: str
    alt: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a `LineChart`: one value for each moment (None: unknown)."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Up to five lines over the same moments, each with a marker of its own. `unit` follows the values in the legend."""

    title: str
    moments: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str
    footer: str
    alt: str


Chart = BarChart | ColumnChart | LineChart

_lock = threading.Lock()
_pictures: OrderedDict[Chart, bytes] = OrderedDict()


def render(chart: Chart) -> bytes:
    """The chart as PNG. Safe to call from several threads; the last pictures are kept."""
    with _lock:
        known = _pictures.get(chart)
        if known is not None:
            _pictures.move_to_end(chart)
            return known
        from bot.replies.drawing import draw  # matplotlib is imported when the first chart is drawn

        picture = _pictures[chart] = draw(chart)
        while len(_pictures) > CACHED_PICTURES:
            _pictures.popitem(last=False)
        return picture


def prepare() -> None:
    """Imports what drawing needs, so that the first person does not wait for it."""
    with _lock:
        from bot.replies.drawing import draw

        draw(BarChart("준비", (BarPanel("", (Bar("준비", 1, "1"),)),), "", "준비"))
