"""Opening a session, moving it through its stages, handing over open work."""

from agendas.workflow.actions.handover import hand_over
from agendas.workflow.actions.moving import advance, open_session, send_back, waive

__all__ = ["advance", "hand_over", "open_session", "send_back", "waive"]
