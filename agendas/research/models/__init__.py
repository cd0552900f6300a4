"""Pre-meeting research: who owes it, the papers handed in, what they found and where."""

from agendas.research.models.duties import Duty, DutyQuerySet
from agendas.research.models.papers import Finding, Research, ResearchQuerySet
from agendas.research.models.states import DutyState, Excuse, FindingKind, ResearchState
from agendas.research.models.visits import FieldVisit, MetProblem

__all__ = [
    "Duty",
    "DutyQuerySet",
    "DutyState",
    "Excuse",
    "FieldVisit",
    "Finding",
    "FindingKind",
    "MetProblem",
    "Research",
    "ResearchQuerySet",
    "ResearchState",
]
