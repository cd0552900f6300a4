"""Reading which streams an OLE2 compound file holds (Word 97 and WPS documents are such files)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST_REAL_SECTOR = 0xFFFFFFFA


def stream_names(file: IO[bytes]) -> set[str]:
    """Names of the streams and storages of the file; empty when it is broken or cut short.

    Only the table in the file's head is followed: it covers the first 7 MB at least, and
    writers put the directory of a document there.
    """
    file.seek(0)
    head = file.read(512)
    if len(head) < 512 or not head.startswith(MAGIC):
        return set()
    (shift,) = struct.unpack_from("<H", head, 30)
    if shift not in (9, 12):
        return set()
    try:
        return {name for sector in _directory(file, head, 1 << shift) for name in _names(sector)}
    except (struct.error, IndexError, UnicodeDecodeError):
        return set()


def _directory(file: IO[bytes], head: bytes, size: int) -> Iterator[bytes]:
    """The sectors of the directory, by the chain that starts in the head."""
    tables = [at for at in struct.unpack_from("<109I", head, 76) if at < _LAST_REAL_SECTOR]
    (here,) = struct.unpack_from("<I", head, 48)
    seen: set[int] = set()
    while here < _LAST_REAL_SECTOR and here not in seen:
        seen.add(here)
        yield _sector(file, here, size)
        per_table = size // 4
        table = _sector(file, tables[here // per_table], size)
        (here,) = struct.unpack_from("<I", table, here % per_table * 4)


def _sector(file: IO[bytes], number: int, size: int) -> bytes:
    file.seek((number + 1) * size)
    sector = file.read(size)
    if len(sector) < size:
        raise IndexError(number)
    return sector


def _names(sector: bytes) -> Iterator[str]:
    for at in range(0, len(sector), _ENTRY):
        (length,) = struct.unpack_from("<H", sector, at + 64)
        if 2 <= length <= 64:
            yield sector[at : at + length - 2].decode("utf-16-le")
