"""Writing, submitting and confirming the record and the summary."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from django.db import transaction

from accounts.audit import actions as audit
from accounts.people.models import User
from accounts.search.actions import index
from agendas.drafts import actions as drafts
from agendas.minutes import rules
from agendas.minutes.models import Minutes
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_unseen, runs


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
    first = Minutes(session=session, revision=0)
    minutes = Minutes.objects.filter(session=session).first() or first
    insist(rules.MINUTES.refuse_writing(session, minutes))
    insist(refuse_unseen(revision, now=minutes.revision))
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
    minutes = drafts.locked_draft(minutes)
    insist(rules.refuse_submitting(minutes))
    # Resolutions change without a save of the texts; what the leader is shown has its own number.
    minutes.revision += 1
    return drafts.submit(minutes, by=by, at=at, fields=["revision"])


@transaction.atomic
def withdraw_minutes(*, minutes: Minutes, by: User, at: datetime) -> Minutes:
    """Take submitted minutes back to put something right before the leader decides."""
    return drafts.withdraw(minutes, rules.MINUTES, by=by, at=at)


@transaction.atomic
def decide_minutes(
    *, minutes: Minutes, by: User, at: datetime, **answer: Unpack[drafts.Answer]
) -> Minutes:
    """Confirm the minutes, or return them with a reason; confirmed ones may still be returned.

    Raises as ``drafts.answer`` does.
    """
    return drafts.answer(minutes, rules.MINUTES, by=by, at=at, **answer)


MINUTES = drafts.Acts(save_minutes, submit_minutes, withdraw_minutes, decide_minutes)
