"""The texts of papers handed in before texts were read."""

from __future__ import annotations

from accounts.files.models import FileText, StoredFile
from accounts.files.texts import READABLE
from agendas.research.models import Research

_BATCH = 200


def want_texts() -> int:
    """See to it that the text of every paper's file is read, and say how many were not known."""
    files = StoredFile.objects.filter(pk__in=Research.objects.values("file"), kind__in=READABLE)
    unknown = files.exclude(sha256__in=FileText.objects.values("sha256"))
    hashes = set(unknown.values_list("sha256", flat=True)[:_BATCH])
    FileText.objects.bulk_create(
        (FileText(sha256=sha256) for sha256 in hashes), ignore_conflicts=True
    )
    return len(hashes)
