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

__all__ = [
    "MOST_ENTRIES",
    "MOST_PEOPLE",
    "Fault",
    "MoveRefusal",
    "PastEntry",
    "PastRefusal",
    "Roll",
    "faults_of",
    "open_gaps",
    "refuse_moved",
    "roll_of",
    "stage_before",
    "titles_known",
]
