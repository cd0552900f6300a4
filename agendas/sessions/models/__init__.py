"""The study session, its way through the stages, and its decisions."""

from agendas.sessions.models.decision import (
    PERSONAL,
    Decision,
    DecisionQuerySet,
    Matter,
    Objectable,
    Outcome,
)
from agendas.sessions.models.session import HELD_STAGES, StudySession, StudySessionQuerySet
from agendas.sessions.models.steps import StageChange, Waiver

__all__ = [
    "HELD_STAGES",
    "PERSONAL",
    "Decision",
    "DecisionQuerySet",
    "Matter",
    "Objectable",
    "Outcome",
    "StageChange",
    "StudySession",
    "StudySessionQuerySet",
    "Waiver",
]
