"""Opening a session to cadres, to departments and to the media."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.attendance import rules
from agendas.attendance.models import Admission, Opening
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_change, runs


@transaction.atomic
def open_to(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    kind: str,
    quota: int | None,
    note: str,
    shows_agenda: bool,
    shows_minutes: bool,
    shows_material: bool = False,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    admission: str = Admission.APPROVAL,
    visible_from: datetime | None = None,
) -> Opening:
    """Make the opening of that kind, or change it; ``quota`` counts people, ``None`` is no limit.

    A larger quota lets the waiting list move up at the clock's next round, or when the next
    person asks. Raises ``ValidationError`` for a quota below those on the list,
    ``PermissionDenied`` for whoever does not run the session.
    """
    allow(runs(by, session))
    # Nobody is added to the list between counting it and promising so many seats.
    session = locked(session)
    insist(refuse_change(session, *rules.PREPARING))
    wanted = {
        "quota": quota,
        "note": note.strip(),
        "shows_agenda": shows_agenda,
        "shows_minutes": shows_minutes,
        "shows_material": shows_material,
        "opens_at": opens_at,
        "closes_at": closes_at,
        "admission": admission,
        "visible_from": visible_from,
    }
    known = Opening.objects.filter(session=session, kind=kind).first()
    opening = known or Opening(session=session, kind=kind)
    changed = [name for name, value in wanted.items() if getattr(opening, name) != value]
    for name in changed:
        setattr(opening, name, wanted[name])
    insist(rules.refuse_quota(opening))
    opening.full_clean()
    opening.save()
    record("opening.change" if known else "opening.make", opening, by=by, at=at, fields=changed)
    return opening
