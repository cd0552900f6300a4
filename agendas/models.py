"""The tables of this app, gathered from its rooms for Django to find."""

from agendas.attendance.models import Attendance, Opening
from agendas.board.models import BoardNotice, PressMaterial, Publication, Review
from agendas.drops.models import Drop, DroppedFile
from agendas.guests.models import Invitation, Seat
from agendas.makeups.models import MakeUp, Material, MaterialFile
from agendas.measures.models import (
    Change,
    Closing,
    FormerDoer,
    Indicator,
    Measure,
    Milestone,
    Reading,
)
from agendas.minutes.models import AgendaItem, Minutes, Resolution, Scheme
from agendas.observing.models import Inspection, Observation, Takeaway
from agendas.papers.models import Paper
from agendas.presence.models import Mark, RoomCode
from agendas.proxies.models import Proxy
from agendas.research.models import (
    Duty,
    FieldVisit,
    Finding,
    MetProblem,
    Research,
)
from agendas.sessions.models import Decision, Observer, StageChange, StudySession, Waiver
from agendas.topics.models import Problem, Topic
from agendas.workflow.models import Ledger

__all__ = [
    "AgendaItem",
    "Attendance",
    "BoardNotice",
    "Change",
    "Closing",
    "Decision",
    "Drop",
    "DroppedFile",
    "Duty",
    "FieldVisit",
    "Finding",
    "FormerDoer",
    "Indicator",
    "Inspection",
    "Invitation",
    "Ledger",
    "MakeUp",
    "Mark",
    "Material",
    "MaterialFile",
    "Measure",
    "MetProblem",
    "Milestone",
    "Minutes",
    "Observation",
    "Observer",
    "Opening",
    "Paper",
    "PressMaterial",
    "Problem",
    "Proxy",
    "Publication",
    "Reading",
    "Research",
    "Resolution",
    "Review",
    "RoomCode",
    "Scheme",
    "Seat",
    "StageChange",
    "StudySession",
    "Takeaway",
    "Topic",
    "Waiver",
]
