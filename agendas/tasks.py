"""What the clock asks of this app."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agendas.reminders import actions


@shared_task(name="agendas.plan_notices")  # type: ignore[untyped-decorator] # celery has no types
def plan_notices() -> int:
    """Turn what falls due into notices; safe to run while the last round is still under way."""
    return actions.plan_notices(at=timezone.now())
