"""Pages of sessions, of their way through the stages, and of those entered afterwards."""

from agendas.workflow.views.ledger import enter_ledger, ledger, ledger_template, take_ledger
from agendas.workflow.views.past import past
from agendas.workflow.views.sessions import (
    advance,
    edit,
    object_to,
    open_session,
    record,
    scan,
    send_back,
    session,
    sessions,
    waive,
)

__all__ = [
    "advance",
    "edit",
    "enter_ledger",
    "ledger",
    "ledger_template",
    "object_to",
    "open_session",
    "past",
    "record",
    "scan",
    "send_back",
    "session",
    "sessions",
    "take_ledger",
    "waive",
]
