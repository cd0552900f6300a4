"""Pages of guests: asking units and answering, signing up with and without an account."""

from agendas.guests.views.invitation import invitation, reply, withdraw_invitation
from agendas.guests.views.joining import request_seat, sign_up, sign_ups, withdraw_seat
from agendas.guests.views.material import material, material_file
from agendas.guests.views.office import decide_seats, guests, invite_unit, remind_units
from agendas.guests.views.public import cancel_seat, confirm_seat, seat, seat_calendar, visit

__all__ = [
    "cancel_seat",
    "confirm_seat",
    "decide_seats",
    "guests",
    "invitation",
    "invite_unit",
    "material",
    "material_file",
    "remind_units",
    "reply",
    "request_seat",
    "seat",
    "seat_calendar",
    "sign_up",
    "sign_ups",
    "visit",
    "withdraw_invitation",
    "withdraw_seat",
]
