"""Files with words in them, as members write them and as strangers forge them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from pypdf import PdfReader, PdfWriter

from seeds.telling.sheet import sheet_pdf

_TYPES = (
    b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)


def docx(*lines: str, rows: Iterable[Iterable[str]] = ()) -> bytes:
    """A Word file: paragraphs, then one table of the rows."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    for cells in rows:
        texts = list(cells)
        table = document.add_table(1, len(texts))
        for cell, text in zip(table.rows[0].cells, texts, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF with each text on a page of its own; one without words is what a scanner makes."""
    writer = PdfWriter()
    for text in pages:
        writer.append(PdfReader(io.BytesIO(sheet_pdf([text, ""]))))
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue().rstrip() + b"\n"


def forged(main: bytes, *, method: int = ZIP_DEFLATED, lie: int | None = None) -> bytes:
    """A Word file whose main part is ``main``; ``lie`` is the size the archive admits to."""
    file = io.BytesIO()
    with ZipFile(file, "w", method) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", b"<Relationships/>")
        archive.writestr("word/document.xml", main)
    content = bytearray(file.getvalue())
    if lie is not None:
        _understate(content, len(main), zlib.crc32(main), lie, zlib.crc32(main[:lie]))
    return bytes(content)


def _understate(content: bytearray, size: int, crc: int, lie: int, crc_of_lie: int) -> None:
    """Write another size, with the checksum that fits it, wherever the archive says the true."""
    for true, false in ((size, lie), (crc, crc_of_lie)):
        packed = struct.pack("<I", true)
        at = content.find(packed)
        while at >= 0:
            content[at : at + 4] = struct.pack("<I", false)
            at = content.find(packed, at + 4)
