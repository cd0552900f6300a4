"""Passing a member's place at a coming meeting on to his successor."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.attendance import rules
from agendas.attendance.actions.rows import locked_row
from agendas.attendance.models import Attendance, Capacity
from agendas.sessions.actions import allow, insist
from agendas.sessions.rules import refuse_change, runs
from studygroups.groups.models import Membership
from studygroups.groups.rules import entitled
from studygroups.years.actions import mark_stale


@transaction.atomic
def pass_on_answer(*, attendance: Attendance, successor: User, by: User, at: datetime) -> None:
    """Expect the successor in a member's place, who then answers for himself.

    Who stands on the list already comes as a member from now on and keeps his answer. The chair
    is whoever would decide today. Raises ``ValidationError`` once the other has answered or the
    meeting is over, and for a successor who is no member.
    """
    allow(runs(by, attendance.session))
    attendance = locked_row(attendance)
    session = attendance.session
    insist(refuse_change(session, *rules.PREPARING))
    current = Membership.objects.current(timezone.localdate(at)).filter(group=session.group)
    seat = current.students().filter(person=successor).in_order().first()
    insist(rules.refuse_passing(attendance, seat))
    record("attendance.pass_on", attendance, by=by, at=at, fields=["person"])
    left, was_chair = attendance.person_id, attendance.capacity == Capacity.CHAIR
    own = Attendance.objects.filter(session=session, person=successor).first()
    if own:
        attendance.delete()
    row = own or attendance
    row.person, row.name, row.post = successor, successor.full_name, successor.post
    row.unit_name, row.order = successor.unit.name, seat.order if seat else 0
    row.capacity = Capacity.MEMBER
    if row is not own:
        # Leave that was returned, or entered for him, was the other's.
        row.leave_decision = row.proxy = None
    row.save()
    if was_chair:
        chair = entitled(current.in_order(), {left})[:1]
        rows = Attendance.objects.filter(session=session, person__in=chair)
        rows.update(capacity=Capacity.CHAIR)
    mark_stale(session.group, session.year)
