"""Signing up without an account: a form, an e-mail, a link."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from agendas.attendance.models import Opening
from agendas.guests import rules
from agendas.guests.actions.erasing import drop_unconfirmed
from agendas.guests.actions.queue import enter
from agendas.guests.actions.seats import locked_opening, locked_seat
from agendas.guests.actions.telling import tell_of
from agendas.guests.models import Seat, SeatState
from agendas.sessions.actions import insist
from studygroups.localrules.models import RuleKey


@transaction.atomic
def sign_up(
    *,
    opening: Opening,
    at: datetime,
    called: str,
    name: str,
    unit_name: str,
    email: str,
    phone: str = "",
) -> Seat:
    """Keep what he typed and owe him the e-mail with the link; nobody is seated yet.

    ``called`` is the session's title as the public may read it; nothing that was typed goes into
    the e-mail, so that nobody can have us send his words to others. Raises ``ValidationError``
    where it is switched off, outside the window, and for an e-mail or phone that signed up before.
    """
    opening = locked_opening(opening)
    insist(rules.refuse_sign_up(opening, RuleKey.GUEST_SIGN_UP, at=at))
    drop_unconfirmed(at=at, session=opening.session)
    email = email.strip().lower()
    insist(rules.refuse_again(opening.session, email=email, phone=phone))
    seat = Seat(
        session=opening.session,
        opening=opening,
        name=name.strip(),
        unit_name=unit_name.strip(),
        email=email,
        phone=phone,
        state=SeatState.UNCONFIRMED,
        asked_at=at,
    )
    seat.full_clean()
    seat.save()
    record("seat.sign_up", seat, by=None, at=at)
    tell_of(seat, f"请在24小时内打开链接，确认报名《{called}》。", about="confirm")
    return seat


@transaction.atomic
def confirm_seat(*, seat: Seat, at: datetime) -> Seat:
    """The e-mail is his: he is now in the queue, or before whoever approves. Again does nothing.

    Raises ``ValidationError`` a day after signing up, and once the meeting has begun.
    """
    seat = locked_seat(seat)
    if seat.is_active() and seat.state != SeatState.UNCONFIRMED:
        return seat
    insist(rules.refuse_confirmation(seat, at=at))
    seat.asked_at = at
    record("seat.confirm", seat, by=None, at=at, fields=["state"])
    enter(seat, by=None, at=at)
    return seat
