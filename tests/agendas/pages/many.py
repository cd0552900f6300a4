"""Many measures and many papers owed by one person."""

from __future__ import annotations

from datetime import date, timedelta

from agendas.measures.models import Indicator, Measure
from agendas.research.models import Duty
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import (
    SessionFactory,
    StudyFormFactory,
)


def many_measures(person, session, count):
    """That many measures to work on, the last due first, each with an indicator."""
    facts = {"session": session, "owner": person, "lead_unit": "利用科", "created_by": person}
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(count, 0, -1)]
    made = Measure.objects.bulk_create(
        Measure(title=f"措施{day}", starts_on=date(2026, 1, 1), due_on=day, **facts) for day in days
    )
    aim = {"name": "供地", "target": 1500, "unit": "亩"}
    Indicator.objects.bulk_create(Indicator(measure=measure, **aim) for measure in made)


def many_duties(person, group, count):
    """That many papers to hand in, each for a session of its own."""
    model = SessionFactory.build(group=group, form=StudyFormFactory(), created_by=person)
    names = ("group", "form", "created_by", "title", "year", "starts_at")
    facts = {name: getattr(model, name) for name in names} | {"stage": Stage.RESEARCH}
    sessions = StudySession.objects.bulk_create(StudySession(**facts) for _ in range(count))
    words = {"person": person, "name": person.full_name, "unit_name": person.unit.name}
    Duty.objects.bulk_create(
        Duty(session=session, due_on=date(2026, 12, 31), **words) for session in sessions
    )
