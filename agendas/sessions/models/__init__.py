"""The study session, its way through the stages, its decisions, and who observes it."""

from agendas.sessions.models.decision import (
    PERSONAL,
    Decision,
    DecisionQuerySet,
    Matter,
    Objectable,
    Outcome,
)
from agendas.sessions.models.observers import Observer
from agendas.sessions.models.session import HELD_STAGES, StudySession, StudySessionQuerySet
from agendas.sessions.models.steps import StageChange, Waiver

__all__ = [
    "HELD_STAGES",
    "PERSONAL",
    "Decision",
    "DecisionQuerySet",
    "Matter",
    "Objectable",
    "Observer",
    "Outcome",
    "StageChange",
    "StudySession",
    "StudySessionQuerySet",
    "Waiver",
]
