"""A unit's answer (参会回执): names, or that nobody comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.attendance.actions import enlist, strike
from agendas.attendance.models import Attendance, Status
from agendas.guests import rules
from agendas.guests.actions.invitations import path_to
from agendas.guests.models import Invitation, InvitationState
from agendas.guests.rules import Named
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.rules import records_for_others


@transaction.atomic
def name_people(
    *,
    invitation: Invitation,
    names: Sequence[Named],
    by: User,
    at: datetime,
    given_on: date | None = None,
) -> Invitation:
    """Put those the unit sends on the list; a later answer replaces the earlier one.

    Whoever is named again keeps his row. People of the unit whom the system knows by that very
    name come as themselves. The contact answers, or the secretary enters what came on paper
    ``given_on`` that day (代录), and the contact is told. Raises ``PermissionDenied`` for anybody
    else; ``ValidationError`` without names, for more than were asked for or than the opening has
    seats, once the meeting has begun, and for whoever is on the list already.
    """
    invitation, rows = _begin(invitation, by=by, at=at, given_on=given_on)
    insist(rules.refuse_names(invitation, names))
    known = {Named(row.name, row.post): row for row in rows}
    for named, row in known.items():
        if named not in names:
            strike(attendance=row, by=by, at=at)
    for named in names:
        if named not in known:
            invitation.named.add(_put_on(invitation, named, by=by, at=at))
    return _end(invitation, InvitationState.ANSWERED, by=by, at=at, given_on=given_on)


@transaction.atomic
def decline(
    *, invitation: Invitation, by: User, at: datetime, given_on: date | None = None
) -> Invitation:
    """Nobody of the unit comes; whoever it had named is off the list. Raises as naming does."""
    invitation, rows = _begin(invitation, by=by, at=at, given_on=given_on)
    for row in rows:
        strike(attendance=row, by=by, at=at)
    return _end(invitation, InvitationState.DECLINED, by=by, at=at, given_on=given_on)


def _begin(
    invitation: Invitation, *, by: User, at: datetime, given_on: date | None
) -> tuple[Invitation, list[Attendance]]:
    """The invitation as it stands now, its session held, and the rows of its earlier answer."""
    allow(rules.may_answer_for(by, invitation))
    session = locked(invitation.session)
    fresh = Invitation.objects.select_related("unit", "contact").get(pk=invitation.pk)
    fresh.session = session
    rows = list(fresh.named.select_related("person"))
    for row in rows:
        row.session = session
    refusal = rules.refuse_reply(
        fresh,
        rows,
        is_secretary=records_for_others(by, session),
        given_on=given_on or timezone.localdate(at),
        at=at,
    )
    insist(refusal)
    return fresh, rows


def _put_on(invitation: Invitation, named: Named, *, by: User, at: datetime) -> Attendance:
    same = User.objects.active().filter(full_name=named.name, unit=invitation.unit)
    found = list(same.select_related("unit")[:2]) if invitation.unit else []
    return enlist(
        session=invitation.session,
        by=by,
        at=at,
        capacity=invitation.capacity,
        person=found[0] if len(found) == 1 else None,
        name=named.name,
        unit_name=invitation.unit_name,
        post=named.post,
        status=Status.COMING,
    )


def _end(
    invitation: Invitation, state: InvitationState, *, by: User, at: datetime, given_on: date | None
) -> Invitation:
    invitation.state, invitation.answered_by = state, by
    invitation.answered_on = given_on or timezone.localdate(at)
    invitation.full_clean()
    invitation.save()
    record("invitation.answer", invitation, by=by, at=at, fields=["state"])
    if invitation.contact and invitation.is_entered():
        tell(
            [invitation.contact],
            kind=NoticeKind.INFORM,
            text=f"{by}代录了贵单位的参会回执：《{invitation.session}》，如有出入请修改。",
            path=path_to(invitation),
            key=f"invitation-{invitation.pk}-entered-{at:%Y%m%d%H%M%S%f}",
        )
    return invitation
