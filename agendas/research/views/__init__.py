"""The part of a session that is its research: the page, papers, duties."""

from agendas.research.views.duties import ask_excuse, decide_excuse, name_speaker, remind
from agendas.research.views.papers import (
    hand_in,
    mark_finding,
    paper_file,
    remark_paper,
    remove_finding,
)
from agendas.research.views.part import research

__all__ = [
    "ask_excuse",
    "decide_excuse",
    "hand_in",
    "mark_finding",
    "name_speaker",
    "paper_file",
    "remark_paper",
    "remind",
    "remove_finding",
    "research",
]
