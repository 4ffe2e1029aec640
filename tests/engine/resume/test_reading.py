"""Résumé files of every kind, and all that can be wrong with them."""

import pytest

from engine.resume import BYTES_MAX, PAGES_MAX, ResumeError, read_resume
from tests.engine.resume import files

ENTITIES = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "가가가가가가가가가가"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<sec><p><run><t>&b;</t></run></p></sec>"""


@pytest.mark.parametrize(
    "content",
    [
        files.pdf(),
        files.encrypted_pdf(""),
        files.docx(),
        files.hwpx(),
        "\n".join(files.LINES).encode("utf-8-sig"),
        "\r\n".join(files.LINES).encode("cp949"),
        "\n".join(files.LINES).encode("utf-16"),
    ],
    ids=["pdf", "pdf that may be read", "docx", "hwpx", "utf-8 txt", "cp949 txt", "utf-16 txt"],
)
def test_every_kind_gives_the_same_text(content: bytes) -> None:
    # GIVEN the same résumé as different word processors save it
    # WHEN it is read
    lines = [line for line in read_resume(content).splitlines() if line]
    # THEN its lines are there in their order, a table's row in one line
    assert [" ".join(line.split()) for line in lines] == list(files.LINES)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"x" * (BYTES_MAX + 1), "too_large"),
        (files.pdf(("한 쪽",), PAGES_MAX + 1), "too_many_pages"),
        (("가나다라 " * 20_000).encode(), "too_long"),
        (files.encrypted_pdf("secret"), "encrypted"),
        (files.hwpx(manifest="<manifest><encryption-data/></manifest>"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_format"),
        (files.scanned_pdf(), "scanned"),
        (files.pdf()[:400], "damaged"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (files.docx()[:2000], "damaged"),
        (files.hwpx(section="<sec><p>"), "damaged"),
        (files.hwpx(section=ENTITIES), "unsafe"),
        (files.archive({"word/document.xml": b"\0" * (90 * 1024 * 1024)}), "unsafe"),
        (files.archive({f"m{place}": "x" for place in range(2500)}), "unsafe"),
        (files.archive({"pictures/a.txt": "x"}), "unknown_format"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "unknown_format"),
        (b"MZ" + bytes(range(256)) * 4, "unknown_format"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    # GIVEN a file that cannot be read
    # WHEN it is tried
    with pytest.raises(ResumeError) as error:
        read_resume(content)
    # THEN the reason is known and the message is a Korean sentence
    assert error.value.reason == reason
    assert str(error.value).endswith("요.")


def test_the_name_of_a_file_proves_nothing() -> None:
    # GIVEN a PDF with rubbish before it, as some mail programs save them
    content = b"\n\n" + files.pdf()
    # WHEN it is read
    # THEN its content decides
    assert files.LINES[2] in read_resume(content)
