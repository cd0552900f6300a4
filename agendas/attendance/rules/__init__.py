"""Who may come, answer and be recorded, why not, and what is still missing."""

from agendas.attendance.rules.answers import (
    AnswerRefusal,
    leave_deciders,
    leave_to_decide,
    may_answer,
    may_know_category,
    refuse_answer,
    refuse_leave,
    refuse_passing,
)
from agendas.attendance.rules.lists import (
    PREPARING,
    ListRefusal,
    people_to_invite,
    refuse_person,
    refuse_quota,
    refuse_removal,
    refuse_seats,
    still_expected,
)
from agendas.attendance.rules.missing import NOTICE_LATE, gaps, notice_gaps
from agendas.attendance.rules.presence import PresenceRefusal, refuse_presence, refuse_status
from agendas.attendance.rules.reminding import ReminderRefusal, refuse_reminder, refuse_reminding
from agendas.attendance.rules.tally import Tally, tally_of

__all__ = [
    "NOTICE_LATE",
    "PREPARING",
    "AnswerRefusal",
    "ListRefusal",
    "PresenceRefusal",
    "ReminderRefusal",
    "Tally",
    "gaps",
    "leave_deciders",
    "leave_to_decide",
    "may_answer",
    "may_know_category",
    "notice_gaps",
    "people_to_invite",
    "refuse_answer",
    "refuse_leave",
    "refuse_passing",
    "refuse_person",
    "refuse_presence",
    "refuse_quota",
    "refuse_reminder",
    "refuse_reminding",
    "refuse_removal",
    "refuse_seats",
    "refuse_status",
    "still_expected",
    "tally_of",
]
