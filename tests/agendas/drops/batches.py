"""What is done with a batch of files, and how each of them stands."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agendas.drops import actions
from agendas.drops.models import Drop
from agendas.drops.rules import standings
from tests.accounts.files import papers


def file(name: str, text: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, papers.docx(text or name))


def hand_in(drop: Drop, by):
    return actions.hand_in_drop(drop=drop, by=by, at=timezone.now())


def standing(drop: Drop) -> list[tuple[str, str, str]]:
    """Each file with its authors and the code of what is wrong."""
    return [
        (
            each.file.name,
            "、".join(map(str, each.authors)),
            each.refusal.value if each.refusal else "",
        )
        for each in standings(drop.files.select_related("file").prefetch_related("authors"))
    ]
