"""The four kinds of files, each as lines of text. Runs only inside ``engine.resume.worker``."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator

from engine.resume.reading import LETTERS_MAX, PAGES_MAX, ResumeError

UNPACKED_MAX = 80 * 1024 * 1024
"""Most bytes that an archive may hold unpacked: eight times the largest file."""

MEMBERS_MAX = 2_000
"""Most members of an archive; a DOCX with many pictures has a few hundred."""

LETTERS_OF_A_PAGE = 15
"""A page with fewer letters than this is taken for a picture of one."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")


def text_of(content: bytes) -> str:
    """The file's text.

    Raises:
        ResumeError: see ``engine.resume.reading.REASONS``.
    """
    lines = [_SPACES.sub(" ", unicodedata.normalize("NFC", line)).strip() for line in _reader_of(content)(content)]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if not text:
        raise ResumeError("empty")
    if len(text) > LETTERS_MAX:
        raise ResumeError("too_long")
    return text


def _reader_of(content: bytes) -> Callable[[bytes], Iterator[str]]:
    if b"%PDF-" in content[:1024]:
        return _pdf
    if content.startswith(b"PK"):
        return _archive
    if content.startswith(_OLE):
        raise ResumeError("encrypted" if _ENCRYPTED_PACKAGE in content else "old_format")
    return _plain


def _pdf(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ResumeError("encrypted")
        if len(reader.pages) > PAGES_MAX:
            raise ResumeError("too_many_pages")
        pages = [page.extract_text() or "" for page in reader.pages]
    except ResumeError:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError, RecursionError):
        raise ResumeError("damaged") from None
    if not pages:
        raise ResumeError("damaged")
    if sum(map(_letters, pages)) < LETTERS_OF_A_PAGE * len(pages):
        raise ResumeError("scanned")
    for page in pages:
        yield from page.splitlines()


def _archive(content: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if len(members) > MEMBERS_MAX or sum(member.file_size for member in members) > UNPACKED_MAX:
                raise ResumeError("unsafe")
            if any(member.flag_bits & 1 for member in members):
                raise ResumeError("encrypted")
            if "word/document.xml" in names:
                yield from _docx(content)
            elif any(re.fullmatch(r"Contents/section\d+\.xml", name) for name in names):
                yield from _hwpx(archive)
            else:
                raise ResumeError("unknown_format")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError):
        raise ResumeError("damaged") from None


def _docx(content: bytes) -> Iterator[str]:
    from docx import Document
    from docx.table import Table
    from lxml.etree import LxmlError

    try:
        blocks = list(Document(io.BytesIO(content)).iter_inner_content())
    except (KeyError, ValueError, LxmlError, AttributeError):
        raise ResumeError("damaged") from None
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                # A merged cell stands once for each column it covers.
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield "  ".join(filter(None, cells))
        else:
            yield from block.text.splitlines() or [""]


def _hwpx(archive: zipfile.ZipFile) -> Iterator[str]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ResumeError("encrypted")
    sections = sorted(
        (name for name in archive.namelist() if re.fullmatch(r"Contents/section\d+\.xml", name)),
        key=lambda name: int("".join(filter(str.isdigit, name))),
    )
    for name in sections:
        try:
            root = fromstring(archive.read(name))
        except DefusedXmlException:
            raise ResumeError("unsafe") from None
        except (ParseError, ValueError):
            raise ResumeError("damaged") from None
        for child in root:
            yield from _hwpx_lines(child)


def _hwpx_lines(node: object) -> Iterator[str]:
    """Lines of a paragraph: its own text, then the rows of tables inside it."""
    tables = []
    words = []
    for part in _walk(node, stop="tbl"):
        name = _name(part)
        if name == "tbl":
            tables.append(part)
        elif name == "t":
            words.append("".join(part.itertext()))  # type: ignore[attr-defined]
        elif name == "lineBreak":
            words.append("\n")
    yield from "".join(words).splitlines() or [""]
    for table in tables:
        for row in (part for part in table if _name(part) == "tr"):  # type: ignore[attr-defined]
            cells = []
            for cell in (part for part in row if _name(part) == "tc"):
                cells.append(" ".join(" ".join(line for p in cell for line in _hwpx_lines(p)).split()))
            yield "  ".join(filter(None, cells))


def _walk(node: object, stop: str) -> Iterator[object]:
    for part in node:  # type: ignore[attr-defined]
        yield part
        if _name(part) not in (stop, "t"):
            yield from _walk(part, stop)


def _name(node: object) -> str:
    return str(getattr(node, "tag", "")).rsplit("}", 1)[-1]


def _plain(content: bytes) -> Iterator[str]:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text):
            yield from text.splitlines()
            return
    raise ResumeError("unknown_format")


def _looks_like_text(text: str) -> bool:
    controls = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\r\n\t\f" for c in text[:5000])
    return controls == 0


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
