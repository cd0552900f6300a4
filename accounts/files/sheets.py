"""Reading a workbook that somebody hands in, and writing cells that do nothing when opened."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import TextChoices
from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from accounts.files import compound
from accounts.files.models import FileKind
from accounts.files.rules import kind_of_upload

MOST_COLUMNS = 40
# Sheets are read into memory whole, where a cell takes fifty times its room in the file.
_MOST_UNPACKED = 12 * 1024 * 1024
# How Excel keeps a workbook with a password.
_SEALED = "EncryptedPackage"
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
# Whatever a hostile workbook makes the reader stumble over, it is simply not taken.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,  # what both readers of XML raise
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


class SheetRefusal(TextChoices):
    NOT_XLSX = "not_xlsx", "请上传 Excel 工作簿（.xlsx），旧版 .xls 请另存为 .xlsx 后上传。"
    ENCRYPTED = "encrypted", "工作簿设有密码，请取消密码后上传。"
    BROKEN = "broken", "工作簿已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。"
    TOO_LONG = "too_long", "工作簿内容过多，请分成几份上传。"
    NO_SHEET = "no_sheet", "工作簿中没有这张工作表："


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold anything, by their numbers.

    ``unread`` are addresses of formulas that left no value, or an error; ``merged`` the ranges of
    cells that are one on the screen.
    """

    rows: dict[int, tuple[Any, ...]]
    unread: frozenset[str]
    merged: tuple[Any, ...]

    def range_over(self, row: int, column: int) -> str:
        """The merged range the cell is part of; empty where it stands alone."""
        return next(
            (
                str(area)
                for area in self.merged
                if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col
            ),
            "",
        )


def neutral(text: str) -> str:
    """The text as a cell that no program takes for a formula."""
    return f"'{text}" if text.startswith(_ACTIVE) else text


def plain(text: str) -> str:
    """What ``neutral`` was given, from what it made."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_ACTIVE) else text


def address(row: int, column: int) -> str:
    """``C7`` for row 7 of the third column."""
    return f"{get_column_letter(column)}{row}"


def check_workbook(upload: File[Any]) -> None:
    """Raises ``ValidationError`` for a file whose content is no workbook we read.

    Codes as of ``SheetRefusal``, and ``file_empty``, ``file_too_large``, ``file_too_many``.
    """
    if _SEALED in compound.stream_names(upload):
        raise _refused(SheetRefusal.ENCRYPTED)
    try:
        kind = kind_of_upload(upload)
    except ValidationError as refused:
        if refused.code == "file_type":
            raise _refused(SheetRefusal.NOT_XLSX) from refused
        raise
    if kind != FileKind.XLSX:
        raise _refused(SheetRefusal.NOT_XLSX)


def read_sheet(file: IO[bytes], *, title: str, most_rows: int) -> Sheet:
    """The sheet of that title, of whose columns the first ``MOST_COLUMNS`` are read.

    Raises ``ValidationError`` when there is none, when it holds more than ``most_rows`` rows or
    the workbook more than fits, and when it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            # Of what it leaves out (pictures, other programs' extras) nothing is wanted.
            warnings.simplefilter("ignore")
            return _read(file, title, most_rows)
    except _BROKEN as broken:
        raise _refused(SheetRefusal.BROKEN) from broken
    finally:
        file.seek(0)


def _refused(refusal: SheetRefusal, named: str = "") -> ValidationError:
    return ValidationError(f"{refusal.label}{named}", code=refusal.value)


def _read(file: IO[bytes], title: str, most_rows: int) -> Sheet:
    file.seek(0)
    with ZipFile(file) as archive:
        # A part that unpacks to more than it says is broken, and told so by the reader.
        if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
            raise _refused(SheetRefusal.TOO_LONG)
    rows: dict[int, tuple[Any, ...]] = {}
    unread = set()
    for number, cells in _rows_of(file, title):
        values = tuple(cell.value for cell in cells)
        if any(value is not None and str(value).strip() for value in values):
            rows[number] = values
        unread |= {
            address(number, place)
            for place, cell in enumerate(cells, start=1)
            if getattr(cell, "data_type", "") == TYPE_ERROR
        }
        if len(rows) > most_rows:
            raise _refused(SheetRefusal.TOO_LONG)
    formulas, merged = _formulas_of(file, title)
    for number, place in formulas:
        if number not in rows or rows[number][place - 1 : place] in ((), (None,)):
            unread.add(address(number, place))
            rows.setdefault(number, (None,) * place)
    return Sheet(dict(sorted(rows.items())), frozenset(unread), merged)


def _rows_of(file: IO[bytes], title: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Row after row, each with the values its formulas had when it was saved."""
    file.seek(0)
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    if title not in book.sheetnames:
        raise _refused(SheetRefusal.NO_SHEET, title)
    sheet = book[title]
    # What the file says of its own size is not believed.
    sheet.reset_dimensions()
    yield from enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1)


def _formulas_of(file: IO[bytes], title: str) -> tuple[list[tuple[int, int]], tuple[Any, ...]]:
    """Where the sheet has formulas, and its merged ranges."""
    file.seek(0)
    sheet = load_workbook(file, keep_links=False)[title]
    formulas = [
        (number, place)
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1)
        for place, cell in enumerate(row, start=1)
        if cell.data_type == TYPE_FORMULA
    ]
    return formulas, tuple(sheet.merged_cells.ranges)
