"""Prints a report by typst: A4, tagged, with the packaged Korean font. No text of the report is read as markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal
from unicodedata import category

from bot.replies.fonts import fonts
from bot.replies.report_document import report_document
from engine.reports.snapshot import Snapshot

_TEMPLATE = Path(__file__).with_name("report.typ")
_CHART = Path(__file__).with_name("chart.typ")
_STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, with language and title, so that a screen reader can read it."""


_LEFT_OUT = ("So", "Sk", "Cf", "Mn", "Me")
"""Kinds of signs (Unicode) that no word needs: pictures, modifiers, invisible ones."""


class NotPrinted(RuntimeError):
    """typst could not print the report."""


def print_report(report: Snapshot, sections: Sequence[str] = (), notes: Sequence[Sequence[str]] = ()) -> bytes:
    """The report as PDF.

    Args:
        sections: keys of `report_document.SECTIONS` to print; none: the whole report.
        notes: moment and text of each of a counsellor's notes that are to be printed along.

    Raises:
        NotPrinted: typst could not print it.
    """
    import typst  # heavy and seldom needed

    document = report_document(report, sections, notes)
    made = report.made_at
    document["day"] = [made.year, made.month, made.day]
    document["whole"] = not sections
    shown = _displayable(json.dumps(document, ensure_ascii=False))
    try:
        printed = typst.compile(
            str(_TEMPLATE),
            format="pdf",
            font_paths=[str(fonts())],
            ignore_system_fonts=True,
            sys_inputs={"report": shown, "title": report.name},
            pdf_standards=_STANDARD,
        )
    except typst.TypstError as error:
        raise NotPrinted(str(error)) from error
    assert isinstance(printed, bytes)
    return printed


def print_chart(chart: dict[str, Any]) -> bytes:
    """A chart block of `report_document` as SVG. Raises NotPrinted if typst could not draw it."""
    import typst

    try:
        drawn = typst.compile(
            str(_CHART),
            format="svg",
            font_paths=[str(fonts())],
            ignore_system_fonts=True,
            sys_inputs={"chart": _displayable(json.dumps(chart, ensure_ascii=False))},
        )
    except typst.TypstError as error:
        raise NotPrinted(str(error)) from error
    assert isinstance(drawn, bytes)
    return drawn


def _displayable(words: str) -> str:
    """The words without what the font has no sign for: pictures are left out, letters of other scripts become □."""
    known = _signs()
    unknown = {char for char in words if ord(char) not in known and char.isprintable() or category(char) == "Cf"}
    return words.translate({ord(char): "" if category(char) in _LEFT_OUT else "□" for char in unknown})


@cache
def _signs() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    faces = (FT2Font(str(fonts() / name)) for name in ("NanumGothic.ttf", "NanumGothicBold.ttf"))
    first, second = (frozenset(face.get_charmap()) for face in faces)
    return first & second
