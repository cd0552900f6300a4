"""Preparing, submitting and deciding the scheme of a session."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import Role, User
from agendas.minutes.arrangements import arrangements
from agendas.minutes.models import Scheme, SchemeState
from agendas.minutes.rules import scheme as rules
from agendas.sessions.actions import allow, decide, insist, locked, path_of
from agendas.sessions.models import Decision, Matter, StudySession
from agendas.sessions.rules import SessionRefusal, Sheet, refuse_unseen, runs
from studygroups.groups.rules import deciders


@transaction.atomic
def save_scheme(
    *, session: StudySession, by: User, at: datetime, revision: int, requirements: str = ""
) -> Scheme:
    """Keep what the secretary adds to the arrangements, on top of the ``revision`` he read.

    A session without a scheme is at revision 0. Raises ``ValidationError`` with code ``stale``
    when somebody saved since, with another once it is submitted, approved, or the meeting over.
    """
    allow(runs(by, session))
    # The lock makes comparing and counting up one step, for the very first save too.
    session = locked(session)
    scheme = Scheme.objects.filter(session=session).first()
    insist(rules.refuse_writing(session, scheme))
    if revision != (scheme.revision if scheme else 0):
        insist(SessionRefusal.STALE)
    scheme = scheme or Scheme(session=session)
    scheme.requirements, scheme.revision = requirements, revision + 1
    scheme.written_by, scheme.written_at = by, at
    scheme.full_clean()
    scheme.save()
    record("scheme.save", scheme, by=by, at=at, fields=["requirements"])
    return scheme


@transaction.atomic
def submit_scheme(*, scheme: Scheme, by: User, at: datetime) -> Scheme:
    """Put the arrangements of now on the sheet and ask the leader to decide it.

    An approved scheme is submitted anew where they have changed since. Raises ``ValidationError``
    where nothing changed, while it waits already, and before time and place are set.
    """
    allow(runs(by, scheme.session))
    scheme = _locked(scheme)
    session, today = scheme.session, timezone.localdate(at)
    now = arrangements(session, scheme.requirements, on=today)
    insist(rules.refuse_submitting(scheme, now))
    scheme.state, scheme.sections = SchemeState.SUBMITTED, now
    scheme.submitted_by, scheme.submitted_at = by, at
    scheme.revision += 1
    scheme.save(update_fields=["state", "sections", "submitted_by", "submitted_at", "revision"])
    record("scheme.submit", scheme, by=by, at=at, fields=["state", "sections"])
    tell(
        deciders(session.group, on=today, concerned=[by]),
        kind=NoticeKind.DECIDE,
        text=f"请审定《{session}》的学习会方案。",
        path=path_of(session, "scheme"),
        key=f"scheme-{scheme.pk}-{scheme.revision}",
    )
    return scheme


@transaction.atomic
def withdraw_scheme(*, scheme: Scheme, by: User, at: datetime) -> Scheme:
    """Take a submitted scheme back to put something right before the leader decides."""
    allow(runs(by, scheme.session))
    scheme = _locked(scheme)
    insist(rules.refuse_withdrawing(scheme))
    scheme.state = SchemeState.DRAFT
    scheme.save(update_fields=["state"])
    record("scheme.withdraw", scheme, by=by, at=at, fields=["state"])
    return scheme


@transaction.atomic
def decide_scheme(
    *,
    scheme: Scheme,
    by: User,
    at: datetime,
    outcome: str,
    reason: str = "",
    sheet: Sheet | None = None,
    revision: int | None = None,
) -> Scheme:
    """Approve the scheme, or return it with a reason; an approved one may still be returned.

    Raises as ``decide`` does, when there is nothing to decide, and with code ``stale`` when it is
    not the ``revision`` that was read. Who submitted it never approves it.
    """
    scheme = _locked(scheme)
    insist(rules.refuse_deciding(scheme, outcome=outcome))
    insist(refuse_unseen(revision, now=scheme.revision))
    decision = scheme.decision = decide(
        session=scheme.session,
        matter=Matter.SCHEME,
        outcome=outcome,
        by=by,
        at=at,
        reason=reason,
        concerned=[scheme.submitted_by],
        sheet=sheet,
        facts=scheme.facts(),
    )
    scheme.state = SchemeState.APPROVED if decision.is_approved() else SchemeState.DRAFT
    scheme.save(update_fields=["state", "decision"])
    _tell_of_decision(scheme, decision, by=by)
    return scheme


def _tell_of_decision(scheme: Scheme, decision: Decision, *, by: User) -> None:
    """Whoever submitted it hears; so do, once approved, those who review it from above."""
    session = scheme.session
    if scheme.submitted_by and scheme.submitted_by != by:
        tell(
            [scheme.submitted_by],
            kind=NoticeKind.INFORM,
            text=f"《{session}》的学习会方案：{decision.get_outcome_display()}。",
            path=path_of(session, "scheme"),
            key=f"decision-{decision.pk}-told",
        )
    if scheme.is_approved() and session.group.is_demonstration:
        above = session.group.supervisions.values("unit")
        tell(
            User.objects.filter(roles__role=Role.SUPERVISOR, roles__unit__in=above),
            kind=NoticeKind.INFORM,
            text=f"{session.group.unit}的学习会方案已批准，请审阅：《{session}》。",
            path=reverse("agendas:print_scheme", kwargs={"session_id": session.pk}),
            key=f"decision-{decision.pk}-review",
        )


def _locked(scheme: Scheme) -> Scheme:
    """The scheme as it stands now; the lock on its session keeps everybody else waiting."""
    session = locked(scheme.session)
    scheme = Scheme.objects.select_related("submitted_by").get(pk=scheme.pk)
    scheme.session = session
    return scheme
