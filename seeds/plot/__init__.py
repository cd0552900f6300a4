"""The shapes a story is written in.

People are named by their user name, days by their distance from the meeting.
"""

from seeds.plot.openness import Asked, Guest, Observed, OpenedTo, Published, Supplied, Way
from seeds.plot.session import (
    Excused,
    Extended,
    FoundProblem,
    Gauge,
    Item,
    Line,
    MadeUp,
    OnLeave,
    Plot,
    ProposedTopic,
    Report,
    ResearchPaper,
    Went,
    Written,
)

__all__ = [
    "Asked",
    "Excused",
    "Extended",
    "FoundProblem",
    "Gauge",
    "Guest",
    "Item",
    "Line",
    "MadeUp",
    "Observed",
    "OnLeave",
    "OpenedTo",
    "Plot",
    "ProposedTopic",
    "Published",
    "Report",
    "ResearchPaper",
    "Supplied",
    "Way",
    "Went",
    "Written",
]
