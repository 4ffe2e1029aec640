"""Résumé files made for the tests, as word processors write them."""

import io
import zipfile

LINES = ("이력서", "홍길동", "2014.03 ~ 2018.02 한국대학교 컴퓨터공학과 졸업", "정보처리기사 (2018.05 취득)")


def pdf(lines: tuple[str, ...] = LINES, pages: int = 1) -> bytes:
    """A PDF with real text in a Korean font."""
    import typst

    from bot.replies.fonts import fonts

    body = " \\\n".join(line.replace("~", "\\~") for line in lines)
    page = f'#set text(font: "NanumGothic")\n{body}\n'
    source = page + "".join("#pagebreak()\n" + page for _ in range(pages - 1))
    made = typst.compile(source.encode(), font_paths=[str(fonts())])
    assert isinstance(made, bytes)
    return made


def encrypted_pdf(user_password: str) -> bytes:
    """A PDF with a password to open it; an empty one only forbids changes."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(user_password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned_pdf() -> bytes:
    """A PDF whose page is a picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (600, 800), 200).save(out, "PDF")
    return out.getvalue()


def docx() -> bytes:
    """A DOCX with paragraphs and a table between them."""
    from docx import Document

    document = Document()
    document.add_heading(LINES[0])
    document.add_paragraph(LINES[1])
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("2014.03 ~ 2018.02", "한국대학교", "컴퓨터공학과 졸업"), strict=True):
        cell.text = text
    document.add_paragraph(LINES[3])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_SECTION = """<?xml version="1.0" encoding="UTF-8"?>
<hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">
<hp:p><hp:run><hp:t>이력서</hp:t></hp:run></hp:p>
<hp:p><hp:run><hp:t>홍</hp:t></hp:run><hp:run><hp:t>길동</hp:t></hp:run></hp:p>
<hp:p><hp:run><hp:tbl><hp:tr>
<hp:tc><hp:subList><hp:p><hp:run><hp:t>2014.03 ~ 2018.02</hp:t></hp:run></hp:p></hp:subList></hp:tc>
<hp:tc><hp:subList><hp:p><hp:run><hp:t>한국대학교</hp:t></hp:run></hp:p></hp:subList></hp:tc>
<hp:tc><hp:subList><hp:p><hp:run><hp:t>컴퓨터공학과 졸업</hp:t></hp:run></hp:p></hp:subList></hp:tc>
</hp:tr></hp:tbl></hp:run></hp:p>
<hp:p><hp:run><hp:t>정보처리기사 (2018.05 취득)</hp:t></hp:run></hp:p>
</hs:sec>"""


def hwpx(section: str = _SECTION, manifest: str = "<manifest/>") -> bytes:
    return archive(
        {"mimetype": "application/hwp+zip", "META-INF/manifest.xml": manifest, "Contents/section0.xml": section}
    )


def archive(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()
