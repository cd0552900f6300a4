"""What the clock asks of this app."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts.notices.sending import send_due


@shared_task(name="accounts.send_notices")  # type: ignore[untyped-decorator] # celery has no types
def send_notices() -> int:
    """Send the mails that are due; safe to run while the last round is still under way."""
    return send_due(at=timezone.now())
