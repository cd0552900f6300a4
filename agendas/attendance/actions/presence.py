"""Recording who came: one row, or the whole list at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.attendance import rules
from agendas.attendance.models import Attendance, Origin, Status
from agendas.attendance.rules import ListRefusal
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from studygroups.years.actions import mark_stale


def record_presence(
    *, attendance: Attendance, by: User, at: datetime, status: str, origin: str = Origin.LIST
) -> Attendance:
    """Record what became of one person; ``origin`` says how it came to be known.

    Raises as ``record_list`` does.
    """
    rows = _record(attendance.session, {attendance.pk: status}, by=by, at=at, origin=origin)
    return rows[0]


def record_list(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    statuses: Mapping[int, str],
    origin: str = Origin.LIST,
) -> list[Attendance]:
    """Record what became of everybody named, by the key of his row; all of them or nobody.

    Raises ``ValidationError`` before the day of the meeting or past its stage, for a status that
    is none of a presence, leave that was not granted, or a row that is not on this list.
    """
    return _record(session, statuses, by=by, at=at, origin=origin)


@transaction.atomic
def _record(
    session: StudySession, statuses: Mapping[int, str], *, by: User, at: datetime, origin: str
) -> list[Attendance]:
    allow(runs(by, session))
    session = locked(session)
    insist(rules.refuse_presence(session, at=at))
    rows = Attendance.objects.filter(session=session, pk__in=statuses)
    found = list(rows.select_related("leave_decision").in_order())
    if len(found) != len(statuses):
        insist(ListRefusal.NOT_ON_LIST)
    for row in found:
        status = statuses[row.pk]
        insist(rules.refuse_status(row, status))
        if row.status == status:
            continue
        row.status = status
        row.origin = "" if status == Status.LEAVE else origin
        row.recorded_at = at
        row.save(update_fields=["status", "origin", "recorded_at"])
        record("attendance.record", row, by=by, at=at, fields=["status"])
    mark_stale(session.group, session.year)
    return found
