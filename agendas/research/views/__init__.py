"""The research of a session: the page, papers, duties; and the matrix of a year."""

from agendas.research.views.duties import (
    ask_excuse,
    decide_excuse,
    give_questions,
    name_speaker,
)
from agendas.research.views.matrix import matrix, remind, remind_group, remind_member
from agendas.research.views.papers import (
    hand_in,
    mark_finding,
    paper_file,
    remark_paper,
    remove_finding,
)
from agendas.research.views.part import research
from agendas.research.views.reading import list_problem, note_visit, paper, remove_visit

__all__ = [
    "ask_excuse",
    "decide_excuse",
    "give_questions",
    "hand_in",
    "list_problem",
    "mark_finding",
    "matrix",
    "name_speaker",
    "note_visit",
    "paper",
    "paper_file",
    "remark_paper",
    "remind",
    "remind_group",
    "remind_member",
    "remove_finding",
    "remove_visit",
    "research",
]
