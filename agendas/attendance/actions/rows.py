"""One row of the list, held for whoever changes it."""

from __future__ import annotations

from agendas.attendance.models import Attendance
from agendas.attendance.rules import ListRefusal
from agendas.sessions.actions import locked, refuse


def locked_row(attendance: Attendance) -> Attendance:
    """The row as it stands now, its session held first, as everybody who changes a list does.

    Raises ``ValidationError`` for a row that somebody took off the list in the meantime.
    """
    session = locked(attendance.session)
    rows = Attendance.objects.select_related("person", "leave_decision", "proxy__entered_by")
    fresh = rows.filter(pk=attendance.pk).first()
    if fresh is None:
        refuse(ListRefusal.NOT_ON_LIST)
    fresh.session = session
    return fresh
