"""Workbooks are read by their content, and written so that no cell does anything."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.files import compound
from accounts.files.sheets import check_workbook, neutral, plain, read_sheet


def a_workbook(title="台账") -> BytesIO:
    book = Workbook()
    sheet = book.create_sheet(title, 0)
    sheet["A1"] = "日期"
    made = BytesIO()
    book.save(made)
    return made


def with_part(name: str, content: bytes) -> BytesIO:
    """A workbook in which one part is another."""
    made = BytesIO()
    with ZipFile(a_workbook()) as sound, ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for part in sound.namelist():
            archive.writestr(part, content if part == name else sound.read(part))
        if name not in sound.namelist():
            archive.writestr(name, content)
    return made


def sealed() -> bytes:
    """The head of a compound file with the stream in which Excel keeps a sealed workbook."""
    head = bytearray(compound.MAGIC.ljust(512, b"\0"))
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 48, 0)
    struct.pack_into("<109I", head, 76, 1, *[0xFFFFFFFF] * 108)
    name = "EncryptedPackage".encode("utf-16-le") + b"\0\0"
    entry = name.ljust(64, b"\0") + struct.pack("<H", len(name))
    table = struct.pack("<I", 0xFFFFFFFE).ljust(512, b"\xff")
    return bytes(head) + entry.ljust(512, b"\0") + table


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"plain words", "not_xlsx"),
        (b"%PDF-1.4\n%%EOF", "not_xlsx"),
        (b"PK\x03\x04 cut short", "not_xlsx"),
        (b"PK" + b"0" * (20 * 1024 * 1024), "file_too_large"),
        (compound.MAGIC.ljust(2048, b"\0"), "not_xlsx"),
        (sealed(), "encrypted"),
    ],
    ids=["empty", "text", "pdf", "cut", "large", "xls", "sealed"],
)
def test_what_is_no_workbook_is_refused_by_its_content(content, code):
    with pytest.raises(ValidationError) as refused:
        check_workbook(SimpleUploadedFile("台账.xlsx", content))

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (with_part("xl/media/image1.bin", b"\0" * (13 * 1024 * 1024)), "too_long"),
        (with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), "broken"),
        (with_part("xl/workbook.xml", b"no xml"), "broken"),
        (a_workbook(title="别的表"), "no_sheet"),
    ],
    ids=["bomb", "cut", "no_xml", "other"],
)
def test_a_workbook_that_cannot_be_read_is_refused(file, code):
    with pytest.raises(ValidationError) as refused:
        read_sheet(file, title="台账", most_rows=10)

    assert refused.value.code == code


def test_entities_that_grow_are_not_followed():
    grows = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    cell = b'<c r="A1" t="inlineStr"><is><t>&j;</t></is></c>'
    body = b"]><worksheet><sheetData><row r='1'>" + cell + b"</row></sheetData></worksheet>"

    with pytest.raises(ValidationError) as refused:
        read_sheet(with_part("xl/worksheets/sheet1.xml", grows + body), title="台账", most_rows=10)

    assert refused.value.code == "broken"


def test_more_rows_than_asked_for_are_refused_and_empty_ones_not_counted():
    book = Workbook()
    sheet = book.create_sheet("台账")
    for number in range(1, 40, 4):
        sheet.cell(number, 1, "有")
        sheet.cell(number + 1, 1, " ")
    made = BytesIO()
    book.save(made)

    assert list(read_sheet(made, title="台账", most_rows=10).rows) == list(range(1, 40, 4))
    with pytest.raises(ValidationError) as refused:
        read_sheet(made, title="台账", most_rows=9)
    assert refused.value.code == "too_long"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@x", "\t=1", "张三", "", "'quoted"])
def test_a_neutral_cell_does_nothing_and_is_read_back(text):
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t"))
    assert plain(neutral(text)) == text
