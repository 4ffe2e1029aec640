"""The report as PDF: complete, tagged, with Korean text that can be read out, whatever is in it."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from bot.replies.pdf import print_report
from bot.replies.report_document import SECTIONS, report_document
from engine.competency.career_path import career_path
from engine.reports.making import make_snapshot
from engine.reports.snapshot import OwnedPart, Snapshot
from knowledge.base import KnowledgeBase

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONGEST, SHORTEST = "122300", "211200"


def made(kb: KnowledgeBase, occupation: str, name: str = "나의 보고서", detailed: bool = False) -> Snapshot:
    units = career_path(kb, occupation).units[::4]
    owned = [OwnedPart(unit.code, unit.name, unit.duty_code, unit.level, 0.8, ("설계",)) for unit in units]
    return make_snapshot(kb, occupation, name, ["통계"], owned if detailed else None, now=MOMENT)


def words(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().replace("\u200b", "").split()) for page in pages)


@pytest.mark.parametrize("detailed", [False, True])
def test_everything_of_the_report_is_printed(kb: KnowledgeBase, detailed: bool) -> None:
    # GIVEN a report  WHEN it is printed
    report = made(kb, "134102", detailed=detailed)
    printed = print_report(report)
    text = words(printed)
    # THEN every unit, section, caution and source is on the pages
    squeezed = {"".join(name.split()) for name in (*(unit.name for unit in report.units), *SECTIONS.values())}
    assert [name for name in squeezed if name not in text] == []
    assert all("".join(source.period.split()) in text for source in report.sources)
    assert "1350" in text
    assert ("●" in text) == detailed


def test_the_file_is_tagged_korean_with_bookmarks_and_page_numbers(kb: KnowledgeBase) -> None:
    # GIVEN a printed report
    reader = PdfReader(io.BytesIO(print_report(made(kb, "134102", "봄의 계획"))))
    catalog = reader.trailer["/Root"]
    # THEN it has title, language, tags, bookmarks for the sections, embedded fonts and page numbers
    assert reader.metadata is not None
    assert reader.metadata.title == "봄의 계획"
    assert str(catalog["/Lang"]).startswith("ko")  # type: ignore[index]
    assert catalog["/MarkInfo"]["/Marked"]  # type: ignore[index]
    marks = [str(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    assert marks[-len(SECTIONS) :] == list(SECTIONS.values())
    fonts = reader.pages[1]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        inner: DictionaryObject = font.get_object()["/DescendantFonts"][0].get_object()
        assert "Nanum" in str(inner["/BaseFont"])
        assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])  # type: ignore[arg-type]
    assert f"2/{len(reader.pages)}" in "".join(reader.pages[1].extract_text().split())


def test_one_section_with_cautions_and_sources(kb: KnowledgeBase) -> None:
    # GIVEN a report  WHEN only 취업시장 is printed  THEN it is shorter and has cautions and sources all the same
    report = made(kb, "134102")
    printed = print_report(report, ["market"])
    text = words(printed)
    assert len(PdfReader(io.BytesIO(printed)).pages) < len(PdfReader(io.BytesIO(print_report(report))).pages)
    assert "지역별구인/구직" in text
    assert "1350" in text
    assert "자료의출처" in text
    assert "직무×수준" not in text


@pytest.mark.parametrize(
    "name",
    [
        "#set page(fill: red) *굵게* $x$ \\ @label <b>",
        "가" * 100,
        "👩🏽‍🚀 우주 — ½ ㎡ 漢字 العربية",
        "a\"b'c`d` \u200b끝",
        "[[ ]] #[ //",
    ],
)
def test_no_name_is_read_as_markup_or_breaks_the_page(kb: KnowledgeBase, name: str) -> None:
    # GIVEN a report with a name that looks like markup, is long, or in other scripts
    # WHEN it is printed  THEN the words stand there as they are, and no page is coloured or empty
    printed = print_report(made(kb, SHORTEST, name))
    assert PdfReader(io.BytesIO(printed)).metadata.title == name  # type: ignore[union-attr]
    picture = pypdfium2.PdfDocument(printed)[0].render(scale=0.3).to_pil().convert("RGB")
    assert picture.getpixel((2, 2)) == (255, 255, 255)


@pytest.mark.parametrize("occupation", [LONGEST, SHORTEST])
def test_nothing_runs_over_the_edge(kb: KnowledgeBase, occupation: str) -> None:
    # GIVEN the longest and the shortest report  WHEN printed  THEN the margins of every page are white
    for page in pypdfium2.PdfDocument(print_report(made(kb, occupation, detailed=True))):
        picture = page.render(scale=0.5).to_pil().convert("L")
        wide, high = picture.size
        for strip in ((wide - 18, 0, wide, high), (0, 0, 18, high), (0, high - 12, wide, high)):
            assert picture.crop(strip).getextrema() == (255, 255)


def test_a_report_without_market_and_advice_says_so(kb: KnowledgeBase) -> None:
    # GIVEN a report made without them  WHEN printed  THEN it says that they were not there
    report = replace(made(kb, SHORTEST), market=None, advice=None)
    assert "이정보가없었어요" in words(print_report(report))


def test_a_long_report_is_printed_in_few_times_the_time_of_a_short_one(kb: KnowledgeBase) -> None:
    # GIVEN both printed once (fonts are read then)
    short, long = made(kb, SHORTEST), made(kb, LONGEST, detailed=True)
    spent = {}
    for name, report in (("short", short), ("long", long)):
        print_report(replace(report, name="warm"))
        began = time.process_time()
        print_report(report)
        spent[name] = time.process_time() - began
    # THEN the longest takes no more than thirty times as long: nothing grows with the square of its length
    assert spent["long"] < 30 * spent["short"]


def test_the_document_names_only_wanted_sections(kb: KnowledgeBase) -> None:
    # GIVEN a report  WHEN one section is wanted  THEN it comes with those that are always there, in order
    document = report_document(made(kb, SHORTEST), ["advice"])
    assert [section["id"] for section in document["sections"]] == ["advice", "cautions", "sources"]
