"""Reminding whoever has not answered the notice, once a day each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.attendance import rules
from agendas.attendance.actions.rows import locked_row
from agendas.attendance.models import Attendance
from agendas.attendance.rules import ReminderRefusal
from agendas.sessions.actions import allow, insist, locked, path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


@transaction.atomic
def remind_unanswered(
    *, session: StudySession, by: User, at: datetime, attendance: Attendance | None = None
) -> int:
    """Remind everybody who has not answered, once a day, and say how many were told just now.

    With ``attendance`` him alone. Who has no account gets no notice. Raises ``ValidationError``
    before the notice of the meeting and once it began, and where there is nobody to remind;
    ``PermissionDenied`` for whoever does not run the session.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(rules.refuse_reminding(session, at=at))
    rows = Attendance.objects.filter(session=session).unanswered()
    if attendance:
        insist(rules.refuse_reminder(locked_row(attendance)))
        rows = rows.filter(pk=attendance.pk)
    people = [row.person for row in rows.select_related("person") if row.person]
    if not people:
        insist(ReminderRefusal.NOBODY)
    told = tell(
        people,
        kind=NoticeKind.REMIND,
        text=f"请答复是否参加《{session}》。",
        path=path_of(session, "people"),
        key=f"answer-{session.pk}-remind-{timezone.localdate(at)}",
        due_at=session.starts_at,
    )
    if told:
        record("attendance.remind", session, by=by, at=at)
    return len(told)
