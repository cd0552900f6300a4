"""Setting the agenda: adding, ordering and removing its items."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.minutes import rules
from agendas.minutes.models import AgendaItem, AgendaKind
from agendas.research.models import Duty
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import SessionRefusal, runs


@transaction.atomic
def add_item(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    kind: str,
    title: str,
    speaker: str = "",
    minutes: int | None = None,
    order: int | None = None,
) -> AgendaItem:
    """Put an item at the end of the agenda, or where it stood; ``minutes`` is how long it takes.

    Raises ``ValidationError`` once the meeting is over, ``PermissionDenied`` for whoever does not
    run the session.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(rules.refuse_agenda(session))
    item = AgendaItem(
        session=session,
        order=order or (session.agenda.aggregate(last=Max("order"))["last"] or 0) + 1,
        kind=kind,
        title=title,
        speaker=speaker,
        minutes=minutes,
    )
    item.full_clean()
    item.save()
    record("agenda.add", item, by=by, at=at)
    return item


@transaction.atomic
def add_speeches(*, session: StudySession, by: User, at: datetime) -> list[AgendaItem]:
    """Put the speakers named during research on the agenda, each with the title of his paper.

    Whoever already speaks there is passed over. Raises as ``add_item`` does.
    """
    allow(runs(by, session))
    insist(rules.refuse_agenda(locked(session)))
    known = set(session.agenda.filter(kind=AgendaKind.SPEECH).values_list("speaker", flat=True))
    speakers = Duty.objects.filter(session=session, is_speaker=True).select_related("paper")
    return [
        add_item(
            session=session,
            by=by,
            at=at,
            kind=AgendaKind.SPEECH,
            title=duty.paper.title if duty.paper else AgendaKind.SPEECH.label,
            speaker=duty.name,
        )
        for duty in speakers
        if duty.name not in known
    ]


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User, at: datetime) -> None:
    """Take an item off the agenda. Raises as ``add_item`` does."""
    allow(runs(by, item.session))
    insist(rules.refuse_agenda(locked(item.session)))
    record("agenda.remove", item, by=by, at=at)
    item.delete()


@transaction.atomic
def move_item(*, item: AgendaItem, by: User, at: datetime, up: bool) -> AgendaItem:
    """Change places with the item before (``up``) or after; at the end nothing happens.

    Raises as ``add_item`` does.
    """
    allow(runs(by, item.session))
    session = locked(item.session)
    insist(rules.refuse_agenda(session))
    items = list(session.agenda.all())
    if item not in items:
        insist(SessionRefusal.STALE)
    here = items.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
        for order, moved in enumerate(items, start=1):
            moved.order = order
        AgendaItem.objects.bulk_update(items, ["order"])
        record("agenda.move", item, by=by, at=at, fields=["order"])
    item.refresh_from_db(fields=["order"])
    return item
