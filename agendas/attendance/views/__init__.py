"""Pages of who comes to a session: the part itself and one person."""

from agendas.attendance.views.adding import add_guest, add_hall, invite
from agendas.attendance.views.people import open_to, people, record_list
from agendas.attendance.views.person import add_back, answer, decide_leave, person, remove_person
from agendas.attendance.views.reminding import remind_person, remind_unanswered

__all__ = [
    "add_back",
    "add_guest",
    "add_hall",
    "answer",
    "decide_leave",
    "invite",
    "open_to",
    "people",
    "person",
    "record_list",
    "remind_person",
    "remind_unanswered",
    "remove_person",
]
