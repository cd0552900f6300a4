"""Keeping a file that somebody hands in."""

from __future__ import annotations

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.audit.actions import record
from accounts.files.models import StoredFile
from accounts.files.rules import kind_of_upload, label_for
from accounts.people.models import User


@transaction.atomic
def store(upload: UploadedFile, *, by: User) -> StoredFile:
    """Keep the file, its hash and the kind its content shows.

    Raises ``ValidationError`` with code ``file_empty``, ``file_too_large``, ``file_too_many`` or
    ``file_type``.
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
    if storage.exists(path) and storage.size(path) != stored.size:
        storage.delete(path)
    stored.content.name = path if storage.exists(path) else storage.save(path, upload)
