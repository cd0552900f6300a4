"""Whether a session may move, and what may be entered of those held before."""

from agendas.workflow.rules.past import (
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
from agendas.workflow.rules.steps import MoveRefusal, open_gaps, refuse_moved, stage_before
from agendas.workflow.rules.withdrawing import WithdrawalRefusal, may_withdraw, refuse_withdrawal

__all__ = [
    "MOST_ENTRIES",
    "MOST_PEOPLE",
    "Fault",
    "MoveRefusal",
    "PastEntry",
    "PastRefusal",
    "Roll",
    "WithdrawalRefusal",
    "faults_of",
    "may_withdraw",
    "open_gaps",
    "refuse_moved",
    "refuse_withdrawal",
    "roll_of",
    "stage_before",
    "titles_known",
]
