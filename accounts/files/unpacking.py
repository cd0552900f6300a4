"""Reading out of archives that strangers made: bounded, whatever the archive says of itself."""

from __future__ import annotations

import zlib
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

_CHUNK = 64 * 1024
_IS_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
# The reader of any other method swells one chunk to whatever size its maker chose.
_METHODS = (ZIP_STORED, ZIP_DEFLATED)
# Whatever a hostile archive makes the reader stumble over, it is broken.
BROKEN = (
    BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
    zlib.error,
)


class Unreadable(Exception):  # noqa: N818 - reads as a sentence: raise Unreadable("broken")
    """Why nothing was read: ``encrypted``, ``too_large``, ``no_text`` or ``broken``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def unpack(archive: ZipFile, info: ZipInfo, into: IO[bytes], *, most: int) -> None:
    """Write one entry to ``into``, chunk by chunk, and leave that at its start.

    Raises ``Unreadable`` for one that is encrypted, larger than ``most`` bytes or broken; an entry
    that swells beyond what it announced is cut there, which its checksum tells.
    """
    if info.flag_bits & _IS_ENCRYPTED:
        raise Unreadable("encrypted")
    if info.compress_type not in _METHODS:
        raise Unreadable("broken")
    if info.file_size > most:
        raise Unreadable("too_large")
    try:
        with archive.open(info) as entry:
            while chunk := entry.read(_CHUNK):
                into.write(chunk)
    except BROKEN as broken:
        raise Unreadable("broken") from broken
    into.seek(0)


def name_of(info: ZipInfo) -> str:
    """The entry's name as its maker typed it; Chinese Windows writes GBK and does not say so."""
    if info.flag_bits & _IS_UTF8:
        return info.filename
    try:
        letters = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return letters.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
