"""The open meeting: three openings, who is expected, who came."""

from agendas.attendance.models.attendance import (
    CAME,
    RECORDED,
    UNSETTLED,
    Attendance,
    AttendanceQuerySet,
    LeaveCategory,
    Origin,
    Status,
)
from agendas.attendance.models.capacities import (
    OF_THE_MEETING,
    OPENING_OF,
    STUDYING,
    Capacity,
    OpeningKind,
)
from agendas.attendance.models.openings import (
    Admission,
    Opening,
    OpeningQuerySet,
)

__all__ = [
    "CAME",
    "OF_THE_MEETING",
    "OPENING_OF",
    "RECORDED",
    "STUDYING",
    "UNSETTLED",
    "Admission",
    "Attendance",
    "AttendanceQuerySet",
    "Capacity",
    "LeaveCategory",
    "Opening",
    "OpeningKind",
    "OpeningQuerySet",
    "Origin",
    "Status",
]
