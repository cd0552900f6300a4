"""The texts of papers' files: those nobody asked for are read, those that were read are found."""

from __future__ import annotations

from django.db import transaction

from accounts.files.models import FileText, StoredFile
from accounts.files.texts import READABLE
from accounts.search.actions import index
from agendas.research.models import Research
from agendas.sessions.actions import locked

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


def index_texts() -> int:
    """Let papers be found by the words of files read since, and say how many; safe to run twice.

    Each is indexed and marked in a transaction of its own, so whatever a crash leaves undone is
    still marked as waiting.
    """
    due = Research.objects.with_text_to_index().select_related("session")
    return sum(_index(paper) for paper in list(due[:_BATCH]))


@transaction.atomic
def _index(paper: Research) -> bool:
    # Whatever changes the words of a paper locks its session: none of it is written over here.
    locked(paper.session)
    found = Research.objects.with_text_to_index().filter(pk=paper.pk).first()
    if found is None:
        return False
    index(found)
    found.awaits_text = False
    found.save(update_fields=["awaits_text"])
    return True
