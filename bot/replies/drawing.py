"""Draws charts with matplotlib on one canvas whose coordinates are CSS pixels, y downwards. Not thread-safe: see `charts`."""

from __future__ import annotations

import io
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image

from bot.replies.charts import BarChart, Chart, ColumnChart, LineChart
from bot.replies.fonts import fonts

WIDTH = 360
"""CSS pixels: the narrowest phone."""
_SCALE = 2
_PIXELS_PER_INCH = 100
_POINTS_PER_PIXEL = 72 / _PIXELS_PER_INCH
_MARGIN = 16
_INNER = WIDTH - 2 * _MARGIN

_INK, _SOFT, _GRID, _TRACK, _PAPER = "#1f2933", "#52606d", "#d9dee4", "#eef1f4", "#ffffff"
_BLUE, _ORANGE = "#0072B2", "#E69F00"
_LINE_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#4d4d4d")
"""Okabe and Ito's colours, told apart by people with any kind of colour blindness."""
_MARKERS = ("o", "s", "^", "D", "v")

_TITLE, _BODY, _SMALL, _FOOT = 16, 13, 12, 10.5
_LEADING = 1.4
_COLOURS = 64


_Align = Literal["left", "center", "right"]


_REGULAR, _BOLD = fonts() / "NanumGothic.ttf", fonts() / "NanumGothicBold.ttf"


def draw(chart: Chart) -> bytes:
    """The chart as PNG, 720 pixels wide."""
    match chart:
        case BarChart():
            return _draw_bars(chart)
        case ColumnChart():
            return _draw_columns(chart)
        case LineChart():
            return _draw_lines(chart)


