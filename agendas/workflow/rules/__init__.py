"""Whether a session may move, what of somebody's work passes on, and why not."""

from agendas.workflow.rules.handover import (
    HandoverRefusal,
    OpenWork,
    leavers,
    may_hand_over,
    open_work,
    refuse_handover,
    refuse_work,
)
from agendas.workflow.rules.moving import MoveRefusal, open_gaps, refuse_moved

__all__ = [
    "HandoverRefusal",
    "MoveRefusal",
    "OpenWork",
    "leavers",
    "may_hand_over",
    "open_gaps",
    "open_work",
    "refuse_handover",
    "refuse_moved",
    "refuse_work",
]
