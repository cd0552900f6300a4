"""Recording who was there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.audit.models import LogEntry
from agendas.attendance import actions
from agendas.attendance.models import Attendance, Origin, Status
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.agendas.attendance.listing import add, code
from tests.factories import AttendanceFactory, at

pytestmark = pytest.mark.django_db

DAY = at("2017-03-31 14:00")


def test_the_whole_list_is_recorded_at_once(announced, secretary, seat_of, leader, member):
    statuses = {seat_of(leader).pk: Status.PRESENT, seat_of(member).pk: Status.LATE}
    GroupYear.objects.update(is_stale=False)

    actions.record_list(session=announced, by=secretary, at=DAY, statuses=statuses)

    assert (seat_of(leader).status, seat_of(member).status) == (Status.PRESENT, Status.LATE)
    assert seat_of(member).origin == Origin.LIST
    assert LogEntry.objects.filter(kind="attendance.record").count() == 2
    assert GroupYear.objects.get(group=announced.group).is_stale


def test_how_a_presence_came_to_be_known_is_kept(announced, secretary, seat_of, member):
    actions.record_presence(
        attendance=seat_of(member),
        by=secretary,
        at=DAY,
        status=Status.PRESENT,
        origin=Origin.SHEET,
    )

    actions.record_list(
        session=announced, by=secretary, at=DAY, statuses={seat_of(member).pk: Status.PRESENT}
    )

    assert seat_of(member).origin == Origin.SHEET
    assert LogEntry.objects.filter(kind="attendance.record").count() == 1


@pytest.mark.parametrize("status", [Status.EXPECTED, Status.COMING, Status.LEAVE_ASKED, "x", ""])
def test_only_a_presence_is_recorded(announced, secretary, seat_of, leader, member, status):
    statuses = {seat_of(leader).pk: Status.PRESENT, seat_of(member).pk: status}

    with pytest.raises(ValidationError) as refused:
        actions.record_list(session=announced, by=secretary, at=DAY, statuses=statuses)

    assert code(refused) == "wrong_status"
    assert not Attendance.objects.filter(status=Status.PRESENT).exists()


def test_leave_is_not_recorded_without_a_decision(announced, secretary, seat_of, member):
    with pytest.raises(ValidationError) as refused:
        actions.record_presence(
            attendance=seat_of(member), by=secretary, at=DAY, status=Status.LEAVE
        )

    assert code(refused) == "not_on_leave"
    assert seat_of(member).status == Status.EXPECTED


def test_nothing_is_recorded_before_the_notice(preparing, secretary):
    row = add(preparing, secretary)

    with pytest.raises(ValidationError) as refused:
        actions.record_presence(attendance=row, by=secretary, at=DAY, status=Status.PRESENT)

    assert code(refused) == "not_announced"
    row.refresh_from_db()
    assert row.status == Status.EXPECTED


def test_nothing_is_recorded_before_the_day(announced, secretary, seat_of, member):
    with pytest.raises(ValidationError) as refused:
        actions.record_presence(
            attendance=seat_of(member),
            by=secretary,
            at=DAY - timedelta(days=1),
            status=Status.PRESENT,
        )

    assert code(refused) == "not_begun"


def test_nothing_is_recorded_once_the_stage_is_left(announced, secretary, seat_of, member):
    announced.stage = Stage.CONVERSION
    announced.save()

    with pytest.raises(ValidationError) as refused:
        actions.record_presence(
            attendance=seat_of(member), by=secretary, at=DAY, status=Status.PRESENT
        )

    assert code(refused) == "wrong_stage"


def test_a_row_of_another_session_is_not_recorded(announced, secretary, seat_of, member):
    strange = AttendanceFactory()

    with pytest.raises(ValidationError) as refused:
        actions.record_list(
            session=announced,
            by=secretary,
            at=DAY,
            statuses={seat_of(member).pk: Status.PRESENT, strange.pk: Status.PRESENT},
        )

    assert code(refused) == "not_on_list"
    assert not Attendance.objects.filter(status=Status.PRESENT).exists()
