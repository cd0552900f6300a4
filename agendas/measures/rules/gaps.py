"""What conversion and follow-up still lack."""

from __future__ import annotations

from datetime import datetime

from agendas.measures.models import Measure
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap


def conversion_gaps(session: StudySession, *, at: datetime) -> list[Gap]:  # noqa: ARG001 - every stage asks so
    """Before follow-up: resolutions turned into measures, or a written reason why none."""
    if session.no_measures_reason or Measure.objects.filter(session=session).exists():
        return []
    return [Gap("no_measures", "未形成措施，也未写明理由", "session_measures")]


def followup_gaps(session: StudySession, *, at: datetime) -> list[Gap]:  # noqa: ARG001 - every stage asks so
    """Before closing: every measure closed by another than its owner, or stopped."""
    running = Measure.objects.filter(session=session).running().count()
    if running:
        return [Gap("measures_running", f"{running} 项措施未销号", "session_measures")]
    return []
