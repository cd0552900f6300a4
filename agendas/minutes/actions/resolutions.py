"""Keeping and striking out what the meeting agreed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max, ProtectedError

from accounts.audit.actions import record
from accounts.people.models import User
from accounts.search.actions import forget, index
from agendas.minutes import rules
from agendas.minutes.models import Minutes, Resolution
from agendas.minutes.rules import MinutesRefusal
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


@transaction.atomic
def add_resolution(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    kind: str,
    text: str,
    order: int | None = None,
) -> Resolution:
    """Keep one thing the meeting agreed, after those kept before, or where it stood.

    Raises ``ValidationError`` once the minutes are submitted or confirmed.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(rules.MINUTES.refuse_writing(session, Minutes.objects.filter(session=session).first()))
    resolution = Resolution(
        session=session,
        order=order or (session.resolutions.aggregate(last=Max("order"))["last"] or 0) + 1,
        kind=kind,
        text=text,
        created_by=by,
    )
    resolution.full_clean()
    resolution.save()
    record("resolution.add", resolution, by=by, at=at)
    index(resolution)
    return resolution


@transaction.atomic
def remove_resolution(*, resolution: Resolution, by: User, at: datetime) -> None:
    """Strike out one thing agreed.

    Raises as ``add_resolution`` does, and when a measure rests on it.
    """
    allow(runs(by, resolution.session))
    session = locked(resolution.session)
    insist(rules.MINUTES.refuse_writing(session, Minutes.objects.filter(session=session).first()))
    record("resolution.remove", resolution, by=by, at=at)
    forget(resolution)
    try:
        resolution.delete()
    except ProtectedError:
        # Measures belong to a later room, which this one does not know by name.
        insist(MinutesRefusal.RESOLUTION_USED)
