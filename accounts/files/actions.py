"""Keeping a file that somebody hands in, and giving up one that nobody needs."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.audit.actions import record
from accounts.files.models import DiscardedBytes, FileText, StoredFile
from accounts.files.rules import kind_of_upload, label_for
from accounts.people.models import User

# Longer than any request that may be storing the same file at this moment.
_GRACE = timedelta(minutes=15)


@transaction.atomic
def store(upload: UploadedFile, *, by: User) -> StoredFile:
    """Keep the file, its hash and the kind its content shows.

    Raises ``ValidationError`` with code ``file_empty``, ``file_too_large``, ``file_too_many``,
    ``file_encrypted`` or ``file_type``.
    """
    kind = kind_of_upload(upload)
    stored = StoredFile(
        name=label_for(upload.name or "", kind),
        kind=kind,
        size=upload.size or 0,
        sha256=_sha256(upload),
        uploaded_by=by,
    )
    _keep_bytes(stored, upload)
    stored.save()
    record("file.store", stored, by=by)
    return stored


def _sha256(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _keep_bytes(stored: StoredFile, upload: UploadedFile) -> None:
    """Put the bytes where their hash says, before the row that speaks of them.

    A transaction given up later leaves bytes without a row, which the next one to hand in the
    same file takes over; never a row without bytes. A copy of another length is what a crash
    left half written.
    """
    storage = stored.content.storage
    path = f"{stored.sha256[:2]}/{stored.sha256}.{stored.kind}"
    # Waits for a sweep that is just deleting them.
    DiscardedBytes.objects.filter(path=path).delete()
    if storage.exists(path) and storage.size(path) != stored.size:
        storage.delete(path)
    stored.content.name = path if storage.exists(path) else storage.save(path, upload)


@transaction.atomic
def discard(stored: StoredFile, *, by: User | None, at: datetime) -> None:
    """Delete the row of a file that nothing points to; bytes and text follow in a while.

    ``by`` is empty for the clock's own acts.
    """
    record("file.discard", stored, by=by, at=at)
    DiscardedBytes.objects.update_or_create(path=stored.content.name, defaults={"discarded_at": at})
    stored.delete()


def clear_discarded(*, at: datetime) -> int:
    """Delete bytes and text that no row speaks of any more, and say of how many files."""
    due = DiscardedBytes.objects.filter(discarded_at__lte=at - _GRACE)
    return sum(_clear(path) for path in list(due.values_list("path", flat=True)[:500]))


@transaction.atomic
def _clear(path: str) -> bool:
    # Locked, so that whoever stores the same file waits and then finds the bytes gone.
    row = DiscardedBytes.objects.select_for_update().filter(path=path).first()
    if row is None:
        return False
    is_loose = not StoredFile.objects.filter(content=path).exists()
    if is_loose:
        default_storage.delete(path)
        FileText.objects.filter(sha256=PurePath(path).stem).delete()
    row.delete()
    return is_loose
