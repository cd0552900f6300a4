"""Which files are taken, told by their content; a name is only ever a label."""

from __future__ import annotations

import codecs
import re
import unicodedata
import zlib
from collections.abc import Iterator
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, is_zipfile

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import TextChoices

from accounts.files import compound
from accounts.files.models import FileKind

MOST_BYTES = 20 * 1024 * 1024
_CHUNK = 64 * 1024

# What the list of parts says of a document, a sheet, slides; of one with macros, something else.
_OFFICE = {
    b"wordprocessingml.document.main+xml": FileKind.DOCX,
    b"spreadsheetml.sheet.main+xml": FileKind.XLSX,
    b"presentationml.presentation.main+xml": FileKind.PPTX,
}
_OFFICE_PARTS = "[Content_Types].xml"
# Reading the list of an archive's entries takes time and room for each of them.
_MOST_ENTRIES = 10_000
_ENTRY_MARK = b"PK\x01\x02"
# A list of parts longer than this is no list of parts but a bomb.
_MOST_PARTS = 1024 * 1024

# Where an upload carries its kind once it was looked at.
_KNOWN = "known_kind"

_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f")) + b"\x7f"
# A file that starts like one of these and is not whole is broken, never a text.
_HEADS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"PK", b"MZ", compound.MAGIC)

# Extensions people know a kind by, the usual one first.
_EXTENSIONS = {FileKind.JPG: ("jpg", "jpeg"), FileKind.WPS: ("wps", "doc")}
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*]')


class FileRefusal(TextChoices):
    EMPTY = "file_empty", "文件是空的。"
    TOO_LARGE = "file_too_large", "文件超过 20 MB。"
    TOO_MANY = "file_too_many", f"压缩包内的文件超过 {_MOST_ENTRIES} 个。"
    ENCRYPTED = "file_encrypted", "文件设有打开密码，请去掉密码后再上传。"
    TYPE = "file_type", f"文件已损坏，或者类型不在允许之列。可上传：{'、'.join(FileKind.values)}。"


def kind_of_upload(upload: File[Any]) -> FileKind:
    """The kind of a file handed in, looked at once: its form asks, and so does who keeps it.

    Raises as ``checked_kind`` does.
    """
    known: FileKind | None = getattr(upload, _KNOWN, None)
    if known is None:
        known = checked_kind(upload, size=upload.size or 0)
        setattr(upload, _KNOWN, known)
    return known


def checked_kind(file: IO[bytes], *, size: int) -> FileKind:
    """The kind of a file of ``size`` bytes that may be kept. Leaves the file at its start.

    Raises ``ValidationError`` with code ``file_empty``, ``file_too_large``, ``file_too_many``,
    ``file_encrypted`` or ``file_type``.
    """
    if not size:
        raise _refused(FileRefusal.EMPTY)
    if size > MOST_BYTES:
        raise _refused(FileRefusal.TOO_LARGE)
    kind = detect(file)
    if kind is None:
        raise _refused(FileRefusal.TYPE)
    return kind


def _refused(refusal: FileRefusal) -> ValidationError:
    return ValidationError(refusal.label, code=refusal.value)


def detect(file: IO[bytes]) -> FileKind | None:
    """The kind its content shows. Leaves the file at its start.

    ``None`` when it is none of ours, broken, cut short, or two things at once. Raises
    ``ValidationError`` for an archive of more entries than we are willing to read, and for a
    document sealed with a password.
    """
    try:
        return _detect(file)
    finally:
        file.seek(0)


def _detect(file: IO[bytes]) -> FileKind | None:
    file.seek(0)
    head = file.read(8)
    for start, kind, is_whole in (
        (b"%PDF-", FileKind.PDF, _is_whole_pdf),
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG, _is_whole_png),
        (b"\xff\xd8\xff", FileKind.JPG, _is_whole_jpg),
        (compound.MAGIC, FileKind.WPS, _is_word),
    ):
        if head.startswith(start):
            return kind if is_whole(file) else None
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(file)
    if head.startswith(_HEADS):
        return None
    return FileKind.TXT if _is_text(file) else None


def _is_whole_pdf(file: IO[bytes]) -> bool:
    """Ends in the mark of its end; whatever hangs behind that is another file."""
    return _tail(file, 2048).rstrip(b"\0 \t\r\n").endswith(b"%%EOF")


def _is_whole_png(file: IO[bytes]) -> bool:
    return _tail(file, 12) == b"\0\0\0\0IEND\xaeB`\x82"


def _is_whole_jpg(file: IO[bytes]) -> bool:
    """Has its end mark.

    Phones write data of their own behind it: let pass, unless it makes the picture an archive.
    """
    file.seek(0)
    return b"\xff\xd9" in file.read(MOST_BYTES) and not is_zipfile(file)


def _is_word(file: IO[bytes]) -> bool:
    streams = compound.stream_names(file)
    # What Word, Excel and the like write when a password is set: one sealed package.
    if "EncryptedPackage" in streams:
        raise _refused(FileRefusal.ENCRYPTED)
    return "WordDocument" in streams


def _kind_of_zip(file: IO[bytes]) -> FileKind | None:
    if _entries_at_most(file) > _MOST_ENTRIES:
        raise _refused(FileRefusal.TOO_MANY)
    # Whatever a hostile archive makes the reader stumble over, it is simply not taken.
    broken = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, zlib.error)
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
            # An archive hung behind another file does not begin with its first entry.
            if not names or min(info.header_offset for info in archive.infolist()):
                return None
            if _OFFICE_PARTS in names:
                with archive.open(_OFFICE_PARTS) as listing:
                    return _kind_of_office(listing.read(_MOST_PARTS))
            return FileKind.OFD if "OFD.xml" in names else FileKind.ZIP
    except (*broken, UnicodeDecodeError, ValueError):
        return None


def _entries_at_most(file: IO[bytes]) -> int:
    """How often the mark stands in the file with which each entry of the list begins.

    What the archive says of their number is not asked: whoever made it wrote that, too.
    """
    count, kept = 0, b""
    for chunk in _chunks(file):
        seen = kept + chunk
        count += seen.count(_ENTRY_MARK)
        kept = seen[-len(_ENTRY_MARK) + 1 :]
    return count


def _kind_of_office(listing: bytes) -> FileKind | None:
    return next((kind for mark, kind in _OFFICE.items() if mark in listing), None)


def _is_text(file: IO[bytes]) -> bool:
    """Chinese or plain text in UTF-8 or GB 18030, without control characters."""
    return any(_reads_as(file, encoding) for encoding in ("utf-8", "gb18030"))


def _reads_as(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(file):
            if len(chunk.translate(None, _CONTROL)) != len(chunk):
                return False
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


def _tail(file: IO[bytes], length: int) -> bytes:
    file.seek(0, 2)
    file.seek(max(file.tell() - length, 0))
    return file.read(length)


def label_for(name: str, kind: str) -> str:
    """The visitor's name for his file, fit to be shown and to be saved under on any system.

    Loses its folders, control characters and marks that turn the writing direction; at most
    120 characters, with an extension that tells the truth.
    """
    known = _EXTENSIONS.get(FileKind(kind), (kind,))
    kept = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    stem = _NOT_IN_A_NAME.sub("_", kept).strip()
    extension = next((end for end in known if stem.lower().endswith(f".{end}")), "")
    stem = stem[: -len(extension) - 1] if extension else stem
    return f"{stem.strip(' .')[:110] or '文件'}.{extension or known[0]}"
