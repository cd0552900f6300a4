"""On the public entry of a session: whether one may sign up."""

from __future__ import annotations

from django import template
from django.utils import timezone

from agendas.guests.rules import public_openings
from agendas.sessions.models import StudySession

register = template.Library()


@register.filter
def takes_guests(session: StudySession) -> bool:
    """Whether somebody without an account may sign up for it now."""
    return bool(public_openings(session, at=timezone.now()))
