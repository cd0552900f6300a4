"""Who prepares and decides the scheme and the minutes, and what they still lack."""

from agendas.minutes.rules.minutes import (
    MinutesRefusal,
    TimePlan,
    gaps,
    refuse_agenda,
    refuse_deciding,
    refuse_submitting,
    refuse_withdrawing,
    refuse_writing,
    time_plan,
)
from agendas.minutes.rules.scheme import SchemeRefusal, changes, scheme_gaps

__all__ = [
    "MinutesRefusal",
    "SchemeRefusal",
    "TimePlan",
    "changes",
    "gaps",
    "refuse_agenda",
    "refuse_deciding",
    "refuse_submitting",
    "refuse_withdrawing",
    "refuse_writing",
    "scheme_gaps",
    "time_plan",
]
