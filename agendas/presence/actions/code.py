"""The code on the room screen: switching it on, and signing in with it."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.attendance.models import UNSETTLED, Attendance, Origin
from agendas.attendance.rules import PREPARING
from agendas.presence import rules
from agendas.presence.models import Mark, RoomCode, Said
from agendas.presence.rules import CodeRefusal
from agendas.sessions.actions import allow, insist, locked, refuse
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_change, runs
from studygroups.years.actions import mark_stale


@transaction.atomic
def switch_code(*, session: StudySession, by: User, at: datetime, is_on: bool) -> RoomCode:
    """Let the room screen show a code, or take it away.

    Raises ``PermissionDenied`` for whoever does not run the session, ``ValidationError`` where the
    local rule knows no codes or the list is no longer kept.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(refuse_change(session, *PREPARING))
    if is_on:
        insist(rules.refuse_switching_on(session, at=at))
    room = RoomCode.objects.filter(session=session).first()
    room = room or RoomCode(session=session, secret=secrets.token_hex(32))
    room.is_on = is_on
    room.save()
    record("room_code.switch", room, by=by, at=at, fields=["is_on"])
    return room


def holds_now(code: str, *, at: datetime) -> bool:
    """Whether that code is on a screen now, or was a moment ago."""
    room, signs = _room_of(code)
    return room is not None and rules.refuse_code(room, signs, at=at) is None


def _room_of(code: str) -> tuple[RoomCode | None, str]:
    split = rules.split_code(code)
    if split is None:
        return None, ""
    key, signs = split
    rooms = RoomCode.objects.select_related("session__group__unit", "session__form")
    # A longer number is no key of any row.
    return (rooms.filter(session=key).first() if key < 2**63 else None), signs


@transaction.atomic
def check_in(*, code: str, by: User, at: datetime, scanned_at: datetime | None = None) -> Mark:
    """Record that he came, in time or late, by the code he read from the screen.

    ``scanned_at`` is when his phone opened it, where he had to sign in first: his way counts from
    then. Raises ``ValidationError`` for a code that is old or another session's, on another day,
    for somebody who is not on the list, and where his presence is recorded already.
    """
    if scanned_at and not scanned_at <= at <= scanned_at + rules.TIME_TO_SIGN_IN:
        scanned_at = None
    came_at = scanned_at or at
    room, signs = _room_of(code)
    if room is None:
        refuse(CodeRefusal.FOREIGN)
    insist(rules.refuse_code(room, signs, at=came_at))
    session = room.session
    row = Attendance.objects.filter(session=session, person=by).first()
    if row is None:
        refuse(CodeRefusal.NOT_ON_LIST)
    windows = rules.windows_of(session)
    insist(rules.refuse_check_in(room, windows, at=at))
    mark = Mark(
        key=uuid.uuid4(),
        session=session,
        attendance=row,
        said=Said.ARRIVED,
        status=rules.status_of(Said.ARRIVED, session, windows, at=came_at),
        origin=Origin.CODE,
        marked_at=came_at,
        counted_at=came_at,
        by=by,
        received_at=at,
        old_status=row.status,
        old_origin=row.origin,
    )
    # The session is not held, or a whole hall would queue for it. It need not be: its stage is
    # left only when no row is open, and this takes an open row or none. Of two requests of one
    # person the first takes it.
    open_rows = Attendance.objects.filter(pk=row.pk, status__in=UNSETTLED)
    if not open_rows.update(status=mark.status, origin=mark.origin, recorded_at=at):
        refuse(CodeRefusal.USED)
    mark.save(force_insert=True)
    record("attendance.check_in", row, by=by, at=at, fields=["status"])
    # Last, for the year's row is one for everybody who comes.
    mark_stale(session.group, session.year)
    return mark
