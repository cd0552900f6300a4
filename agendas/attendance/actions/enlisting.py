"""One row of a list, made or taken off, where the caller has settled who may do it.

The session is locked before, by everybody who changes a list: there is one lock and no order.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import Notice, NoticeKind
from accounts.people.models import User
from accounts.templatetags.words import moment
from accounts.units.models import Unit
from agendas.attendance import rules
from agendas.attendance.models import Attendance, Status
from agendas.sessions.actions import insist, path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import belongs, refuse_change
from studygroups.groups.models import Membership
from studygroups.years.actions import mark_stale

# Guests stand by unit, inside it by their own order; a unit nobody knows comes last.
_PLACES_IN_A_UNIT = 10_000
_LAST_PLACE = 2_000_000_000


def enlist(
    *,
    session: StudySession,
    by: User | None,
    at: datetime,
    capacity: str,
    person: User | None = None,
    name: str = "",
    unit_name: str = "",
    post: str = "",
    headcount: int = 1,
    status: str = Status.EXPECTED,
) -> Attendance:
    """Put a person, or ``headcount`` people of one hall or unit, on the list of a locked session.

    For a ``person`` of the system name, unit and post are taken from him as they are today; from
    outside the group he becomes a guest of the session and, once the notice is out, receives it.
    ``by`` is empty for a guest without an account. Raises ``ValidationError`` when the opening is
    full, the person stands on the list already or the capacity is not his.
    """
    insist(refuse_change(session, *rules.PREPARING))
    insist(rules.refuse_person(session, capacity, person, headcount, at=at))
    insist(rules.refuse_seats(session, capacity, headcount))
    typed = {"name": name.strip(), "unit_name": unit_name.strip(), "post": post.strip()}
    attendance = Attendance(
        session=session,
        person=person,
        capacity=capacity,
        headcount=headcount,
        status=status,
        **(_as_he_is(person, session, at=at) if person else _as_typed(typed)),
    )
    attendance.full_clean()
    attendance.save()
    record("attendance.add", attendance, by=by, at=at)
    mark_stale(session.group, session.year)
    if person:
        _invite(attendance, person, session, at=at)
    return attendance


def strike(*, attendance: Attendance, by: User | None, at: datetime) -> None:
    """Take the row off the list of its session, which the caller has locked; tells nobody."""
    session, person = attendance.session, attendance.person
    # The log keeps the key, which is gone once the row is.
    record("attendance.remove", attendance, by=by, at=at)
    attendance.delete()
    mark_stale(session.group, session.year)
    if person:
        session.guests.remove(person)


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
    send_notice(session, [person], at=at, again=f"-{attendance.pk}" if is_back else "")


def send_notice(
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
