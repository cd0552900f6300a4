"""Telling people and reading what one was told.

A notice is a row written in the same transaction as what it tells of; a mail owed is a row too,
sent later by ``sending``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.notices.models import Delivery, Letter, Notice
from accounts.people.models import User

UNDO_WITHIN = timedelta(days=1)


@transaction.atomic
def tell(
    people: Iterable[User],
    *,
    kind: str,
    text: str,
    path: str,
    key: str,
    due_at: datetime | None = None,
) -> list[User]:
    """Put one notice into each inbox and queue it for the channels switched on.

    Exactly once for each person and ``key``: telling again with the same key does nothing. Gives
    back whom it told just now.
    ``text`` is what the person reads (cut at 200 characters), ``path`` the page it leads to.
    """
    keyed = {person.pk: person for person in people}
    known = set(
        Notice.objects.filter(recipient__in=keyed, key=key).values_list("recipient_id", flat=True)
    )
    fresh = [
        Notice(recipient=person, kind=kind, text=text[:200], path=path, key=key, due_at=due_at)
        for person in keyed.values()
        if person.pk not in known
    ]
    if not fresh:
        return []
    # A second teller at the same moment loses quietly to the unique constraint.
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    told = Notice.objects.filter(recipient__in=keyed.keys() - known, key=key)
    deliveries = [
        Delivery(notice=notice, channel=channel)
        for notice in told.select_related("recipient")
        for channel in settings.NOTICE_CHANNELS
        if notice.recipient.email
    ]
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    return [notice.recipient for notice in fresh]


def write_to(email: str, *, text: str, path: str, key: str) -> None:
    """Owe a mail to somebody without an account; once for each ``key``.

    ``text`` is what he reads (cut at 200 characters), ``path`` the page it leads to.
    """
    Letter.objects.get_or_create(
        key=key, defaults={"email": email, "text": text[:200], "path": path}
    )


def mark_read(*, notice: Notice, by: User, at: datetime) -> Notice:
    """Note when its recipient first opened it. Raises ``PermissionDenied`` for anybody else.

    Not in the log: what somebody reads in his own inbox is his own business.
    """
    if notice.recipient_id != by.pk:
        raise PermissionDenied("这是他人的通知。")
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


def mark_unread(*, by: User, at: datetime, read_at: datetime) -> int:
    """Take back what was marked as read in his inbox at that moment, not longer than a day ago.

    Says how many notices that were.
    """
    if not at - UNDO_WITHIN <= read_at <= at:
        return 0
    return Notice.objects.visible_to(by).filter(read_at=read_at).update(read_at=None)


def mark_all_read(*, by: User, at: datetime) -> int:
    """Mark everything in his inbox as read and say how many notices that were."""
    return Notice.objects.visible_to(by).unread().update(read_at=at)
