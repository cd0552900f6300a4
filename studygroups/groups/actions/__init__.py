"""Setting up groups, seating people in them, and saying who acts for whoever leads them."""

from studygroups.groups.actions.founding import assign_supervisor, found_group
from studygroups.groups.actions.order import end_charge, place_seat, put_in_charge
from studygroups.groups.actions.seats import end_seat, reopen_seat, seat_member, strike_seat
from studygroups.groups.actions.stand_ins import end_stand_in, give_stand_in

__all__ = [
    "assign_supervisor",
    "end_charge",
    "end_seat",
    "end_stand_in",
    "found_group",
    "give_stand_in",
    "place_seat",
    "put_in_charge",
    "reopen_seat",
    "seat_member",
    "strike_seat",
]
