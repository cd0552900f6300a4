"""Deleting what was dropped and then forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from agendas.drops.actions.batches import close
from agendas.drops.models import KEPT_FOR, Drop
from agendas.sessions.actions import locked, path_of

_BATCH = 100


def expire_drops(*, at: datetime) -> int:
    """Delete the batches nobody handed in for so long, and say how many; safe to run twice."""
    return sum(_expire(drop, at=at) for drop in list(Drop.objects.expired(at)[:_BATCH]))


@transaction.atomic
def _expire(drop: Drop, *, at: datetime) -> bool:
    # Whoever just hands it in or adds to it goes first, or finds it gone.
    session = locked(drop.session)
    found = Drop.objects.expired(at).filter(pk=drop.pk).first()
    if found is None:
        return False
    record("research.expire_drop", found, by=None, at=at)
    tell(
        [found.uploaded_by],
        kind=NoticeKind.INFORM,
        text=f"《{session}》待核对的材料 {KEPT_FOR.days} 天没有代交，已自动删除。",
        path=path_of(session, "research"),
        key=f"drop-{found.pk}-expired",
    )
    close(found, by=None, at=at)
    return True
