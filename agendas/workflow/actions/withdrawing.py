"""Taking out a past session that was entered by mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from accounts.audit.actions import record
from accounts.people.models import User
from accounts.search.actions import forget_session
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from agendas.workflow.rules import WithdrawalRefusal, refuse_withdrawal
from studygroups.years.actions import mark_stale


@transaction.atomic
def withdraw_past(*, session: StudySession, by: User, at: datetime) -> None:
    """Take the session out with everything entered with it, so that it can be entered rightly.

    The log keeps that it was there. Raises ``ValidationError`` for a session that was held here,
    or once anybody worked on it, ``PermissionDenied`` for whoever does not run it.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(refuse_withdrawal(session))
    # The log keeps the key, which is gone once the row is.
    record("session.withdraw_past", session, by=by, at=at)
    mark_stale(session.group, session.year)
    forget_session(session.pk)
    try:
        session.delete()
    except ProtectedError:
        # Whatever a room protects was made since.
        insist(WithdrawalRefusal.WORKED_ON)
