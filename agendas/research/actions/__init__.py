"""What changes research: handing it in and going over it, who owes it, what was found where."""

from agendas.research.actions.dates import follow_meeting
from agendas.research.actions.duties import (
    ask_excuse,
    assign_research,
    decide_excuse,
    name_speaker,
)
from agendas.research.actions.findings import mark_finding, remove_finding
from agendas.research.actions.papers import ask_for_more, hand_in, return_paper
from agendas.research.actions.passing import pass_on_duty
from agendas.research.actions.questions import give_questions
from agendas.research.actions.reminding import remind_group, remind_unmet
from agendas.research.actions.texts import index_texts, want_texts
from agendas.research.actions.visits import list_problem, note_visit, remove_visit

__all__ = [
    "ask_excuse",
    "ask_for_more",
    "assign_research",
    "decide_excuse",
    "follow_meeting",
    "give_questions",
    "hand_in",
    "index_texts",
    "list_problem",
    "mark_finding",
    "name_speaker",
    "note_visit",
    "pass_on_duty",
    "remind_group",
    "remind_unmet",
    "remove_finding",
    "remove_visit",
    "return_paper",
    "want_texts",
]
