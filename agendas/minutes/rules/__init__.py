"""Who prepares and decides the scheme and the minutes, and what they still lack."""

from agendas.minutes.rules.minutes import (
    MINUTES,
    MinutesRefusal,
    TimePlan,
    gaps,
    refuse_agenda,
    refuse_submitting,
    time_plan,
)
from agendas.minutes.rules.scheme import SchemeRefusal, changes, scheme_gaps

__all__ = [
    "MINUTES",
    "MinutesRefusal",
    "SchemeRefusal",
    "TimePlan",
    "changes",
    "gaps",
    "refuse_agenda",
    "refuse_submitting",
    "scheme_gaps",
    "time_plan",
]
