"""Milestones of a measure: set, dropped before their day, reported done."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agendas.measures import actions
from agendas.measures.models import Measure, MeasureStatus, Milestone
from tests.factories import at, milestone_of
from tests.races import at_once

pytestmark = pytest.mark.django_db

NOW = at("2017-07-20 09:00")


@pytest.fixture
def measure(measure):
    Measure.objects.update(starts_on=date(2017, 1, 1), due_on=date(2017, 12, 31))
    return Measure.objects.get()


@pytest.fixture
def step(measure):
    return milestone_of(measure, due_on=date(2017, 7, 20))


def _set(measure, by, **facts):
    usual: dict[str, Any] = {"title": "完成供地", "due_on": date(2017, 9, 8)}
    return actions.set_milestone(measure=measure, by=by, at=NOW, **(usual | facts))


def _reach(step, by, **facts):
    usual: dict[str, Any] = {"done_on": date(2017, 7, 19), "evidence": "征迁协议全部签订"}
    return actions.reach_milestone(milestone=step, by=by, at=NOW, **(usual | facts))


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("member", True),
        ("secretary", True),
        ("leader", False),
        ("deputy", False),
        ("other_secretary", False),
        ("supervisor", False),
        ("outsider", False),
    ],
)
def test_owner_and_secretary_set_report_and_drop_milestones(request, measure, step, role, may):
    person = request.getfixturevalue(role)
    acts = [
        lambda: _set(measure, person),
        lambda: _reach(step, person),
        lambda: actions.drop_milestone(
            milestone=measure.milestones.exclude(pk=step.pk).first() or step, by=person, at=NOW
        ),
    ]

    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()

    found = [(one.title, one.done_by) for one in measure.milestones.all()]
    assert found == [("完成征迁", person if may else None)]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"due_on": date(2016, 12, 31)}, "outside"),
        ({"due_on": date(2018, 1, 1)}, "outside"),
        ({"title": " 完成征迁 "}, "twice"),
    ],
)
def test_a_milestone_lies_within_the_measure_and_has_its_own_name(
    measure, step, member, facts, code
):
    with pytest.raises(ValidationError) as refused:
        _set(measure, member, **facts)

    assert refused.value.code == code
    assert measure.milestones.get() == step


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"done_on": date(2017, 7, 21)}, "done_later"),
        ({"done_on": date(2016, 12, 31)}, "done_early"),
    ],
)
def test_a_milestone_is_done_on_a_day_of_the_measure_that_has_come(step, member, facts, code):
    with pytest.raises(ValidationError) as refused:
        _reach(step, member, **facts)

    step.refresh_from_db()
    assert (refused.value.code, step.done_on) == (code, None)


def test_what_is_done_is_neither_reported_again_nor_dropped(step, member):
    _reach(step, member)

    for act in (
        lambda: _reach(step, member),
        lambda: actions.drop_milestone(milestone=step, by=member, at=NOW),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "reached"


def test_a_milestone_that_is_past_cannot_be_dropped_to_put_out_its_light(step, member):
    with pytest.raises(ValidationError) as refused:
        actions.drop_milestone(milestone=step, by=member, at=at("2017-07-21 09:00"))

    assert refused.value.code == "past"
    assert Milestone.objects.get() == step


def test_nothing_is_set_once_the_measure_has_ended(measure, step, member):
    Measure.objects.update(status=MeasureStatus.CLOSED, ended_on=date(2017, 7, 1))

    for act in (lambda: _set(measure, member), lambda: _reach(step, member)):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "ended"


def test_a_measure_with_a_milestone_done_is_not_taken_back(step, measure, member, secretary):
    _reach(step, member)

    with pytest.raises(ValidationError) as refused:
        actions.remove_measure(measure=measure, by=secretary, at=NOW)

    assert refused.value.code == "has_progress"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_report_one_step_at_a_moment_one_does(step, member, secretary):
    assert at_once([partial(_reach, step, by) for by in (member, secretary)]) == ["done", "reached"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_drop_one_step_at_a_moment_one_does(step, member, secretary):
    drop = partial(actions.drop_milestone, milestone=step, at=NOW)

    assert at_once([partial(drop, by=by) for by in (member, secretary)]) == ["done", "gone"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_set_one_step_at_a_moment_one_does(measure, member, secretary):
    assert at_once([partial(_set, measure, by) for by in (member, secretary)]) == ["done", "twice"]
