"""Passing a member's place on: who may, to whom, and while he has not answered."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agendas.attendance.actions import pass_on_answer
from agendas.attendance.models import Attendance, Status
from agendas.sessions.models import Decision
from studygroups.forms.models import Stage
from tests.factories import seat

pytestmark = pytest.mark.django_db


def pass_on(row, successor, by):
    pass_on_answer(attendance=row, successor=successor, by=by, at=timezone.now())


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
def test_who_runs_the_session_passes_a_place_on(cast, group, seat_of, who, may):
    row, successor = seat_of(cast["member"]), seat(group, full_name="接任人")
    if may:
        pass_on(row, successor, cast[who])
    else:
        with pytest.raises(PermissionDenied):
            pass_on(row, successor, cast[who])

    row.refresh_from_db()
    assert (row.name == "接任人") is may


@pytest.mark.parametrize(
    ("facts", "successor", "code"),
    [
        ({"status": Status.COMING}, "new", "answered"),
        ({"status": Status.LEAVE}, "new", "answered"),
        ({"capacity": "extended"}, "new", "answered"),
        ({}, "secretary", "no_seat"),
        ({}, "outsider", "no_seat"),
    ],
)
def test_why_a_place_does_not_pass_on(cast, group, seat_of, facts, successor, code):
    row = seat_of(cast["member"])
    Attendance.objects.filter(pk=row.pk).update(**facts)
    heir = seat(group) if successor == "new" else cast[successor]

    with pytest.raises(ValidationError) as refused:
        pass_on(row, heir, cast["leader"])

    assert refused.value.code == code
    row.refresh_from_db()
    assert row.person == cast["member"]


def test_after_the_meeting_every_place_stays(announced, group, seat_of, member, leader):
    row = seat_of(member)
    announced.stage = Stage.CONVERSION
    announced.save()

    with pytest.raises(ValidationError) as refused:
        pass_on(row, seat(group), leader)

    assert refused.value.code == "wrong_stage"
    assert Attendance.objects.get(pk=row.pk).person == member


def test_leave_that_was_returned_was_the_other_s(announced, group, seat_of, member, leader):
    row = seat_of(member)
    words = {"outcome": "returned", "reason": "请参加", "by": leader, "on": timezone.localdate()}
    returned = Decision.objects.create(session=announced, matter="leave", **words)
    Attendance.objects.filter(pk=row.pk).update(leave_decision=returned)

    pass_on(row, seat(group), leader)

    row.refresh_from_db()
    assert row.leave_decision is None
    assert Decision.objects.get() == returned
