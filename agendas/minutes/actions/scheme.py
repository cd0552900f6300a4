"""Preparing, submitting and deciding the scheme of a session."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import Role, User
from agendas.drafts import actions as drafts
from agendas.minutes.arrangements import arrangements
from agendas.minutes.models import Scheme
from agendas.minutes.rules import scheme as rules
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_unseen, runs


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
    first = Scheme(session=session, revision=0)
    scheme = Scheme.objects.filter(session=session).first() or first
    insist(rules.SCHEME.refuse_writing(session, scheme))
    insist(refuse_unseen(revision, now=scheme.revision))
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
    scheme = drafts.locked_draft(scheme)
    now = arrangements(scheme.session, scheme.requirements, on=timezone.localdate(at))
    insist(rules.refuse_submitting(scheme, now))
    scheme.sections, scheme.submitted_at = now, at
    scheme.revision += 1
    return drafts.submit(scheme, by=by, at=at, fields=["sections", "submitted_at", "revision"])


@transaction.atomic
def withdraw_scheme(*, scheme: Scheme, by: User, at: datetime) -> Scheme:
    """Take a submitted scheme back to put something right before the leader decides."""
    return drafts.withdraw(scheme, rules.SCHEME, by=by, at=at)


@transaction.atomic
def decide_scheme(
    *, scheme: Scheme, by: User, at: datetime, **answer: Unpack[drafts.Answer]
) -> Scheme:
    """Approve the scheme, or return it with a reason; an approved one may still be returned.

    Those who review it from above hear of an approved one. Raises as ``drafts.answer`` does.
    """
    scheme = drafts.answer(scheme, rules.SCHEME, by=by, at=at, **answer)
    group = scheme.session.group
    if scheme.is_approved() and group.is_demonstration:
        above = group.supervisions.values("unit")
        tell(
            User.objects.filter(roles__role=Role.SUPERVISOR, roles__unit__in=above),
            kind=NoticeKind.INFORM,
            text=f"{group.unit}的学习会方案已批准，请审阅：《{scheme.session}》。",
            path=reverse("agendas:print_scheme", kwargs={"session_id": scheme.session_id}),
            key=f"decision-{scheme.decision_id}-review",
        )
    return scheme


SCHEME = drafts.Acts(save_scheme, submit_scheme, withdraw_scheme, decide_scheme)
