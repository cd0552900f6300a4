"""Sending the notice, keeping the list, answers, presence and openings."""

from agendas.attendance.actions.answers import answer, decide_leave
from agendas.attendance.actions.enlisting import enlist, strike
from agendas.attendance.actions.lists import add_person, announce, remove_person
from agendas.attendance.actions.openings import open_to
from agendas.attendance.actions.passing import pass_on_answer
from agendas.attendance.actions.presence import record_list, record_presence
from agendas.attendance.actions.reminding import remind_unanswered

__all__ = [
    "add_person",
    "announce",
    "answer",
    "decide_leave",
    "enlist",
    "open_to",
    "pass_on_answer",
    "record_list",
    "record_presence",
    "remind_unanswered",
    "remove_person",
    "strike",
]
