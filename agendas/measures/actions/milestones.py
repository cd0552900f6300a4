"""Setting the milestones of a measure (倒排工期), and reporting them done."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.measures import rules
from agendas.measures.actions.making import locked_measure
from agendas.measures.models import Measure, Milestone
from agendas.measures.rules import MilestoneRefusal
from agendas.sessions.actions import allow, insist, refuse
from agendas.sessions.rules import refuse_change
from studygroups.years.actions import mark_stale


@transaction.atomic
def set_milestone(
    *, measure: Measure, by: User, at: datetime, title: str, due_on: date
) -> Milestone:
    """Set a step within the measure's days; past and undone it makes the measure overdue.

    Owner, handler and secretary do. Raises ``ValidationError`` for a day outside the measure, a
    name there is already, or a measure that has ended; ``PermissionDenied`` for anybody else.
    """
    measure = _open(measure, by=by)
    insist(rules.refuse_milestone(measure, title=title, due_on=due_on))
    milestone = Milestone(measure=measure, title=title.strip(), due_on=due_on)
    milestone.full_clean()
    milestone.save()
    record("milestone.set", milestone, by=by, at=at)
    mark_stale(measure.session.group, measure.session.year)
    return milestone


@transaction.atomic
def drop_milestone(*, milestone: Milestone, by: User, at: datetime) -> None:
    """Take back a step before its day; as ``set_milestone``, and once done or past not at all."""
    measure, milestone = _step(milestone, by=by)
    insist(rules.refuse_dropping(milestone, at=at))
    record("milestone.drop", milestone, by=by, at=at)
    milestone.delete()
    mark_stale(measure.session.group, measure.session.year)


@transaction.atomic
def reach_milestone(
    *, milestone: Milestone, by: User, at: datetime, done_on: date, evidence: str
) -> Milestone:
    """Report a step done, late or in time, with how it was done.

    As ``set_milestone``; raises ``ValidationError`` also for a day to come or before the measure
    begins, and for a step that is done already.
    """
    measure, milestone = _step(milestone, by=by)
    insist(rules.refuse_reaching(milestone, done_on=done_on, at=at))
    milestone.done_on, milestone.done_by, milestone.evidence = done_on, by, evidence.strip()
    milestone.full_clean()
    milestone.save(update_fields=["done_on", "done_by", "evidence"])
    record("milestone.reach", milestone, by=by, at=at)
    mark_stale(measure.session.group, measure.session.year)
    return milestone


def _open(measure: Measure, *, by: User) -> Measure:
    """The measure, locked, if he may work on it and it is worked on."""
    allow(rules.may_report(by, measure))
    measure = locked_measure(measure)
    insist(refuse_change(measure.session))
    insist(rules.refuse_work(measure))
    return measure


def _step(milestone: Milestone, *, by: User) -> tuple[Measure, Milestone]:
    """Its measure, locked, and the step as it stands then; refused once somebody dropped it."""
    measure = _open(milestone.measure, by=by)
    current = measure.milestones.filter(pk=milestone.pk).first()
    return measure, current or refuse(MilestoneRefusal.GONE)
