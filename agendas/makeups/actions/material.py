"""What those who were away read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.files.actions import discard
from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.makeups.models import Material, MaterialFile
from agendas.sessions.actions import allow, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


@transaction.atomic
def save_material(
    *, session: StudySession, by: User, at: datetime, text: str, files: Iterable[StoredFile] = ()
) -> Material:
    """Write what is to be read; ``files`` come beside those that are there already.

    Raises ``PermissionDenied`` for whoever does not run the session.
    """
    allow(runs(by, session))
    session = locked(session)
    material = Material.objects.filter(session=session).first() or Material(session=session)
    material.text = text.strip()
    material.full_clean()
    material.save()
    added = [MaterialFile(material=material, file=file) for file in files]
    MaterialFile.objects.bulk_create(added)
    fields = ["text", "files"] if added else ["text"]
    record("makeup.material", material, by=by, at=at, fields=fields)
    return material


@transaction.atomic
def remove_material(*, attached: MaterialFile, by: User, at: datetime) -> None:
    """Take one file out of the material; its bytes go too.

    Raises ``PermissionDenied`` for whoever does not run the session.
    """
    session = attached.material.session
    allow(runs(by, session))
    locked(session)
    row = MaterialFile.objects.select_related("file").filter(pk=attached.pk).first()
    if row is None:
        return  # another did so just now
    record("makeup.remove_material", row, by=by, at=at)
    row.delete()
    discard(row.file, by=by, at=at)
