"""Signing up in one click, deciding on those who did, and leaving again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.attendance.actions import strike
from agendas.attendance.models import Opening
from agendas.guests import rules
from agendas.guests.actions.queue import enter, seat_or_wait, settle
from agendas.guests.actions.telling import tell_of
from agendas.guests.models import Seat, SeatState
from agendas.guests.rules import SeatRefusal
from agendas.sessions.actions import allow, insist, locked, refuse
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from studygroups.localrules.models import RuleKey


def locked_opening(opening: Opening) -> Opening:
    """The opening as it stands now, its session held."""
    session = locked(opening.session)
    fresh = Opening.objects.get(pk=opening.pk)
    fresh.session = session
    return fresh


@transaction.atomic
def request_seat(*, opening: Opening, by: User, at: datetime) -> Seat:
    """Ask for a seat: it awaits approval, or is his, or he waits once seats run out.

    Raises ``ValidationError`` where signing up is switched off, outside the window, for a member
    of the group and for whoever is on the list or has signed up already.
    """
    opening = locked_opening(opening)
    insist(rules.refuse_sign_up(opening, RuleKey.SIGN_UP, at=at))
    insist(rules.refuse_seat(by, opening, at=at))
    seat = Seat(
        session=opening.session,
        opening=opening,
        person=by,
        name=by.full_name,
        unit_name=by.unit.name,
        state=SeatState.ASKED,
        asked_at=at,
    )
    seat.full_clean()
    seat.save()
    record("seat.request", seat, by=by, at=at)
    enter(seat, by=by, at=at)
    return seat


@transaction.atomic
def decide_seats(
    *, session: StudySession, seats: Collection[Seat], approve: bool, by: User, at: datetime
) -> list[Seat]:
    """Approve those asked for, first come first served, or refuse them; all of them or none.

    Whoever finds the seats taken waits in the queue. Raises ``PermissionDenied`` for whoever does
    not run the session, ``ValidationError`` when nobody was chosen, one of them was decided on
    meanwhile or is himself.
    """
    allow(runs(by, session))
    session = locked(session)
    if not seats:
        refuse(SeatRefusal.NONE_CHOSEN)
    keys = {seat.pk for seat in seats}
    rows = Seat.objects.filter(session=session, pk__in=keys)
    found = list(rows.select_related("person__unit", "opening").order_by("asked_at", "pk"))
    if len(found) != len(keys):
        refuse(SeatRefusal.DECIDED)
    for seat in found:
        seat.session = seat.opening.session = session
        insist(rules.refuse_decision(seat, by))
        seat.decided_by = by
        if approve:
            settle(seat.opening, at=at)
            seat_or_wait(seat, by=by, at=at)
        else:
            seat.state = SeatState.REFUSED
            seat.save(update_fields=["state", "decided_by"])
            record("seat.refuse", seat, by=by, at=at, fields=["state"])
            tell_of(seat, f"您报名《{rules.title_for(seat)}》未通过审核。", about="refused")
    return found


@transaction.atomic
def withdraw_seat(*, seat: Seat, by: User | None, at: datetime) -> Seat:
    """Give the seat back, or leave the queue; whoever waits first moves up at once.

    ``by`` is empty for a guest without an account, who came by his own link. Raises
    ``PermissionDenied`` for anybody else, ``ValidationError`` once it is over or the meeting on.
    """
    allow(rules.may_withdraw_seat(by, seat))
    seat = locked_seat(seat)
    insist(rules.refuse_leaving(seat, at=at))
    row, seat.attendance = seat.attendance, None
    seat.state = SeatState.WITHDRAWN
    seat.save(update_fields=["state", "attendance"])
    record("seat.withdraw", seat, by=by, at=at, fields=["state"])
    if row:
        row.session = seat.session
        strike(attendance=row, by=by, at=at)
    settle(seat.opening, at=at)
    return seat


def locked_seat(seat: Seat) -> Seat:
    """The seat as it stands now, its session held. Raises ``ValidationError`` once it is gone."""
    session = locked(seat.session)
    rows = Seat.objects.select_related("opening", "person__unit", "attendance__person")
    fresh = rows.filter(pk=seat.pk).first()
    if fresh is None:
        refuse(SeatRefusal.OVER)
    fresh.session = fresh.opening.session = session
    return fresh
