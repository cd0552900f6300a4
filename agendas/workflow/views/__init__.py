"""Pages of sessions, of their way through the stages, and of those entered afterwards."""

from agendas.workflow.views.entering import past, withdraw_past
from agendas.workflow.views.handover import hand_over
from agendas.workflow.views.ledgers import enter_ledger, ledger, ledger_template, take_ledger
from agendas.workflow.views.listing import open_session, sessions
from agendas.workflow.views.overview import (
    advance,
    edit,
    record,
    send_back,
    session,
    waive,
)

__all__ = [
    "advance",
    "edit",
    "enter_ledger",
    "hand_over",
    "ledger",
    "ledger_template",
    "open_session",
    "past",
    "record",
    "send_back",
    "session",
    "sessions",
    "take_ledger",
    "waive",
    "withdraw_past",
]
