"""Who may be asked, who may sign up and when, and whose answer a unit's is."""

from agendas.guests.rules.invitations import (
    ASKED_CAPACITIES,
    InvitationRefusal,
    Named,
    may_answer_for,
    refuse_invitation,
    refuse_names,
    refuse_reply,
    refuse_withdrawal,
)
from agendas.guests.rules.material import material_for
from agendas.guests.rules.seats import (
    CONFIRM_WITHIN,
    SeatRefusal,
    capacity_for,
    has_begun,
    may_sign_up,
    may_withdraw_seat,
    refuse_again,
    refuse_confirmation,
    refuse_decision,
    refuse_leaving,
    refuse_seat,
    refuse_sign_up,
    title_for,
)
from agendas.guests.rules.switches import is_on, offered, public_openings, switched_on

__all__ = [
    "ASKED_CAPACITIES",
    "CONFIRM_WITHIN",
    "InvitationRefusal",
    "Named",
    "SeatRefusal",
    "capacity_for",
    "has_begun",
    "is_on",
    "material_for",
    "may_answer_for",
    "may_sign_up",
    "may_withdraw_seat",
    "offered",
    "public_openings",
    "refuse_again",
    "refuse_confirmation",
    "refuse_decision",
    "refuse_invitation",
    "refuse_leaving",
    "refuse_names",
    "refuse_reply",
    "refuse_seat",
    "refuse_sign_up",
    "refuse_withdrawal",
    "switched_on",
    "title_for",
]
