"""Passing open research on to a successor."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.research import rules
from agendas.research.actions.duties import locked_duty
from agendas.research.models import Duty, Excuse
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.rules import refuse_change, runs
from studygroups.groups.models import Membership
from studygroups.years.actions import mark_stale


@transaction.atomic
def pass_on_duty(*, duty: Duty, successor: User, by: User, at: datetime) -> None:
    """Let a successor owe the paper instead; where he owes one himself, the duty falls away.

    Name, unit, post and place are his as of today; what was asked or said about an excuse was
    the other's matter and goes. Raises ``ValidationError`` once there is a paper, the duty is met
    or the meeting was held, and for a successor who is no member.
    """
    allow(runs(by, duty.session))
    session = locked(duty.session)
    insist(refuse_change(session, *rules.UNTIL_HELD))
    duty = locked_duty(duty)
    seats = Membership.objects.current(timezone.localdate(at)).students()
    seat = seats.filter(group=session.group, person=successor).in_order().first()
    insist(rules.refuse_passing(duty, seat))
    record("research.pass_on", duty, by=by, at=at, fields=["person"])
    mark_stale(session.group, session.year)
    if Duty.objects.filter(session=session, person=successor).exists():
        duty.delete()
        return
    duty.person, duty.name, duty.post = successor, successor.full_name, successor.post
    duty.unit_name, duty.order = successor.unit.name, seat.order if seat else 0
    duty.excuse, duty.excuse_reason = Excuse.NONE, ""
    duty.excuse_proxy = duty.excuse_decision = None
    duty.save()
