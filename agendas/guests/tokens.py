"""The words in the address of a guest's own page: signed, so that nobody finds another's."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from agendas.guests.models import Seat

_SALT = "agendas.guests.seat"
# No key has more digits than this.
_MOST_DIGITS = 18


def token_of(seat: Seat) -> str:
    return Signer(salt=_SALT).sign(str(seat.pk))


def seat_key(token: str) -> int | None:
    """The key of the seat it was made for; ``None`` for what we have not signed."""
    try:
        key = Signer(salt=_SALT).unsign(token)
    except BadSignature:
        return None
    return int(key) if key.isdecimal() and len(key) <= _MOST_DIGITS else None
