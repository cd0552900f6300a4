"""Getting the text out of a file; larger ones in a process of its own, with its limits set.

``python -m accounts.files.reading pdf`` takes the file from its input and answers in JSON. A file
made to loop or to swell takes that process with it and nothing else.
"""

from __future__ import annotations

import codecs
import io
import json
import resource
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any
from zipfile import ZipFile

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from accounts.files.unpacking import BROKEN, Unreadable, unpack

MOST_CHARACTERS = 200_000
MOST_PAGES = 300
# The words of the longest report fit many times over.
MOST_XML = 16 * 1024 * 1024
MOST_SECONDS = 20
MOST_MEMORY = 1024 * 1024 * 1024

_MAIN_PART = "/officeDocument"
_CONTROL = dict.fromkeys({*range(32), 127} - {9, 10})
# Past what its own errors name, the reader of PDF files falls over what is not of the kind it
# expects; the second line is what a process at its limits meets.
_BROKEN_PDF = (
    *(PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError),
    *(NotImplementedError, RecursionError, MemoryError, ValueError, OSError),
    *(struct.error, zlib.error),
)


def read_text(kind: str, file: IO[bytes], *, most_xml: int = MOST_XML) -> tuple[list[str], bool]:
    """The text of a file, a PDF's page by page, and whether the rest was left out.

    Raises ``Unreadable`` with its reason.
    """
    pages, count, is_cut = [], 0, False
    for page in _READERS[kind](file, most_xml):
        text = _clean(page)
        pages.append(text[: MOST_CHARACTERS - count])
        count += len(text)
        if count > MOST_CHARACTERS or len(pages) > MOST_PAGES:
            is_cut = True
            break
    if not any(pages):
        raise Unreadable("no_text")
    return pages[:MOST_PAGES], is_cut


def _clean(text: str) -> str:
    """Without control characters and halves of characters, which no database keeps."""
    plain = text.translate(_CONTROL).encode("utf-8", "ignore").decode()
    return "\n".join(line.rstrip() for line in plain.splitlines()).strip()


def _txt(file: IO[bytes], _most_xml: int) -> Iterator[str]:
    content = file.read(MOST_CHARACTERS * 4)
    for encoding in ("utf-8-sig", "gb18030"):
        # What is cut off in the middle of its last character is not held against it.
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            yield decoder.decode(content).replace("\f", "\n")
        except UnicodeDecodeError:
            continue
        return
    raise Unreadable("broken")


def _docx(file: IO[bytes], most_xml: int) -> Iterator[str]:
    try:
        with ZipFile(file) as archive:
            body = parse_xml(_part(archive, _main_part(archive, most_xml), most_xml))
    # What the parser of XML raises is a kind of syntax error.
    except (*BROKEN, SyntaxError) as broken:
        raise Unreadable("broken") from broken
    yield "\n".join(_lines(body))


def _main_part(archive: ZipFile, most_xml: int) -> str:
    """The name of the part that holds the words, as the list of the package's relations says."""
    relations = parse_xml(_part(archive, "_rels/.rels", most_xml))
    targets = [
        str(one.get("Target", ""))
        for one in relations.iterchildren("{*}Relationship")
        if str(one.get("Type", "")).endswith(_MAIN_PART)
    ]
    return targets[0].lstrip("/") if targets else "word/document.xml"


def _part(archive: ZipFile, name: str, most: int) -> bytes:
    part = io.BytesIO()
    unpack(archive, archive.getinfo(name), part, most=most)
    return part.getvalue()


def _lines(body: Any) -> Iterator[str]:
    """Paragraph by paragraph; the cells of one row of a table stand on one line."""
    row: Any = None
    cells: list[str] = []
    for paragraph in body.iter(qn("w:p")):
        if next(paragraph.iterancestors(qn("w:p"), _FALLBACK), None) is not None:
            continue
        here = next(paragraph.iterancestors(qn("w:tr")), None)
        if here is not row and cells:
            yield "\t".join(cells)
            cells = []
        row = here
        if row is None:
            yield _words(paragraph)
        else:
            cells.append(_words(paragraph))
    if cells:
        yield "\t".join(cells)


# What stands in a box is written twice, the second time for old programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}


def _words(paragraph: Any) -> str:
    runs = paragraph.iter(qn("w:t"), *_MARKS)
    return "".join(
        _MARKS.get(run.tag, run.text or "")
        for run in runs
        if next(run.iterancestors(_FALLBACK), None) is None
    )


def _pdf(file: IO[bytes], _most_xml: int) -> Iterator[str]:
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted")
        for page in reader.pages:
            yield page.extract_text().replace("\f", "\n")
    except (DependencyError, FileNotDecryptedError) as locked:
        raise Unreadable("encrypted") from locked
    except _BROKEN_PDF as broken:
        raise Unreadable("broken") from broken


_READERS: dict[str, Callable[[IO[bytes], int], Iterator[str]]] = {
    "docx": _docx,
    "pdf": _pdf,
    "txt": _txt,
}


def main() -> None:
    """One file in, one answer out, within limits that the system keeps."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        pages, is_cut = read_text(sys.argv[1], io.BytesIO(sys.stdin.buffer.read()))
        answer: dict[str, Any] = {"pages": pages, "is_cut": is_cut}
    except Unreadable as unreadable:
        answer = {"trouble": unreadable.reason}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
