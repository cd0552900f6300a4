"""Many files at once: uploaded, matched to their authors, looked over, given up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.audit.actions import record
from accounts.files.actions import discard
from accounts.people.models import User
from agendas.drops.matching import names_in, proposed_title
from agendas.drops.models import Drop, DroppedFile
from agendas.drops.pieces import Piece, keep, pieces_of
from agendas.drops.rules import (
    DropRefusal,
    may_abandon,
    may_drop,
    refuse_upload,
    shown_name,
)
from agendas.research.models import Duty
from agendas.research.rules import refuse_hand_in
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import records_for_others


@dataclass(frozen=True, slots=True)
class Choice:
    """What the secretary says of one file of the batch."""

    title: str
    authors: Collection[Duty]
    is_left_out: bool


@transaction.atomic
def drop_files(
    *, session: StudySession, by: User, at: datetime, uploads: Iterable[UploadedFile]
) -> Drop:
    """Keep many files for a look before they are handed in, each matched to its authors by name.

    They join what ``by`` has waiting for the session. A file that cannot be taken leaves its name
    and the reason. Raises ``ValidationError`` for too many or too large, or where nothing may be
    handed in; ``PermissionDenied`` for all but the secretary.
    """
    allow(records_for_others(by, session))
    session = locked(session)
    insist(refuse_hand_in(session, None))
    pieces = [piece for upload in uploads for piece in pieces_of(upload)]
    drop, _ = Drop.objects.get_or_create(
        session=session, uploaded_by=by, defaults={"created_at": at}
    )
    waiting = drop.files.count() if pieces else 0
    size = sum(piece.size for piece in pieces)
    insist(refuse_upload(count=waiting + len(pieces), size=size))
    duties = list(Duty.objects.filter(session=session))
    for piece in pieces:
        _take(piece, drop, duties, by=by)
    record("research.drop", drop, by=by, at=at)
    return drop


def _take(piece: Piece, drop: Drop, duties: list[Duty], *, by: User) -> None:
    """One row; a name that two members bear is left to the secretary."""
    stored, trouble = keep(piece, by=by)
    name = shown_name(piece.name)
    bearers = Counter(duty.name for duty in duties)
    found = names_in(name, bearers)
    row = DroppedFile.objects.create(
        drop=drop,
        name=name,
        file=stored,
        trouble=trouble,
        title=proposed_title(name, found) if stored else "",
    )
    if stored:
        alone = [name for name in found if bearers[name] == 1]
        row.authors.set([duty for duty in duties if duty.name in alone])


@transaction.atomic
def correct_drop(*, drop: Drop, by: User, at: datetime, choices: Mapping[int, Choice]) -> Drop:
    """Write down whose each file is, by its key, or that it is left out.

    Raises ``PermissionDenied`` for all but the secretary, ``ValidationError`` once it is done with.
    """
    allow(may_drop(by, drop))
    locked(drop.session)
    for row in files_of(drop):
        if (choice := choices.get(row.pk)) is None or row.file is None:
            continue
        row.title = choice.title.strip() or row.title
        row.is_left_out = choice.is_left_out
        row.save(update_fields=["title", "is_left_out"])
        row.authors.set(choice.authors)
    record("research.correct_drop", drop, by=by, at=at)
    return drop


@transaction.atomic
def abandon_drop(*, drop: Drop, by: User, at: datetime) -> None:
    """Give up the batch; its files are deleted. Raises ``PermissionDenied``."""
    allow(may_abandon(by, drop))
    locked(drop.session)
    files_of(drop)
    record("research.abandon_drop", drop, by=by, at=at)
    close(drop, by=by, at=at)


def close(drop: Drop, *, by: User | None, at: datetime) -> None:
    """Delete the batch with all files that are still in it."""
    rows = list(drop.files.select_related("file"))
    drop.delete()
    for row in rows:
        if row.file:
            discard(row.file, by=by, at=at)


def files_of(drop: Drop) -> list[DroppedFile]:
    """The files as they stand now that the session is locked; refuses where none is left."""
    files = DroppedFile.objects.filter(drop=drop).select_related("drop__session__group", "file")
    rows = list(files.prefetch_related("authors__person"))
    if not rows:
        insist(DropRefusal.GONE)
    return rows
