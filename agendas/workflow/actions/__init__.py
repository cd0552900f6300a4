"""Opening a session, moving it through its stages, entering those held before, handing over."""

from agendas.workflow.actions.handover import hand_over
from agendas.workflow.actions.ledger import enter_ledger, take_ledger
from agendas.workflow.actions.past import enter_past
from agendas.workflow.actions.seats import withdraw_seat
from agendas.workflow.actions.steps import (
    advance,
    edit_session,
    open_session,
    send_back,
    waive,
)
from agendas.workflow.actions.withdrawing import withdraw_past

__all__ = [
    "advance",
    "edit_session",
    "enter_ledger",
    "enter_past",
    "hand_over",
    "open_session",
    "send_back",
    "take_ledger",
    "waive",
    "withdraw_past",
    "withdraw_seat",
]
