"""Who gets a seat, who waits, and who moves up when one is free.

The lock is that of the session, taken first and alone by everybody who changes its list
(``locked``): counting the seats and taking one is one step, whether it is the secretary who adds
somebody, a unit that answers, a person who signs up or the clock that moves the queue.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.attendance.actions import enlist
from agendas.attendance.models import Admission, Attendance, Opening, Status
from agendas.attendance.rules import PREPARING, refuse_person, refuse_seats
from agendas.guests.actions.telling import tell_of, tell_secretaries
from agendas.guests.models import Seat, SeatState
from agendas.guests.rules import capacity_for, has_begun, title_for
from agendas.sessions.actions import locked


def enter(seat: Seat, *, by: User | None, at: datetime) -> None:
    """Put a new request in its place: before whoever approves, or into the queue at once."""
    if seat.opening.admission == Admission.APPROVAL:
        _write(seat, SeatState.ASKED, by=by, at=at)
        tell_secretaries(seat.session, at=at)
        return
    settle(seat.opening, at=at)
    seat_or_wait(seat, by=by, at=at)


def seat_or_wait(seat: Seat, *, by: User | None, at: datetime) -> None:
    """Give him a seat, or the last place of the queue while there is none or others wait."""
    if Seat.objects.waiting().filter(opening=seat.opening).exists() or not _take(
        seat, by=by, at=at
    ):
        _write(seat, SeatState.WAITING, by=by, at=at)
        tell_of(seat, f"您已列入《{title_for(seat)}》候补，有空位时依次递补。", about="waiting")


def settle(opening: Opening, *, at: datetime) -> None:
    """Let go of the seats whose rows were taken off the list, and fill what is free in order.

    ``opening.session`` is locked. Nobody moves up once the meeting has begun.
    """
    for seat in _with_all(Seat.objects.freed().filter(opening=opening)):
        _write(seat, SeatState.WITHDRAWN, by=None, at=at)
        if seat.person is None:  # people of the system are told when they are taken off
            tell_of(seat, f"您不再列入《{title_for(seat)}》的参会名单。", about="freed")
    if opening.session.stage not in PREPARING or has_begun(opening.session, at):
        return
    for seat in _with_all(Seat.objects.waiting().filter(opening=opening)):
        seat.opening, seat.session = opening, opening.session
        if refuse_person(seat.session, capacity_for(seat.person, opening), seat.person, 1, at=at):
            _write(seat, SeatState.REFUSED, by=None, at=at)  # a member by now, who comes as one
        elif not _take(seat, by=None, at=at):
            return


def settle_due(*, at: datetime) -> int:
    """Settle every opening with somebody in its queue or with a seat let go; says how many.

    The clock's round: it finds room made by a larger quota, a row taken off the list, or a guest
    who declined. Safe to run twice at once.
    """
    waiting = Q(seats__state=SeatState.WAITING)
    freed = Q(seats__state=SeatState.CONFIRMED, seats__attendance=None)
    coming = Q(session__starts_at=None) | Q(session__starts_at__gt=at)
    due = Opening.objects.filter(coming, waiting | freed, session__stage__in=PREPARING)
    settled = 0
    for opening in due.select_related("session").distinct().order_by("session_id", "pk"):
        with transaction.atomic():
            opening.session = locked(opening.session)
            opening.refresh_from_db(fields=["quota"])
            settle(opening, at=at)
            settled += 1
    return settled


def _take(seat: Seat, *, by: User | None, at: datetime) -> bool:
    """Whether he got a seat: a row of the list, his own where the secretary was faster."""
    session = seat.session
    capacity = capacity_for(seat.person, seat.opening)
    rows = Attendance.objects.filter(session=session, person=seat.person)
    row = rows.first() if seat.person else None
    if row is None:
        if refuse_seats(session, capacity, 1):
            return False
        row = enlist(
            session=session,
            by=by,
            at=at,
            capacity=capacity,
            person=seat.person,
            name=seat.name,
            unit_name=seat.unit_name,
            status=Status.COMING,
        )
    seat.attendance = row
    _write(seat, SeatState.CONFIRMED, by=by, at=at)
    tell_of(seat, f"您的报名已确认：《{session}》。", about="confirmed")
    return True


def _write(seat: Seat, state: SeatState, *, by: User | None, at: datetime) -> None:
    seat.state = state
    seat.save(update_fields=["state", "asked_at", "decided_by", "attendance"])
    record(f"seat.{state}", seat, by=by, at=at, fields=["state"])


def _with_all(seats: QuerySet[Seat]) -> list[Seat]:
    rows = seats.select_related("person__unit", "session", "opening")
    return list(rows.order_by(F("asked_at"), "pk"))
