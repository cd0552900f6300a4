"""When research is due, where the meeting it prepares is moved."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.research.models import Duty
from agendas.research.rules import due_day
from agendas.sessions.actions import allow
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


@transaction.atomic
def follow_meeting(*, session: StudySession, by: User, at: datetime) -> None:
    """Research is due by the day of the meeting: where that has moved, so has what is owed.

    Raises ``PermissionDenied`` for whoever does not run the session.
    """
    allow(runs(by, session))
    due_on = due_day(session)
    moved = Duty.objects.filter(session=session).exclude(due_on=due_on)
    if moved.update(due_on=due_on):
        record("research.follow_meeting", session, by=by, at=at, fields=["due_on"])
