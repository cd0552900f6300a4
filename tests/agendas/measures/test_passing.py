"""Passing one measure on: who may, to whom, and while it runs."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agendas.measures.actions import pass_on_measure
from agendas.measures.models import FormerDoer, Measure, MeasureStatus
from studygroups.forms.models import Stage

pytestmark = pytest.mark.django_db


def pass_on(measure, leaver, successor, by):
    return pass_on_measure(
        measure=measure,
        leaver=leaver,
        successor=successor,
        on=date(2017, 6, 30),
        by=by,
        at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_runs_the_session_passes_a_measure_on(cast, measure, who, may):
    if may:
        pass_on(measure, cast["member"], cast["secretary"], cast[who])
    else:
        with pytest.raises(PermissionDenied):
            pass_on(measure, cast["member"], cast["secretary"], cast[who])

    measure.refresh_from_db()
    assert (measure.owner == cast["secretary"]) is may
    assert FormerDoer.objects.exists() is may


@pytest.mark.parametrize(
    ("leaver", "successor", "code"),
    [
        ("deputy", "leader", "not_a_doer"),
        ("member", "outsider", "not_ours"),
        ("member", "member", "not_ours"),
    ],
)
def test_from_who_has_it_to_somebody_who_may_have_it(cast, measure, leaver, successor, code):
    with pytest.raises(ValidationError) as refused:
        pass_on(measure, cast[leaver], cast[successor], cast["secretary"])

    assert refused.value.code == code
    assert not FormerDoer.objects.exists()


def test_a_measure_that_ended_stays_whose_it_was(measure, member, leader, secretary):
    ended = {"status": MeasureStatus.CLOSED, "ended_on": date(2017, 6, 1)}
    Measure.objects.update(**ended)

    with pytest.raises(ValidationError) as refused:
        pass_on(measure, member, leader, secretary)

    assert refused.value.code == "ended"
    assert not FormerDoer.objects.exists()


def test_nothing_passes_on_in_a_closed_session(session, measure, member, leader, secretary):
    session.stage = Stage.CLOSED
    session.save()

    with pytest.raises(ValidationError) as refused:
        pass_on(measure, member, leader, secretary)

    assert refused.value.code == "closed"
    assert not FormerDoer.objects.exists()
