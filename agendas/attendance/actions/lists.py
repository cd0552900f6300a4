"""Sending the notice, and putting people on the list or taking them off it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.attendance import rules
from agendas.attendance.actions.enlisting import enlist, send_notice, strike
from agendas.attendance.actions.rows import locked_row
from agendas.attendance.models import Attendance
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_change, runs
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership
from studygroups.years.actions import mark_stale


@transaction.atomic
def announce(*, session: StudySession, by: User, at: datetime) -> None:
    """Send the notice: every member of today is expected, one of them in the chair.

    Names, units and posts are kept as they are on this day; whoever stands on the list already
    stays there. Announcing again after the session was sent back tells nobody twice, and a
    session entered after it was held tells nobody at all. Raises as every action of those who run
    the session does.
    """
    allow(runs(by, session))
    insist(refuse_change(session, Stage.MEETING))
    current = Membership.objects.current(timezone.localdate(at)).filter(group=session.group)
    seats = list(current.students().in_order())
    Attendance.objects.bulk_create(rules.still_expected(session, seats))
    if session.announced_at is None:
        session.announced_at = at
        session.save(update_fields=["announced_at"])
    record("session.announce", session, by=by, at=at, fields=["announced_at"])
    mark_stale(session.group, session.year)
    send_notice(session, [*(seat.person for seat in seats), *session.guests.all()], at=at)


@transaction.atomic
def add_person(*, session: StudySession, by: User, at: datetime, **row: Any) -> Attendance:
    """Put a person on the list, or ``headcount`` people of one hall or unit.

    ``row`` is what ``enlist`` wants to know. Raises as that does, and ``PermissionDenied`` for
    whoever does not run the session.
    """
    allow(runs(by, session))
    # One list is changed by one person at a time, so counting seats and taking one is one step.
    return enlist(session=locked(session), by=by, at=at, **row)


@transaction.atomic
def remove_person(*, attendance: Attendance, by: User, at: datetime) -> None:
    """Take a guest off the list; who had the notice is told.

    Raises ``ValidationError`` for a member of the group, who is on leave or absent instead, and
    for somebody who is not on the list any more.
    """
    allow(runs(by, attendance.session))
    attendance = locked_row(attendance)
    session = attendance.session
    insist(refuse_change(session, *rules.PREPARING))
    insist(rules.refuse_removal(attendance, at=at))
    person, removed = attendance.person, attendance.pk
    strike(attendance=attendance, by=by, at=at)
    if person is None:
        return
    if session.announced_at and session.starts_at and session.starts_at > at:
        tell(
            [person],
            kind=NoticeKind.INFORM,
            text=f"您不再列入《{session}》的参会名单。",
            path=reverse("agendas:desk"),
            key=f"attendance-{removed}-removed",
        )
