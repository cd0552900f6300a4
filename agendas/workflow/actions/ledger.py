"""Taking in a ledger of past sessions, and entering it once it was seen to be right."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.attendance.models import Origin
from agendas.sessions.actions import allow, insist
from agendas.sessions.models import StudySession
from agendas.workflow.actions.past import enter_past
from agendas.workflow.ledger.reading import read_ledger
from agendas.workflow.models import Ledger
from agendas.workflow.rules.ledger import refuse_entering
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import is_lead


@transaction.atomic
def take_ledger(*, group: StudyGroup, file: StoredFile, by: User, at: datetime) -> Ledger:
    """Keep the ledger until it is confirmed, in place of another he left unconfirmed.

    Raises ``PermissionDenied`` unless ``by`` runs the group.
    """
    allow(is_lead(by, group, on=timezone.localdate(at)))
    # Two windows of one person are served one after the other.
    StudyGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    Ledger.objects.pending().filter(group=group, uploaded_by=by).delete()
    ledger = Ledger.objects.create(group=group, file=file, uploaded_by=by, uploaded_at=at)
    record("ledger.take", ledger, by=by, at=at)
    return ledger


@transaction.atomic
def enter_ledger(*, ledger: Ledger, by: User, at: datetime) -> list[StudySession]:
    """Enter every session of the ledger, or none of them.

    Raises ``ValidationError`` when any cell is wrong by now or it was entered already,
    ``PermissionDenied`` for anybody but who uploaded it.
    """
    allow(ledger.uploaded_by == by)
    rows = Ledger.objects.select_for_update(of=("self",)).select_related("group", "file")
    ledger = rows.get(pk=ledger.pk)
    insist(refuse_entering(ledger))
    with ledger.file.content.open("rb") as file:
        reading = read_ledger(file, group=ledger.group, today=timezone.localdate(at))
    insist(refuse_entering(ledger, reading))
    sessions = enter_past(
        group=ledger.group, entries=reading.entries(), by=by, at=at, origin=Origin.IMPORTED
    )
    ledger.entered_at, ledger.session_count = at, len(sessions)
    ledger.save(update_fields=["entered_at", "session_count"])
    record("ledger.enter", ledger, by=by, at=at, fields=["entered_at"])
    return sessions
