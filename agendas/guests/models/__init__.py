"""How guests come onto the list: units that are asked, people who sign up."""

from agendas.guests.models.invitations import Invitation, InvitationQuerySet, InvitationState
from agendas.guests.models.seats import HELD_BACK, Seat, SeatQuerySet, SeatState

__all__ = [
    "HELD_BACK",
    "Invitation",
    "InvitationQuerySet",
    "InvitationState",
    "Seat",
    "SeatQuerySet",
    "SeatState",
]
