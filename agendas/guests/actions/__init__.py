"""Asking units, answering for them, signing up, deciding, moving up, erasing."""

from agendas.guests.actions.erasing import drop_unconfirmed, erase_contacts
from agendas.guests.actions.invitations import invite_unit, remind_units, withdraw_invitation
from agendas.guests.actions.queue import settle_due
from agendas.guests.actions.replies import decline, name_people
from agendas.guests.actions.seats import decide_seats, request_seat, withdraw_seat
from agendas.guests.actions.visitors import confirm_seat, sign_up

__all__ = [
    "confirm_seat",
    "decide_seats",
    "decline",
    "drop_unconfirmed",
    "erase_contacts",
    "invite_unit",
    "name_people",
    "remind_units",
    "request_seat",
    "settle_due",
    "sign_up",
    "withdraw_invitation",
    "withdraw_seat",
]
