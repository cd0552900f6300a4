"""Passing a running measure on to another owner or handler."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.measures import rules
from agendas.measures.actions.making import locked_measure
from agendas.measures.models import FormerDoer, Measure
from agendas.sessions.actions import allow, insist
from agendas.sessions.rules import refuse_change, runs


@transaction.atomic
def pass_on_measure(
    *, measure: Measure, leaver: User, successor: User, on: date, by: User, at: datetime
) -> Measure:
    """Let the successor answer for the measure, or handle it, where the leaver did.

    Who had it until ``on`` stays on file, and so does all he reported. Whoever would both answer
    and handle only answers for it. Raises ``ValidationError`` once the measure has ended, for
    somebody who has no part in it, and for a successor whom it cannot be given.
    """
    allow(runs(by, measure.session))
    measure = locked_measure(measure)
    insist(refuse_change(measure.session))
    insist(rules.refuse_work(measure))
    insist(rules.refuse_passing(measure, leaver, successor))
    parts = [part for part in ("owner", "handler") if getattr(measure, part) == leaver]
    for part in parts:
        setattr(measure, part, successor)
    FormerDoer.objects.bulk_create(
        FormerDoer(
            measure=measure,
            part=part,
            person=leaver,
            name=leaver.full_name,
            post=leaver.post,
            handed_over_on=on,
            handed_over_by=by,
        )
        for part in parts
    )
    if measure.handler == measure.owner:
        measure.handler = None
    measure.save(update_fields=["owner", "handler"])
    record("measure.pass_on", measure, by=by, at=at, fields=parts)
    return measure
