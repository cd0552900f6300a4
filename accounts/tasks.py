"""What the clock asks of this app."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts.files import actions
from accounts.files.texts import read_due
from accounts.notices.sending import send_due


@shared_task(name="accounts.send_notices")  # type: ignore[untyped-decorator] # celery has no types
def send_notices() -> int:
    """Send the mails that are due; safe to run while the last round is still under way."""
    return send_due(at=timezone.now())


@shared_task(name="accounts.read_texts")  # type: ignore[untyped-decorator] # celery has no types
def read_texts() -> int:
    """Read the texts of files that wait; safe to run while the last round is still under way."""
    return read_due(at=timezone.now())


@shared_task(name="accounts.clear_discarded")  # type: ignore[untyped-decorator] # celery has no types
def clear_discarded() -> int:
    """Delete the bytes of files given up; safe to run twice at once."""
    return actions.clear_discarded(at=timezone.now())
