"""A one-page PDF with a few lines of Chinese, standing for a scanned sheet of paper."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

_TITLE, _BODY, _LEADING = 22, 16, 29  # points
_LEFT, _TOP = 79, 720
_WIDTH = 27  # characters


def sheet_pdf(lines: Iterable[str]) -> bytes:
    """The first line as title, the others below it and broken to its width, on one A4 page.

    The font is named, not embedded: every reader of PDF has a Chinese one of its own.
    """
    title, *paragraphs = lines
    body = [line for paragraph in paragraphs for line in wrap(paragraph, _WIDTH)]
    shown = [_line(title, _TITLE, _TOP)]
    shown += [_line(text, _BODY, _TOP - _LEADING * (row + 2)) for row, text in enumerate(body)]
    content = b"\n".join(shown)
    return _assembled(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    )


def _line(text: str, size: int, height: int) -> bytes:
    shown = text.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {_LEFT} {height} Td <{shown}> Tj ET".encode("ascii")


def _assembled(*objects: bytes) -> bytes:
    """The objects with their numbers, and the table of where each begins."""
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, size = len(file), len(objects) + 1
    file += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    file += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(file)
