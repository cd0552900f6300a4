"""What the clock takes away: guests' phones and e-mails, and forms nobody confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.models import Letter
from agendas.guests.actions.telling import letter_key
from agendas.guests.models import Seat, SeatState
from agendas.guests.rules import CONFIRM_WITHIN
from agendas.sessions.models import StudySession
from studygroups.localrules.models import RuleKey
from studygroups.localrules.rules import value_for

# Whatever a place lays down, the calendar has an end.
_MOST_DAYS = 3660


def erase_contacts(*, at: datetime) -> int:
    """Erase phone and e-mail of guests so many days after their session; says of how many.

    The days are the local rule of the session's place, 30 without one. The letters go with them.
    A session that never got a date counts from when they signed up.
    """
    today = timezone.localdate(at)
    known = Seat.objects.filter(~Q(email="") | ~Q(phone=""))
    known = known.filter(Q(session__starts_at=None) | Q(session__starts_at__lt=at))
    days: dict[int, int] = {}
    erased = 0
    for seat in list(known.select_related("session__group__unit")):
        unit = seat.session.group.unit
        if unit.pk not in days:
            days[unit.pk] = value_for(unit, RuleKey.GUEST_DATA_DAYS, on=today)
        over_on = timezone.localdate(seat.session.starts_at or seat.asked_at)
        if today > over_on + timedelta(days=min(days[unit.pk], _MOST_DAYS)):
            _erase(seat, at=at)
            erased += 1
    return erased


@transaction.atomic
def _erase(seat: Seat, *, at: datetime) -> None:
    fields = [name for name in ("email", "phone") if getattr(seat, name)]
    Seat.objects.filter(pk=seat.pk).update(email="", phone="")
    _burn(seat)
    record("seat.erase", seat, by=None, at=at, fields=fields)


@transaction.atomic
def drop_unconfirmed(*, at: datetime, session: StudySession | None = None) -> int:
    """Drop the forms whose e-mail nobody confirmed in time, letters and all; says how many."""
    stale = Seat.objects.filter(state=SeatState.UNCONFIRMED, asked_at__lt=at - CONFIRM_WITHIN)
    if session:
        stale = stale.filter(session=session)
    dropped = list(stale)
    for seat in dropped:
        _burn(seat)
        record("seat.drop", seat, by=None, at=at)
        seat.delete()
    return len(dropped)


def _burn(seat: Seat) -> None:
    Letter.objects.filter(key__startswith=letter_key(seat)).delete()
