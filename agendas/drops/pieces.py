"""The single files in what was uploaded at once, archives opened with care."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from accounts.files.actions import store
from accounts.files.models import FileKind, StoredFile
from accounts.files.rules import MOST_BYTES, FileRefusal, kind_of_upload
from accounts.files.unpacking import Unreadable, name_of, unpack
from accounts.people.models import User
from agendas.drops.rules import DropRefusal, is_litter, leads_out, swells

_WHY: dict[str, str] = {
    "encrypted": DropRefusal.LOCKED,
    "too_large": FileRefusal.TOO_LARGE,
    "broken": FileRefusal.TYPE,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file: as it was uploaded, or an entry of an uploaded archive; or why it is not taken."""

    name: str
    upload: UploadedFile
    entry: ZipInfo | None = None
    trouble: str = ""

    @property
    def size(self) -> int:
        """In bytes, unpacked; nothing for what is not taken."""
        if self.trouble:
            return 0
        return self.entry.file_size if self.entry else self.upload.size or 0


def pieces_of(upload: UploadedFile) -> list[Piece]:
    """The file itself, or what its archive lists; nothing is unpacked yet."""
    name = upload.name or ""
    if is_litter(name):
        return []
    try:
        kind = kind_of_upload(upload)
    except ValidationError as refused:
        return [Piece(name, upload, trouble=str(refused.code))]
    return _listed(upload) if kind == FileKind.ZIP else [Piece(name, upload)]


def _listed(upload: UploadedFile) -> list[Piece]:
    with ZipFile(upload) as archive:
        named = [(name_of(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
    named = [(name, entry) for name, entry in named if not is_litter(name)]
    if swells((entry.file_size for _, entry in named), packed=upload.size or 0):
        return [Piece(upload.name or "", upload, trouble=DropRefusal.BOMB)]
    return [
        Piece(name, upload, entry, trouble=DropRefusal.PATH if leads_out(name) else "")
        for name, entry in named
    ]


def keep(piece: Piece, *, by: User) -> tuple[StoredFile | None, str]:
    """Store the file; without it the code of why it is not taken."""
    if piece.trouble:
        return None, piece.trouble
    try:
        with _opened(piece) as upload:
            if kind_of_upload(upload) == FileKind.ZIP:
                return None, DropRefusal.NESTED
            return store(upload, by=by), ""
    except ValidationError as refused:
        return None, str(refused.code)
    except Unreadable as unreadable:
        return None, _WHY[unreadable.reason]


@contextmanager
def _opened(piece: Piece) -> Iterator[Any]:
    """The file's bytes; those of an entry by way of the disk, so that memory holds none of them."""
    if piece.entry is None:
        yield piece.upload
        return
    size = piece.entry.file_size
    with TemporaryUploadedFile(piece.name, "", size, None) as parked:
        with ZipFile(piece.upload) as archive:
            unpack(archive, piece.entry, parked, most=MOST_BYTES)
        yield parked
