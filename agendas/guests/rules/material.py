"""What guests may read of the material handed in before the meeting."""

from __future__ import annotations

from accounts.people.models import User
from agendas.attendance.models import Opening
from agendas.research.models import Research, ResearchQuerySet, ResearchState
from agendas.sessions.models import StudySession


def material_for(user: User, session: StudySession) -> ResearchQuerySet:
    """The papers handed in, where the opening through which he comes shows them."""
    shown = Opening.objects.admitting(user).filter(session=session, shows_material=True)
    papers = Research.objects.filter(state=ResearchState.HANDED_IN)
    return papers.filter(session__in=shown.values("session"))
