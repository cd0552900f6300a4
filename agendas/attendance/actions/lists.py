"""Sending the notice, and putting people on the list or taking them off it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import Notice, NoticeKind
from accounts.people.models import User
from accounts.templatetags.words import moment
from accounts.units.models import Unit
from agendas.attendance import rules
from agendas.attendance.actions.rows import locked_row
from agendas.attendance.models import Attendance
from agendas.sessions.actions import allow, insist, locked, path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import belongs, refuse_change, runs
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership
from studygroups.years.actions import mark_stale

# Guests stand by unit, inside it by their own order; a unit nobody knows comes last.
_PLACES_IN_A_UNIT = 10_000
_LAST_PLACE = 2_000_000_000


@transaction.atomic
def announce(*, session: StudySession, by: User, at: datetime) -> None:
    """Send the notice: every member of today is expected, one of them in the chair.

    Names, units and posts are kept as they are on this day; whoever stands on the list already
    stays there. Announcing again after the session was sent back tells nobody twice, and a
    session entered after it was held tells nobody at all. Raises as every action of those who run
    the session does.
    """
    allow(runs(by, session))
    insist(refuse_change(session, Stage.MEETING))
    current = Membership.objects.current(timezone.localdate(at)).filter(group=session.group)
    seats = list(current.students().in_order())
    Attendance.objects.bulk_create(rules.still_expected(session, seats))
    if session.announced_at is None:
        session.announced_at = at
        session.save(update_fields=["announced_at"])
    record("session.announce", session, by=by, at=at, fields=["announced_at"])
    mark_stale(session.group, session.year)
    _send_notice(session, [*(seat.person for seat in seats), *session.guests.all()], at=at)


def _send_notice(
    session: StudySession, people: Iterable[User], *, at: datetime, again: str = ""
) -> None:
    if session.starts_at and session.starts_at < at:
        return
    when = moment(session.starts_at) or "时间另行通知"
    tell(
        people,
        kind=NoticeKind.INFORM,
        text=f"会议通知：《{session}》，{when}，{session.venue or '地点另行通知'}。",
        path=path_of(session, "people"),
        key=f"notice-{session.pk}{again}",
    )


@transaction.atomic
def add_person(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    capacity: str,
    person: User | None = None,
    name: str = "",
    unit_name: str = "",
    post: str = "",
    headcount: int = 1,
) -> Attendance:
    """Put a person on the list, or ``headcount`` people of one hall or unit.

    For a ``person`` of the system name, unit and post are taken from him as they are today; from
    outside the group he becomes a guest of the session and, once the notice is out, receives it.
    Raises ``ValidationError`` when the opening is full, the person stands on the list already or
    the capacity is not his, ``PermissionDenied`` for whoever does not run the session.
    """
    allow(runs(by, session))
    # One list is changed by one person at a time, so counting seats and taking one is one step.
    session = locked(session)
    insist(refuse_change(session, *rules.PREPARING))
    insist(rules.refuse_person(session, capacity, person, headcount, at=at))
    insist(rules.refuse_seats(session, capacity, headcount))
    typed = {"name": name.strip(), "unit_name": unit_name.strip(), "post": post.strip()}
    attendance = Attendance(
        session=session,
        person=person,
        capacity=capacity,
        headcount=headcount,
        **(_as_he_is(person, session, at=at) if person else _as_typed(typed)),
    )
    attendance.full_clean()
    attendance.save()
    record("attendance.add", attendance, by=by, at=at)
    mark_stale(session.group, session.year)
    if person:
        _invite(attendance, person, session, at=at)
    return attendance


def _as_he_is(person: User, session: StudySession, *, at: datetime) -> dict[str, Any]:
    """Name, unit and post of today, and his place: in the group if he studies there."""
    seats = Membership.objects.current(timezone.localdate(at)).students()
    seat = seats.filter(group=session.group, person=person).first()
    return {
        "name": person.full_name,
        "unit_name": person.unit.name,
        "post": person.post,
        "order": seat.order if seat else _first_place_of(person.unit) + person.order,
    }


def _as_typed(typed: dict[str, str]) -> dict[str, Any]:
    """What was typed, at the place of the unit where its name is known."""
    named = Q(name=typed["unit_name"]) | Q(short_name=typed["unit_name"])
    unit = Unit.objects.filter(named).first() if typed["unit_name"] else None
    place = _first_place_of(unit) + _PLACES_IN_A_UNIT - 1 if unit else _LAST_PLACE
    return {**typed, "order": place}


def _first_place_of(unit: Unit) -> int:
    """Where the guests of the unit begin, after those of all units before it in the tree."""
    return Unit.objects.filter(place__lt=unit.place).count() * _PLACES_IN_A_UNIT


def _invite(attendance: Attendance, person: User, session: StudySession, *, at: datetime) -> None:
    if not belongs(person, session):
        session.guests.add(person)
    if session.announced_at is None:
        return
    # Who was taken off the list and told so must hear that he is on it again.
    is_back = Notice.objects.filter(recipient=person, key=f"notice-{session.pk}").exists()
    _send_notice(session, [person], at=at, again=f"-{attendance.pk}" if is_back else "")


@transaction.atomic
def remove_person(*, attendance: Attendance, by: User, at: datetime) -> None:
    """Take a guest off the list; who had the notice is told.

    Raises ``ValidationError`` for a member of the group, who is on leave or absent instead, and
    for somebody who is not on the list any more.
    """
    allow(runs(by, attendance.session))
    attendance = locked_row(attendance)
    session = attendance.session
    insist(refuse_change(session, *rules.PREPARING))
    insist(rules.refuse_removal(attendance, at=at))
    # The log keeps the key, which is gone once the row is.
    record("attendance.remove", attendance, by=by, at=at)
    person, removed = attendance.person, attendance.pk
    attendance.delete()
    mark_stale(session.group, session.year)
    if person is None:
        return
    session.guests.remove(person)
    if session.announced_at and session.starts_at and session.starts_at > at:
        tell(
            [person],
            kind=NoticeKind.INFORM,
            text=f"您不再列入《{session}》的参会名单。",
            path=reverse("agendas:desk"),
            key=f"attendance-{removed}-removed",
        )
