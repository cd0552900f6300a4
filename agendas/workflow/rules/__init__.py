"""Whether a session may move, what may be entered of past ones, and what work passes on."""

from agendas.workflow.rules.handover import (
    HandoverRefusal,
    OpenWork,
    leavers,
    may_hand_over,
    open_work,
    refuse_handover,
    refuse_work,
)
from agendas.workflow.rules.past import (
    AWAY,
    MOST_ENTRIES,
    MOST_PEOPLE,
    Fault,
    PastEntry,
    PastRefusal,
    Roll,
    faults_of,
    roll_of,
    titles_known,
)
from agendas.workflow.rules.seats import SeatUseRefusal, owed_in, refuse_withdrawing_seat
from agendas.workflow.rules.steps import MoveRefusal, open_gaps, refuse_moved, stage_before
from agendas.workflow.rules.withdrawing import WithdrawalRefusal, may_withdraw, refuse_withdrawal

__all__ = [
    "AWAY",
    "MOST_ENTRIES",
    "MOST_PEOPLE",
    "Fault",
    "HandoverRefusal",
    "MoveRefusal",
    "OpenWork",
    "PastEntry",
    "PastRefusal",
    "Roll",
    "SeatUseRefusal",
    "WithdrawalRefusal",
    "faults_of",
    "leavers",
    "may_hand_over",
    "may_withdraw",
    "open_gaps",
    "open_work",
    "owed_in",
    "refuse_handover",
    "refuse_moved",
    "refuse_withdrawal",
    "refuse_withdrawing_seat",
    "refuse_work",
    "roll_of",
    "stage_before",
    "titles_known",
]
