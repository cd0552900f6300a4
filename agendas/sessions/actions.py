"""Changes to a session's head, and the one way in which anything is decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.files.models import StoredFile
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.templatetags.words import moment
from agendas.sessions import rules
from agendas.sessions.models import Decision, Matter, Outcome, StudySession
from agendas.sessions.rules import DecisionRefusal, SessionRefusal
from studygroups.groups.models import Membership
from studygroups.groups.rules import deciders


@dataclass(frozen=True, slots=True)
class Sheet:
    """A decision made on paper: who signed it, on which day, and the scan that shows it."""

    signed_by: User
    signed_on: date
    scan: StoredFile


def insist(refusal: TextChoices | None) -> None:
    """Raise the refusal, if there is one, as a ``ValidationError`` with its code and sentence."""
    if refusal:
        raise ValidationError(str(refusal.label), code=refusal.value)


def allow(permitted: bool) -> None:  # noqa: FBT001 - reads as a sentence: allow(runs(by, session))
    """Raise ``PermissionDenied`` unless the rule said yes."""
    if not permitted:
        raise PermissionDenied("您没有执行该操作的权限。")


def locked(session: StudySession) -> StudySession:
    """The session as it stands now; nobody moves its stage until this transaction is done."""
    sessions = StudySession.objects.select_for_update(of=("self",))
    return sessions.select_related("group__unit", "form").get(pk=session.pk)


def path_of(session: StudySession, part: str = "session") -> str:
    """The address of the session's page, or of one of its parts, for notices."""
    return reverse(f"agendas:{part}", kwargs={"session_id": session.pk})


@transaction.atomic
def edit_session(
    *, session: StudySession, by: User, at: datetime, revision: int, **head: Any
) -> StudySession:
    """Change title, time or place of a session that is not closed.

    ``head`` takes ``title``, ``starts_at``, ``ends_at`` and ``venue``. Raises ``ValidationError``
    with code ``stale`` when somebody saved since ``revision``; who does not run the session is
    refused with ``PermissionDenied``.
    """
    allow(rules.runs(by, session))
    insist(rules.refuse_change(session))
    # The conditional update makes checking and counting up one step.
    fresh = StudySession.objects.filter(pk=session.pk, revision=revision)
    if not fresh.update(revision=revision + 1):
        insist(SessionRefusal.STALE)
    changed = [name for name, value in head.items() if getattr(session, name) != value]
    for name in changed:
        setattr(session, name, head[name])
    session.revision = revision + 1
    if session.starts_at:
        session.year = timezone.localtime(session.starts_at).year
    session.full_clean()
    session.save()
    record("session.edit", session, by=by, at=at, fields=changed)
    if session.announced_at and {"starts_at", "venue"} & set(changed):
        _tell_of_move(session)
    return session


def _tell_of_move(session: StudySession) -> None:
    """Time or place changed after the notice went out: everybody invited must hear of it."""
    today = timezone.localdate()
    seats = Membership.objects.current(today).filter(group=session.group).select_related("person")
    tell(
        [*(seat.person for seat in seats), *session.guests.all()],
        kind=NoticeKind.INFORM,
        text=f"学习会《{session}》改为{moment(session.starts_at)}，地点：{session.venue}。",
        path=path_of(session),
        key=f"session-{session.pk}-moved-{session.revision}",
    )


@transaction.atomic
def decide(
    *,
    session: StudySession,
    matter: Matter,
    outcome: str,
    by: User,
    at: datetime,
    reason: str = "",
    concerned: Collection[User | None] = (),
    sheet: Sheet | None = None,
) -> Decision:
    """Put a decision on file; the caller then does to his object what was decided.

    Without ``sheet`` it is ``by`` who decides; with one the secretary enters what another signed
    on paper (代录), and that person is told. Whoever is ``concerned`` never decides; leave it out
    only where the rules exempt it. Raises ``PermissionDenied`` when ``by`` is not entitled,
    ``ValidationError`` for a return without a reason, a date to come, or a signer not entitled.
    """
    if outcome == Outcome.RETURNED and not reason.strip():
        insist(DecisionRefusal.NEEDS_REASON)
    today = timezone.localdate(at)
    if sheet is None:
        allow(by in deciders(session.group, on=today, concerned=concerned))
    else:
        allow(rules.records_for_others(by, session))
        if sheet.signed_on > today:
            insist(DecisionRefusal.FUTURE)
        if sheet.signed_by not in deciders(session.group, on=sheet.signed_on, concerned=concerned):
            insist(DecisionRefusal.NOT_ENTITLED)
    decision = Decision(
        session=session,
        matter=matter,
        outcome=outcome,
        by=sheet.signed_by if sheet else by,
        on=sheet.signed_on if sheet else today,
        reason=reason.strip(),
        recorded_by=by if sheet else None,
        recorded_at=at,
        scan=sheet.scan if sheet else None,
    )
    decision.full_clean()
    decision.save()
    record(f"decision.{matter}", decision, by=by, at=at)
    if sheet:
        tell(
            [sheet.signed_by],
            kind=NoticeKind.INFORM,
            text=f"代录了您的签批：《{session}》{decision}，如有异议请在学习会页面提出。",
            path=path_of(session, "record"),
            key=f"decision-{decision.pk}",
        )
    return decision


@transaction.atomic
def object_to(*, decision: Decision, by: User, at: datetime, text: str) -> Decision:
    """Keep the objection of the person whose decision was entered for him, and tell the secretary.

    Raises ``PermissionDenied`` for anybody else or a decision he made himself.
    """
    allow(decision.by == by and decision.recorded_by is not None)
    decision.objection, decision.objected_at = text.strip(), at
    decision.save(update_fields=["objection", "objected_at"])
    record("decision.object", decision, by=by, at=at, fields=["objection"])
    if decision.recorded_by:
        tell(
            [decision.recorded_by],
            kind=NoticeKind.INFORM,
            text=f"{by}对代录的签批提出异议：《{decision.session}》{decision}。",
            path=path_of(decision.session, "record"),
            key=f"objection-{decision.pk}",
        )
    return decision
