"""What the clock asks of this app."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agendas.drops import actions as drops
from agendas.guests import actions as guests
from agendas.reminders import actions
from agendas.research import actions as research


@shared_task(name="agendas.plan_notices")  # type: ignore[untyped-decorator] # celery has no types
def plan_notices() -> int:
    """Turn what falls due into notices; safe to run while the last round is still under way."""
    return actions.plan_notices(at=timezone.now())


@shared_task(name="agendas.want_texts")  # type: ignore[untyped-decorator] # celery has no types
def want_texts() -> int:
    """Have the texts of papers read that nobody asked for yet; safe to run twice at once."""
    return research.want_texts()


@shared_task(name="agendas.index_texts")  # type: ignore[untyped-decorator] # celery has no types
def index_texts() -> int:
    """Let papers be found by what their files say, once read; safe to run twice at once."""
    return research.index_texts()


@shared_task(name="agendas.expire_drops")  # type: ignore[untyped-decorator] # celery has no types
def expire_drops() -> int:
    """Delete the batches of files that nobody handed in; safe to run twice at once."""
    return drops.expire_drops(at=timezone.now())


@shared_task(name="agendas.settle_seats")  # type: ignore[untyped-decorator] # celery has no types
def settle_seats() -> int:
    """Let the waiting lists move up where seats became free; safe to run twice at once."""
    return guests.settle_due(at=timezone.now())


@shared_task(name="agendas.erase_guest_data")  # type: ignore[untyped-decorator] # celery has no types
def erase_guest_data() -> int:
    """Erase what guests left long enough ago; safe to run twice at once."""
    now = timezone.now()
    return guests.drop_unconfirmed(at=now) + guests.erase_contacts(at=now)
