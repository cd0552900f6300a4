"""Asking for a seat, leaving it, moving up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.notices.models import Notice
from agendas.attendance.actions import answer, open_to, remove_person
from agendas.attendance.models import Attendance, Capacity, OpeningKind, Status
from agendas.guests import actions
from agendas.guests.models import Seat, SeatState
from tests.agendas.guests.conftest import EVERYBODY, code
from tests.factories import UserFactory, attend

pytestmark = pytest.mark.django_db


def request(opening, by, *, at=None):
    return actions.request_seat(opening=opening, by=by, at=at or timezone.now())


def state_of(seat) -> str:
    return Seat.objects.get(pk=seat.pk).state


# --- asking -------------------------------------------------------------------------------------


def test_last_seat_is_confirmed_and_the_next_person_waits(opening, switch, guest, outsider):
    switch()

    first, second = request(opening, guest), request(opening, outsider)

    assert (first.state, second.state) == (SeatState.CONFIRMED, SeatState.WAITING)
    row = Attendance.objects.get(person=guest)
    assert (row.capacity, row.status) == (Capacity.DEPARTMENT, Status.COMING)
    assert guest in opening.session.guests.all()
    assert Notice.objects.filter(recipient=outsider, text__contains="候补").count() == 1


def test_a_request_that_needs_approval_waits_for_it(approved, switch, guest, secretary):
    switch()

    seat = request(approved, guest)

    assert seat.state == SeatState.ASKED
    assert not Attendance.objects.exists()
    assert Notice.objects.get(recipient=secretary).kind == "decide"


def refusals(guest, member):
    """Each: what is changed first, and whose request is refused with which code."""
    now = timezone.now()
    return {
        "opens_later": ({"opens_at": now + timedelta(days=1)}, {}, guest, "not_open"),
        "closed": ({"closes_at": now - timedelta(days=1)}, {}, guest, "not_open"),
        "not_announced": ({}, {"announced_at": None}, guest, "wrong_stage"),
        "backfilled": ({}, {"is_backfilled": True}, guest, "wrong_stage"),
        "begun": ({}, {"starts_at": now - timedelta(hours=1)}, guest, "wrong_stage"),
        "over": ({}, {"stage": "conversion"}, guest, "wrong_stage"),
        "member": ({}, {}, member, "is_member"),
    }


@pytest.mark.parametrize(
    "case", ["opens_later", "closed", "not_announced", "backfilled", "begun", "over", "member"]
)
def test_a_refused_request_leaves_nothing(opening, switch, guest, member, case):
    switch()
    window, head, by, expected = refusals(guest, member)[case]
    type(opening).objects.update(**window or {"note": ""})
    type(opening.session).objects.update(**head or {"revision": 1})

    with pytest.raises(ValidationError) as refused:
        request(opening, by)

    assert code(refused) == expected
    assert not Seat.objects.exists()


def test_signing_up_is_off_by_default(opening, guest):
    with pytest.raises(ValidationError) as refused:
        request(opening, guest)

    assert code(refused) == "off"


def test_nobody_signs_up_twice(opening, switch, guest, outsider):
    switch()
    request(opening, guest)
    attend(opening.session, outsider, capacity=Capacity.MEDIA)

    for person in (guest, outsider):
        with pytest.raises(ValidationError) as refused:
            request(opening, person)
        assert code(refused) == "already_seated"
    assert Seat.objects.count() == 1


@pytest.mark.parametrize(("inside", "capacity"), [(True, "extended"), (False, "learner")])
def test_cadres_of_the_unit_are_invited_and_others_sit_in(
    coming, switch, group, outsider, inside, capacity
):
    switch()
    opening = open_to(
        session=coming,
        by=coming.created_by,
        at=timezone.now(),
        kind=OpeningKind.CADRE,
        quota=None,
        note="",
        shows_agenda=True,
        shows_minutes=False,
        admission="first_come",
    )

    request(opening, UserFactory(unit=group.unit) if inside else outsider)

    assert Attendance.objects.get().capacity == capacity


@pytest.fixture
def queue(opening, switch, guest, outsider):
    """One seat taken, and one person waiting."""
    switch()
    return request(opening, guest), request(opening, outsider)


# --- leaving and moving up ----------------------------------------------------------------------


def test_who_waits_moves_up_at_once_when_somebody_withdraws(queue, guest, outsider):
    first, second = queue

    actions.withdraw_seat(seat=first, by=guest, at=timezone.now())

    assert (state_of(first), state_of(second)) == (SeatState.WITHDRAWN, SeatState.CONFIRMED)
    assert [row.person for row in Attendance.objects.all()] == [outsider]
    assert Notice.objects.filter(recipient=outsider, text__contains="已确认").count() == 1
    assert guest not in first.session.guests.all()


def test_a_withdrawn_person_may_ask_again(queue, opening, guest):
    actions.withdraw_seat(seat=queue[0], by=guest, at=timezone.now())

    assert request(opening, guest).state == SeatState.WAITING


def test_taking_the_row_off_the_list_frees_the_seat_and_the_clock_fills_it(queue, secretary):
    first, second = queue

    remove_person(attendance=first.attendance, by=secretary, at=timezone.now())
    assert Seat.objects.get(pk=first.pk).state_words() == "已取消"
    actions.settle_due(at=timezone.now())

    assert (state_of(first), state_of(second)) == (SeatState.WITHDRAWN, SeatState.CONFIRMED)


def test_a_larger_quota_and_a_guest_who_declines_make_room(queue, opening, guest):
    answer(attendance=queue[0].attendance, by=guest, at=timezone.now(), coming=False)

    actions.settle_due(at=timezone.now())

    assert state_of(queue[1]) == SeatState.CONFIRMED
    with pytest.raises(ValidationError) as refused:
        answer(attendance=queue[0].attendance, by=guest, at=timezone.now(), coming=True)
    assert code(refused) == "full"


def test_the_clock_moves_as_many_up_as_the_new_quota_holds(queue, opening):
    third = request(opening, UserFactory())
    type(opening).objects.update(quota=2)

    assert actions.settle_due(at=timezone.now()) == 1
    assert (state_of(queue[1]), state_of(third)) == (SeatState.CONFIRMED, SeatState.WAITING)


def test_nobody_overtakes_the_queue_through_a_new_seat(queue, opening):
    type(opening).objects.update(quota=2)

    newcomer = request(opening, UserFactory())

    assert (state_of(queue[1]), newcomer.state) == (SeatState.CONFIRMED, SeatState.WAITING)


def test_nobody_moves_up_once_the_meeting_has_begun(queue, opening, secretary):
    remove_person(attendance=queue[0].attendance, by=secretary, at=timezone.now())
    type(opening.session).objects.update(starts_at=timezone.now() - timedelta(minutes=1))

    assert actions.settle_due(at=timezone.now()) == 0
    assert state_of(queue[1]) == SeatState.WAITING


def test_who_waits_and_was_added_by_hand_keeps_that_row(queue, outsider):
    row = attend(queue[1].session, outsider, capacity=Capacity.MEDIA)

    actions.settle_due(at=timezone.now())

    assert Seat.objects.get(pk=queue[1].pk).attendance == row


def test_a_quota_is_not_cut_below_the_seats_confirmed(queue, opening):
    with pytest.raises(ValidationError) as refused:
        open_to(
            session=opening.session,
            by=opening.session.created_by,
            at=timezone.now(),
            kind=opening.kind,
            quota=0,
            note="",
            shows_agenda=True,
            shows_minutes=False,
        )

    assert code(refused) == "below_list"
    assert Seat.objects.filter(state=SeatState.CONFIRMED).count() == 1


@pytest.mark.parametrize("role", EVERYBODY)
def test_only_he_himself_withdraws(cast, queue, role):
    if role == "guest":
        actions.withdraw_seat(seat=queue[0], by=cast[role], at=timezone.now())
        return
    with pytest.raises(PermissionDenied):
        actions.withdraw_seat(seat=queue[0], by=cast[role], at=timezone.now())


@pytest.mark.parametrize("recorded", [True, False])
def test_nobody_withdraws_once_the_meeting_is_on(queue, guest, recorded):
    if recorded:
        Attendance.objects.update(status=Status.PRESENT)
    else:
        type(queue[0].session).objects.update(starts_at=timezone.now())

    with pytest.raises(ValidationError) as refused:
        actions.withdraw_seat(seat=queue[0], by=guest, at=timezone.now())

    assert code(refused) == "begun"
    assert state_of(queue[0]) == SeatState.CONFIRMED


def decide(seats, by, *, approve=True):
    return actions.decide_seats(
        session=seats[0].session, seats=seats, approve=approve, by=by, at=timezone.now()
    )
