"""The list of sessions, a session's overview and trail, its way on, and handing over."""

from agendas.workflow.views.handover import hand_over
from agendas.workflow.views.sessions import (
    advance,
    edit,
    open_session,
    record,
    send_back,
    session,
    sessions,
    waive,
)

__all__ = [
    "advance",
    "edit",
    "hand_over",
    "open_session",
    "record",
    "send_back",
    "session",
    "sessions",
    "waive",
]
