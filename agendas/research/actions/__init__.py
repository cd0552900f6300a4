"""What changes research: handing it in and going over it, and who owes it."""

from agendas.research.actions.dates import follow_meeting
from agendas.research.actions.duties import (
    ask_excuse,
    assign_research,
    decide_excuse,
    name_speaker,
    remind_unmet,
)
from agendas.research.actions.papers import (
    ask_for_more,
    hand_in,
    mark_finding,
    remove_finding,
    return_paper,
)
from agendas.research.actions.passing import pass_on_duty

__all__ = [
    "ask_excuse",
    "ask_for_more",
    "assign_research",
    "decide_excuse",
    "follow_meeting",
    "hand_in",
    "mark_finding",
    "name_speaker",
    "pass_on_duty",
    "remind_unmet",
    "remove_finding",
    "return_paper",
]
