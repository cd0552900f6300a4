"""Sending the mails that are owed: rows are claimed, sent outside transactions, written down."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from accounts.notices.mail import message_for
from accounts.notices.models import (
    Channel,
    Delivery,
    DeliveryState,
    Letter,
    Outgoing,
    OutgoingQuerySet,
)

logger = logging.getLogger(__name__)

BATCH = 500
MOST_ATTEMPTS = 6
# Longer than any one mail may take: a sender that has not written its result by then was killed.
STUCK_AFTER = timedelta(minutes=10)


def send_due(*, at: datetime) -> int:
    """Send what is due by then and say how many were sent; safe to run twice at once.

    Each row is claimed just before it is sent, over one connection for the batch. A mail goes
    out at least once: a sender killed before writing its result leaves the row to be sent again,
    under the same Message-ID. Without a mail server nothing is claimed, no attempt used up.
    """
    _release_stuck(at)
    connection, sent = None, 0
    for owed in _due(at):
        connection = connection or _open()
        if connection is None:
            break
        if not _claim(owed):
            continue
        if _send(owed, connection):
            sent += 1
        else:
            # What the failure has left of the connection is not worth knowing.
            connection.close()
            connection = None
    if connection:
        connection.close()
    return sent


def _due(at: datetime) -> list[Outgoing]:
    """A batch of each kind; guests' letters first, for somebody waits at a screen for those."""
    notices = Delivery.objects.due(at).filter(channel=Channel.EMAIL)
    return [
        *Letter.objects.due(at)[:BATCH],
        *notices.select_related("notice__recipient")[:BATCH],
    ]


def _release_stuck(at: datetime) -> None:
    for rows in (Delivery.objects, Letter.objects):
        stuck = rows.filter(state=DeliveryState.CLAIMED, claimed_at__lte=at - STUCK_AFTER)
        stuck.filter(attempts__gte=MOST_ATTEMPTS).update(
            state=DeliveryState.FAILED, claimed_at=None, error="发送多次中断。"
        )
        stuck.update(state=DeliveryState.WAITING, claimed_at=None)


def _open() -> BaseEmailBackend | None:
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError):
        logger.warning("The mail server cannot be used; notices wait", exc_info=True)
        return None
    return connection


def _claim(owed: Outgoing) -> bool:
    """Take the row, unless another sender was faster.

    The number of attempts tells this claim from every other one of the same row.
    """
    taken = (
        _rows(owed)
        .filter(pk=owed.pk, state=DeliveryState.WAITING, attempts=owed.attempts)
        .update(state=DeliveryState.CLAIMED, claimed_at=timezone.now(), attempts=owed.attempts + 1)
    )
    owed.attempts += 1
    return bool(taken)


def _send(owed: Outgoing, connection: BaseEmailBackend) -> bool:
    if not owed.address():
        _write(owed, state=DeliveryState.FAILED, error="收件人已停用，或者没有邮箱。")
        return False
    try:
        connection.send_messages([message_for(owed)])
    except (SMTPException, OSError, ValueError) as failed:
        _put_off(owed, str(failed))
        return False
    _write(owed, state=DeliveryState.SENT, sent_at=timezone.now(), error="")
    return True


def _put_off(owed: Outgoing, why: str) -> None:
    """Try again after 1, 5, 25 … minutes, in all about half a day; then give up."""
    if owed.attempts >= MOST_ATTEMPTS:
        _write(owed, state=DeliveryState.FAILED, error=why[:200])
        return
    pause = timedelta(minutes=5 ** (owed.attempts - 1))
    _write(owed, state=DeliveryState.WAITING, due_at=timezone.now() + pause, error=why[:200])


def _write(owed: Outgoing, **result: Any) -> None:
    """Write the result down, unless the row was taken for stuck and claimed again meanwhile."""
    _rows(owed).filter(pk=owed.pk, attempts=owed.attempts).update(claimed_at=None, **result)


def _rows(owed: Outgoing) -> OutgoingQuerySet:
    rows: OutgoingQuerySet = type(owed).objects.all()
    return rows
