"""Writing, submitting and confirming the record and the summary."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit import actions as audit
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.search.actions import index
from agendas.minutes import rules
from agendas.minutes.models import Minutes, MinutesState
from agendas.sessions.actions import allow, decide, insist, locked, path_of
from agendas.sessions.models import Matter, StudySession
from agendas.sessions.rules import SessionRefusal, Sheet, met_on, refuse_unseen, runs
from studygroups.groups.rules import deciders


@transaction.atomic
def save_minutes(
    *, session: StudySession, by: User, at: datetime, revision: int, record: str, summary: str
) -> Minutes:
    """Keep both texts as one new revision, on top of the ``revision`` the writer started from.

    A session without minutes is at revision 0. Raises ``ValidationError`` with code ``stale``
    when somebody saved since, with another once they are submitted or confirmed.
    """
    allow(runs(by, session))
    # The lock makes comparing and counting up one step, for the very first save too.
    session = locked(session)
    minutes = Minutes.objects.filter(session=session).first()
    insist(rules.refuse_writing(session, minutes))
    if revision != (minutes.revision if minutes else 0):
        insist(SessionRefusal.STALE)
    minutes = minutes or Minutes(session=session)
    minutes.record, minutes.summary = record, summary
    minutes.revision, minutes.written_by, minutes.written_at = revision + 1, by, at
    minutes.full_clean()
    minutes.save()
    audit.record("minutes.save", minutes, by=by, at=at, fields=["record", "summary"])
    index(minutes)
    return minutes


@transaction.atomic
def submit_minutes(*, minutes: Minutes, by: User, at: datetime) -> Minutes:
    """Ask the leader to confirm the minutes; until he has decided, they stand still.

    Raises ``ValidationError`` when a text is empty or they are not a draft.
    """
    allow(runs(by, minutes.session))
    minutes = _locked(minutes)
    insist(rules.refuse_submitting(minutes))
    minutes.state, minutes.submitted_by = MinutesState.SUBMITTED, by
    # Resolutions change without a save of the texts; what the leader is shown has its own number.
    minutes.revision += 1
    minutes.save(update_fields=["state", "submitted_by", "revision"])
    audit.record("minutes.submit", minutes, by=by, at=at, fields=["state"])
    session = minutes.session
    tell(
        deciders(session.group, on=timezone.localdate(at), concerned=[by]),
        kind=NoticeKind.DECIDE,
        text=f"请审定《{session}》的会议记录。",
        path=path_of(session, "minutes"),
        key=f"minutes-{minutes.pk}-{at:%Y%m%d%H%M%S}",
    )
    return minutes


@transaction.atomic
def withdraw_minutes(*, minutes: Minutes, by: User, at: datetime) -> Minutes:
    """Take submitted minutes back to put something right before the leader decides."""
    allow(runs(by, minutes.session))
    minutes = _locked(minutes)
    insist(rules.refuse_withdrawing(minutes))
    minutes.state = MinutesState.DRAFT
    minutes.save(update_fields=["state"])
    audit.record("minutes.withdraw", minutes, by=by, at=at, fields=["state"])
    return minutes


@transaction.atomic
def decide_minutes(
    *,
    minutes: Minutes,
    by: User,
    at: datetime,
    outcome: str,
    reason: str = "",
    sheet: Sheet | None = None,
    revision: int | None = None,
) -> Minutes:
    """Confirm the minutes, or return them with a reason; confirmed ones may still be returned.

    Raises as ``decide`` does, when there is nothing to decide, and with code ``stale`` when they
    are not the ``revision`` that was read. Who submitted them never confirms them.
    """
    minutes = _locked(minutes)
    insist(rules.refuse_deciding(minutes, outcome=outcome))
    insist(refuse_unseen(revision, now=minutes.revision))
    minutes.decision = decide(
        session=minutes.session,
        matter=Matter.MINUTES,
        outcome=outcome,
        by=by,
        at=at,
        reason=reason,
        concerned=[minutes.submitted_by],
        sheet=sheet,
        since=met_on(minutes.session),
        facts=minutes.facts(),
    )
    confirmed = minutes.decision.is_approved()
    minutes.state = MinutesState.CONFIRMED if confirmed else MinutesState.DRAFT
    minutes.save(update_fields=["state", "decision"])
    if minutes.submitted_by and minutes.submitted_by != by:
        tell(
            [minutes.submitted_by],
            kind=NoticeKind.INFORM,
            text=f"《{minutes.session}》的会议记录：{minutes.decision.get_outcome_display()}。",
            path=path_of(minutes.session, "minutes"),
            key=f"decision-{minutes.decision.pk}-told",
        )
    return minutes


def _locked(minutes: Minutes) -> Minutes:
    """The minutes as they stand now; the lock on their session keeps everybody else waiting."""
    session = locked(minutes.session)
    minutes = Minutes.objects.select_related("submitted_by").get(pk=minutes.pk)
    minutes.session = session
    return minutes
