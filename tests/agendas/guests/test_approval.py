"""Seats that the secretary approves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from agendas.attendance.models import Attendance
from agendas.guests import actions
from agendas.guests.models import Seat, SeatState
from tests.agendas.guests.conftest import EVERYBODY, LEADS, code

pytestmark = pytest.mark.django_db


def state_of(seat) -> str:
    return Seat.objects.get(pk=seat.pk).state


def decide(seats, by, *, approve=True):
    return actions.decide_seats(
        session=seats[0].session, seats=seats, approve=approve, by=by, at=timezone.now()
    )


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_approve(cast, approved, seat_for, role):
    seat = seat_for(SeatState.ASKED)

    if role in LEADS:
        decide([seat], cast[role])
        assert state_of(seat) == SeatState.CONFIRMED
        return
    with pytest.raises(PermissionDenied):
        decide([seat], cast[role])
    assert state_of(seat) == SeatState.ASKED


def test_of_several_approved_the_first_to_ask_is_seated(approved, seat_for, secretary):
    early = seat_for(SeatState.ASKED, asked_at=timezone.now() - timedelta(hours=2))
    late = seat_for(SeatState.ASKED)

    decide([late, early], secretary)

    assert (state_of(early), state_of(late)) == (SeatState.CONFIRMED, SeatState.WAITING)


def test_a_refusal_is_told_and_takes_no_seat(approved, seat_for, secretary):
    seat = seat_for(SeatState.ASKED)

    decide([seat], secretary, approve=False)

    assert state_of(seat) == SeatState.REFUSED
    assert not Attendance.objects.exists()
    assert Notice.objects.filter(recipient=seat.person, text__contains="未通过").exists()
    assert LogEntry.objects.get(kind="seat.refuse").fields == ["state"]


def test_nobody_approves_himself_and_what_is_decided_stays(approved, seat_for, secretary):
    own, decided = seat_for(SeatState.ASKED, secretary), seat_for(SeatState.REFUSED)
    other = seat_for(SeatState.ASKED)

    for seats, expected in (([own, other], "own"), ([decided], "decided")):
        with pytest.raises(ValidationError) as refused:
            decide(seats, secretary)
        assert code(refused) == expected
    assert state_of(other) == SeatState.ASKED
