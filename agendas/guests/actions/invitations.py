"""Asking a unit, reminding those that have not answered, taking an invitation back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.templatetags.words import day, moment
from accounts.units.models import Unit
from agendas.guests import rules
from agendas.guests.models import Invitation
from agendas.guests.rules import InvitationRefusal
from agendas.sessions.actions import allow, insist, locked, refuse
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


def path_to(invitation: Invitation) -> str:
    return reverse("agendas:invitation", kwargs={"invitation_id": invitation.pk})


@transaction.atomic
def invite_unit(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    capacity: str,
    headcount: int,
    answer_by: date,
    contact: User | None = None,
    unit_name: str = "",
    note: str = "",
) -> Invitation:
    """Ask a unit for up to ``headcount`` people; its ``contact`` is told and answers.

    The unit is the contact's own, else the one named. Raises ``ValidationError`` before the
    notice, after the meeting began, for a day on which no answer helps, and for a unit asked
    before; ``PermissionDenied`` for whoever does not run the session.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(rules.refuse_invitation(session, answer_by=answer_by, at=at))
    unit = contact.unit if contact else _unit_named(unit_name)
    invitation = Invitation(
        session=session,
        unit=unit,
        unit_name=unit.name if unit else unit_name.strip(),
        contact=contact,
        capacity=capacity,
        headcount=headcount,
        answer_by=answer_by,
        note=note.strip(),
        sent_by=by,
        sent_at=at,
    )
    invitation.full_clean()
    invitation.save()
    record("invitation.send", invitation, by=by, at=at)
    if contact:
        when = moment(session.starts_at) or "时间另行通知"
        tell(
            [contact],
            kind=NoticeKind.REMIND,
            text=f"邀请贵单位派 {headcount} 人参加《{session}》（{when}），"
            f"请于{day(answer_by)}前回执。",
            path=path_to(invitation),
            key=f"invitation-{invitation.pk}",
        )
    return invitation


def _unit_named(name: str) -> Unit | None:
    """The unit of that name; none where several have it."""
    named = Unit.objects.filter(Q(name=name.strip()) | Q(short_name=name.strip()))[:2]
    found = list(named) if name.strip() else []
    return found[0] if len(found) == 1 else None


@transaction.atomic
def remind_units(*, session: StudySession, by: User, at: datetime) -> int:
    """Remind the contacts of all units that have not answered, no more than once a day.

    Says how many. Raises ``ValidationError`` when there is nobody to remind.
    """
    allow(runs(by, session))
    session = locked(session)
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    quiet = Q(reminded_at=None) | Q(reminded_at__lt=midnight)
    rows = Invitation.objects.awaiting().filter(quiet, session=session, contact__isnull=False)
    waiting = list(rows.select_related("contact"))
    if not waiting:
        refuse(InvitationRefusal.NOBODY)
    for invitation in waiting:
        invitation.reminded_at = at
        invitation.save(update_fields=["reminded_at"])
        record("invitation.remind", invitation, by=by, at=at)
        tell(
            [person for person in (invitation.contact,) if person],
            kind=NoticeKind.REMIND,
            text=f"请于{day(invitation.answer_by)}前回执：《{session}》。",
            path=path_to(invitation),
            key=f"invitation-{invitation.pk}-{timezone.localdate(at)}",
        )
    return len(waiting)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Take back an invitation nobody has answered; the contact is told."""
    allow(runs(by, invitation.session))
    session = locked(invitation.session)
    fresh = Invitation.objects.select_related("contact").filter(pk=invitation.pk).first()
    if fresh is None:
        return
    insist(rules.refuse_withdrawal(fresh))
    record("invitation.withdraw", fresh, by=by, at=at)
    key = fresh.pk
    fresh.delete()
    if fresh.contact:
        tell(
            [fresh.contact],
            kind=NoticeKind.INFORM,
            text=f"《{session}》对贵单位的邀请已撤回。",
            path=reverse("agendas:desk"),
            key=f"invitation-{key}-withdrawn",
        )