class _Canvas:
    """A page that is drawn from top to bottom and cut where the drawing ends."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._figure = Figure(
            figsize=(WIDTH / _PIXELS_PER_INCH, height / _PIXELS_PER_INCH), dpi=_PIXELS_PER_INCH * _SCALE
        )
        self._canvas = FigureCanvasAgg(self._figure)
        self._figure.patch.set_facecolor(_PAPER)

    def text(
        self,
        x: float,
        y: float,
        content: str,
        size: float,
        colour: str = _INK,
        bold: bool = False,
        align: _Align = "left",
    ) -> None:
        """A line of text whose upper edge is at `y`."""
        font = FontProperties(fname=str(_BOLD if bold else _REGULAR), size=size * _POINTS_PER_PIXEL)
        self._figure.add_artist(
            Text(
                x / WIDTH,
                1 - (y + size * 0.95) / self.height,
                content,
                color=colour,
                fontproperties=font,
                horizontalalignment=align,
                verticalalignment="baseline",
                parse_math=False,
            )
        )

    def box(self, x: float, y: float, width: float, height: float, colour: str, hatched: bool = False) -> None:
        self._figure.add_artist(
            Rectangle(
                (x / WIDTH, 1 - (y + height) / self.height),
                width / WIDTH,
                height / self.height,
                facecolor=_PAPER if hatched else colour,
                edgecolor=colour,
                hatch="/////" if hatched else None,
                linewidth=0.8 if hatched else 0,
            )
        )

    def path(
        self, points: list[tuple[float, float]], colour: str, width: float = 1.0, marker: str = "", dashed: bool = False
    ) -> None:
        self._figure.add_artist(
            Line2D(
                [x / WIDTH for x, _ in points],
                [1 - y / self.height for _, y in points],
                color=colour,
                linewidth=width * _POINTS_PER_PIXEL,
                linestyle=(0, (3, 2)) if dashed else "solid",
                marker=marker or None,
                markersize=7 * _POINTS_PER_PIXEL,
                markeredgecolor=_PAPER,
                markeredgewidth=0.6,
            )
        )

    def png(self) -> bytes:
        """The drawing as PNG with a palette: a third of the size of full colour, and no difference to see."""
        self._canvas.draw()
        size = self._canvas.get_width_height()
        drawn = Image.frombuffer("RGBA", size, self._canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
        few = drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        out = io.BytesIO()
        few.save(out, "PNG", compress_level=6)
        return out.getvalue()


def _draw_bars(chart: BarChart) -> bytes:
    label_lines = {bar: _wrapped(bar.label, _BODY, _INNER) for panel in chart.panels for bar in panel.bars}
    title, footer = _wrapped(chart.title, _TITLE, _INNER, True), _wrapped(chart.footer, _FOOT, _INNER)
    body = sum(
        (_BODY * _LEADING + 8 if panel.heading else 0)
        + sum(len(label_lines[bar]) * _BODY * _LEADING + 24 for bar in panel.bars)
        + 8
        for panel in chart.panels
    )
    canvas = _Canvas(_top(title) + body + _bottom(footer))
    y = _head(canvas, title)
    for panel in chart.panels:
        if panel.heading:
            canvas.text(_MARGIN, y, panel.heading, _BODY, _SOFT, bold=True)
            y += _BODY * _LEADING + 8
        longest_text = max((_width(bar.text, _BODY) for bar in panel.bars), default=0)
        track = max(_INNER - longest_text - 10, 80)
        most = panel.most or max((bar.value or 0 for bar in panel.bars), default=0) or 1
        for bar in panel.bars:
            for line in label_lines[bar]:
                canvas.text(_MARGIN, y, line, _BODY)
                y += _BODY * _LEADING
            text_at: float = _MARGIN
            if bar.value is not None:
                length = track * min(bar.value / most, 1)
                canvas.box(_MARGIN, y + 1, track, 13, _TRACK)
                if length > 0:
                    canvas.box(_MARGIN, y + 1, max(length, 1.5), 13, _BLUE, hatched=bar.marked)
                text_at = _MARGIN + track + 8
            canvas.text(text_at, y + 1, bar.text, _BODY, bold=bar.value is not None and not bar.marked)
            y += 24
        y += 8
    return _finished(canvas, y, footer)


def _draw_columns(chart: ColumnChart) -> bytes:
    title, footer = _wrapped(chart.title, _TITLE, _INNER, True), _wrapped(chart.footer, _FOOT, _INNER)
    tall, line_tall = 130, 56
    canvas = _Canvas(_top(title) + tall + line_tall + 122 + _bottom(footer))
    y = _head(canvas, title)
    _column_legend(canvas, y, chart.names)
    y += 30
    most = max((*chart.first, *chart.second, 1))
    slot = _INNER / len(chart.moments)
    wide = min(slot * 0.34, 44)
    every = max(1, round(len(chart.moments) / 6))
    base = y + 16 + tall
    centres = []
    for index, (moment, first, second) in enumerate(zip(chart.moments, chart.first, chart.second, strict=True)):
        centre = _MARGIN + slot * (index + 0.5)
        centres.append(centre)
        heights = [tall * value / most for value in (first, second)]
        canvas.box(centre - wide - 1, base - heights[0], wide, heights[0], _BLUE)
        canvas.box(centre + 1, base - heights[1], wide, heights[1], _ORANGE, hatched=True)
        if slot >= 90:
            canvas.text(
                centre - wide / 2 - 1, base - heights[0] - 17, f"{first:,.0f}", _SMALL, align="center", bold=True
            )
            canvas.text(centre + wide / 2 + 1, base - heights[1] - 17, f"{second:,.0f}", _SMALL, align="center")
        if index % every == 0 or index == len(chart.moments) - 1:
            canvas.text(centre, base + 6, moment, _SMALL, _SOFT, align="center")
    canvas.path([(_MARGIN, base), (_MARGIN + _INNER, base)], _SOFT, 1)
    y = base + 34
    canvas.text(_MARGIN, y, chart.line_name, _SMALL, _SOFT, bold=True)
    y += 26 + 14
    known = [value for value in chart.line if value is not None]
    top = max((*known, 0.0001)) * 1.15
    floor = y + line_tall - 14
    canvas.path([(_MARGIN, floor), (_MARGIN + _INNER, floor)], _GRID, 1)
    points = [
        (centre, floor - (line_tall - 20) * value / top)
        for centre, value in zip(centres, chart.line, strict=True)
        if value is not None
    ]
    if points:
        canvas.path(points, _INK, 1.8, marker="o" if len(points) <= 12 else "")
    texts = [text for text, value in zip(chart.line_texts, chart.line, strict=True) if value is not None]
    for index, ((x, at), content) in enumerate(zip(points, texts, strict=True)):
        if slot >= 45 or index in (0, len(points) - 1):
            canvas.text(
                min(max(x, _MARGIN + 14), _MARGIN + _INNER - 14), at - 20, content, _SMALL, bold=True, align="center"
            )
    return _finished(canvas, floor + 16, footer)


def _column_legend(canvas: _Canvas, y: float, names: tuple[str, str]) -> None:
    canvas.box(_MARGIN, y + 2, 12, 12, _BLUE)
    canvas.text(_MARGIN + 18, y, names[0], _SMALL)
    x = _MARGIN + 18 + _width(names[0], _SMALL) + 20
    canvas.box(x, y + 2, 12, 12, _ORANGE, hatched=True)
    canvas.text(x + 18, y, names[1], _SMALL)


def _draw_lines(chart: LineChart) -> bytes:
    title, footer = _wrapped(chart.title, _TITLE, _INNER, True), _wrapped(chart.footer, _FOOT, _INNER)
    tall = 150
    legend = 22 * len(chart.lines)
    canvas = _Canvas(_top(title) + legend + 14 + tall + 36 + _bottom(footer))
    y = _head(canvas, title)
    for index, line in enumerate(chart.lines):
        colour, marker = _LINE_COLOURS[index % 5], _MARKERS[index % 5]
        canvas.path([(_MARGIN, y + 8), (_MARGIN + 24, y + 8)], colour, 1.8)
        canvas.path([(_MARGIN + 12, y + 8)], colour, 1.8, marker=marker)
        known = [value for value in line.values if value is not None]
        ends = f" {_plain(known[0])} → {_plain(known[-1])}{chart.unit}" if known else ""
        name = _cut(line.name, _SMALL, _INNER - 34 - _width(ends, _SMALL))
        canvas.text(_MARGIN + 32, y, name + ends, _SMALL)
        y += 22
    y += 14
    values = [value for line in chart.lines for value in line.values if value is not None]
    top = _round_up(max(values, default=1))
    left, right = _MARGIN + _width(_plain(top), _FOOT) + 8, _MARGIN + _INNER - 8
    step = (right - left) / max(len(chart.moments) - 1, 1)
    for part in range(3):
        at = y + tall * part / 2
        canvas.path([(left, at), (right, at)], _GRID, 1)
        canvas.text(left - 6, at - 7, _plain(top * (2 - part) / 2), _FOOT, _SOFT, align="right")
    for index, moment in enumerate(chart.moments):
        canvas.text(left + step * index, y + tall + 8, moment, _SMALL, _SOFT, align="center")
    for index, line in enumerate(chart.lines):
        points = [
            (left + step * place, y + tall - tall * value / top)
            for place, value in enumerate(line.values)
            if value is not None
        ]
        if points:
            canvas.path(points, _LINE_COLOURS[index % 5], 1.8, marker=_MARKERS[index % 5], dashed=index % 2 == 1)
    return _finished(canvas, y + tall + 36, footer)


def _top(title: list[str]) -> float:
    return _MARGIN + len(title) * _TITLE * _LEADING + 12


def _bottom(footer: list[str]) -> float:
    return 6 + len(footer) * _FOOT * _LEADING + _MARGIN - 4


def _head(canvas: _Canvas, title: list[str]) -> float:
    y = float(_MARGIN)
    for line in title:
        canvas.text(_MARGIN, y, line, _TITLE, bold=True)
        y += _TITLE * _LEADING
    return y + 12


def _finished(canvas: _Canvas, y: float, footer: list[str]) -> bytes:
    y += 6
    for line in footer:
        canvas.text(_MARGIN, y, line, _FOOT, _SOFT)
        y += _FOOT * _LEADING
    return canvas.png()


def _width(text: str, size: float, bold: bool = False) -> float:
    """About how wide the text is, in pixels: a syllable is nearly as wide as it is high, other signs about half."""
    wide = sum(0.94 if ord(char) > 0x2E80 else 0.3 if char in " .,:'’‘|·()" else 0.57 for char in text)
    return wide * size * (1.04 if bold else 1)


def _wrapped(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """Lines no wider than `width`, broken between words, and within a word that is too long."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if _width(longer, size, bold) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while _width(line, size, bold) > width:
                kept = next(n for n in range(len(line) - 1, 0, -1) if _width(line[:n], size, bold) <= width)
                lines.append(line[:kept])
                line = line[kept:]
        if line:
            lines.append(line)
    return lines


def _cut(text: str, size: float, width: float) -> str:
    if _width(text, size) <= width:
        return text
    kept = text
    while kept and _width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept}…"


def _round_up(value: float) -> float:
    for scale in (10**power for power in range(9)):
        for step in (1, 2, 4, 5, 8):
            if value <= step * scale:
                return step * scale
    return value


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) or value >= 100 else f"{value:.1f}"
