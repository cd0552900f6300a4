"""The addresses of the part 参会, and leave asked for beforehand."""

from __future__ import annotations

from django.utils import timezone

from accounts.people.models import User
from agendas.attendance import actions
from agendas.attendance.models import Attendance, LeaveCategory
from agendas.sessions.models import StudySession


def path(session: StudySession, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people", *map(str, more), ""])


def ask_leave(
    session: StudySession, person: User, category: LeaveCategory = LeaveCategory.SICK
) -> Attendance:
    row = Attendance.objects.get(session=session, person=person)
    return actions.answer(
        attendance=row, by=person, at=timezone.now(), coming=False, leave_category=category
    )
