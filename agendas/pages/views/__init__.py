"""The pages that belong to no stage, gathered for the table of screens."""

from agendas.pages.views.approvals import approvals, decide
from agendas.pages.views.arranging import end_stand_in, phrases, stand_ins
from agendas.pages.views.desk import board, board_entry, desk, help_index, help_stage

__all__ = [
    "approvals",
    "board",
    "board_entry",
    "decide",
    "desk",
    "end_stand_in",
    "help_index",
    "help_stage",
    "phrases",
    "stand_ins",
]
