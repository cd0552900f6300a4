"""The text of files: asked for once for the same bytes, read at once where that is quick."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.files.models import FileKind, FileText, StoredFile, TextState, TextTrouble
from accounts.files.reading import MOST_SECONDS, read_text
from accounts.files.unpacking import Unreadable

READABLE = (FileKind.DOCX, FileKind.PDF, FileKind.TXT)
# What a request reads itself takes some hundredths of a second; a PDF may take any time.
_QUICK = (FileKind.DOCX, FileKind.TXT)
_QUICK_BYTES = 1024 * 1024
_QUICK_XML = 2 * 1024 * 1024

BATCH = 20
MOST_ATTEMPTS = 3
# Longer than any file may take: a reader that has not written its result by then was killed.
STUCK_AFTER = timedelta(minutes=5)


@transaction.atomic
def want_text(stored: StoredFile) -> FileText | None:
    """See to it that the file's text is read, now if it is small; ``None`` for other kinds.

    Nobody waits here for a large file or a PDF: its row waits for ``read_due``.
    """
    if stored.kind not in READABLE:
        return None
    row, is_new = FileText.objects.get_or_create(sha256=stored.sha256)
    if is_new and stored.kind in _QUICK and stored.size <= _QUICK_BYTES:
        _read_here(row, stored)
        row.refresh_from_db()
    return row


def text_of(stored: StoredFile) -> FileText | None:
    return FileText.objects.filter(sha256=stored.sha256).first()


def _read_here(row: FileText, stored: StoredFile) -> None:
    with stored.content.open("rb") as file:
        try:
            pages, is_cut = read_text(stored.kind, file, most_xml=_QUICK_XML)
        except Unreadable as unreadable:
            if unreadable.reason != TextTrouble.TOO_LARGE:
                _fail(row, unreadable.reason)
            return
    _keep(row, pages, is_cut=is_cut, has_pages=False)


def read_due(*, at: datetime) -> int:
    """Read the texts that wait and say how many were; safe to run twice at once.

    Each row is claimed just before it is read, in a process of its own; a reader killed before
    writing its result leaves the row to be read again, three times at most.
    """
    _release_stuck(at)
    waiting = list(FileText.objects.waiting()[:BATCH])
    return sum(_read(row) for row in waiting if _claim(row))


def _release_stuck(at: datetime) -> None:
    stuck = FileText.objects.filter(state=TextState.CLAIMED, claimed_at__lte=at - STUCK_AFTER)
    stuck.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=TextState.FAILED, trouble=TextTrouble.BROKEN, claimed_at=None
    )
    stuck.update(state=TextState.WAITING, claimed_at=None)


def _claim(row: FileText) -> bool:
    """Take the row, unless another reader was faster."""
    taken = FileText.objects.filter(
        pk=row.pk, state=TextState.WAITING, attempts=row.attempts
    ).update(state=TextState.CLAIMED, claimed_at=timezone.now(), attempts=row.attempts + 1)
    row.attempts += 1
    return bool(taken)


def _read(row: FileText) -> bool:
    stored = StoredFile.objects.filter(sha256=row.sha256).first()
    if stored is None:
        row.delete()
        return False
    answer = _answer_of(stored)
    if "trouble" in answer:
        _fail(row, answer["trouble"])
    else:
        is_pdf = stored.kind == FileKind.PDF
        _keep(row, answer["pages"], is_cut=answer["is_cut"], has_pages=is_pdf)
    return True


def _answer_of(stored: StoredFile) -> dict[str, Any]:
    """What the reader's own process says; one that dies of the file says that it is broken."""
    try:
        with stored.content.open("rb") as file:
            content = file.read()
    except OSError:
        return {"trouble": TextTrouble.BROKEN}
    command = [sys.executable, "-m", "accounts.files.reading", stored.kind]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file comes by its input
            command,
            input=content,
            capture_output=True,
            cwd=settings.ROOT,
            timeout=MOST_SECONDS * 3,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return {"trouble": TextTrouble.BROKEN}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _keep(row: FileText, pages: list[str], *, is_cut: bool, has_pages: bool) -> None:
    _write(row, TextState.READ, text="\f".join(pages), is_cut=is_cut, has_pages=has_pages)


def _fail(row: FileText, reason: str) -> None:
    _write(row, TextState.FAILED, trouble=reason)


def _write(row: FileText, state: TextState, **result: Any) -> None:
    """Write the result down, unless the row was taken for stuck and claimed again meanwhile."""
    FileText.objects.filter(pk=row.pk, attempts=row.attempts).update(
        state=state, claimed_at=None, **result
    )
