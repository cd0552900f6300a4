"""Many want one seat at the same moment."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from agendas.attendance.models import Attendance
from agendas.guests import actions
from agendas.guests.models import Seat, SeatState
from tests.factories import AttendanceFactory, UserFactory

pytestmark = pytest.mark.django_db


def request(opening, by, *, at=None):
    return actions.request_seat(opening=opening, by=by, at=at or timezone.now())


def state_of(seat) -> str:
    return Seat.objects.get(pk=seat.pk).state


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_fifty_want_the_last_seat_and_one_gets_it(opening, switch):
    switch()
    people = [UserFactory() for _ in range(50)]
    start = threading.Barrier(10)
    outcomes: list[str] = []

    def ask(some) -> None:
        start.wait()
        outcomes.extend(request(opening, person).state for person in some)
        connection.close()

    threads = [threading.Thread(target=ask, args=(people[n::10],)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(outcomes) == {SeatState.CONFIRMED: 1, SeatState.WAITING: 49}
    assert Attendance.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_clocks_and_the_one_who_leaves_fill_the_seat_once(opening, switch, guest):
    switch()
    first = request(opening, guest)
    waiting = [request(opening, UserFactory()) for _ in range(4)]
    start = threading.Barrier(3)

    def act(step) -> None:
        start.wait()
        step()
        connection.close()

    now = timezone.now()
    steps = [
        lambda: actions.withdraw_seat(seat=first, by=guest, at=now),
        lambda: actions.settle_due(at=now),
        lambda: actions.settle_due(at=now),
    ]
    threads = [threading.Thread(target=act, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [state_of(seat) for seat in waiting] == [SeatState.CONFIRMED, *["waiting"] * 3]
    assert Attendance.objects.count() == 1


def test_the_queue_counts_halls_and_hand_made_rows_too(opening, switch, guest):
    switch()
    AttendanceFactory(session=opening.session, capacity="social")

    assert request(opening, guest).state == SeatState.WAITING
