"""The smallest files that are what they claim to be."""

from __future__ import annotations

import io
import struct
from zipfile import ZipFile

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(17) + b"\0\0\0\0IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(20) + b"\xff\xd9"
EXE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(200)
TEXT = "破解土地要素瓶颈制约\n第一议题\n"

_TYPES = b'<Types><Override ContentType="application/vnd.%s"/></Types>'
_OFFICE = b"openxmlformats-officedocument."


def zipped(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return stream.getvalue()


def office(main: bytes) -> bytes:
    """A package of Office Open XML whose main part is of that type."""
    return zipped({"[Content_Types].xml": _TYPES % main, "_rels/.rels": b"<Relationships/>"})


DOCX = office(_OFFICE + b"wordprocessingml.document.main+xml")
XLSX = office(_OFFICE + b"spreadsheetml.sheet.main+xml")
PPTX = office(_OFFICE + b"presentationml.presentation.main+xml")
DOCM = office(b"ms-word.document.macroEnabled.main+xml")
OFD = zipped({"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<ofd:Document/>"})
ZIP = zipped({"调研报告.txt": TEXT.encode()})


def compound(*streams: str) -> bytes:
    """An OLE2 file with those streams, empty: head, one table sector, one directory sector."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b"".join(_entry(name) for name in ("Root Entry", *streams)).ljust(512, b"\0")
    return bytes(head) + table + directory


def _entry(name: str) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + bytes(62)


WPS = compound("WordDocument", "1Table")
SHEET = compound("Workbook")
