"""What is said of all measures of a session: why there are none, and who else may see them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.measures import rules
from agendas.measures.rules import MeasureRefusal
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import may_decide, refuse_blank, refuse_change, runs
from studygroups.years.actions import mark_stale


@transaction.atomic
def explain_no_measures(
    *, session: StudySession, by: User, at: datetime, reason: str
) -> StudySession:
    """Put on file why the session led to no measure; this opens the way as a measure would.

    Raises ``ValidationError`` without a reason, before conversion, or once there is a measure.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(refuse_change(session, *rules.MAKING))
    insist(refuse_blank(reason, MeasureRefusal.NEEDS_REASON))
    insist(rules.refuse_explaining(session))
    session.no_measures_reason = reason.strip()
    session.full_clean()
    session.save(update_fields=["no_measures_reason"])
    record("session.explain_no_measures", session, by=by, at=at, fields=["no_measures_reason"])
    mark_stale(session.group, session.year)
    return session


@transaction.atomic
def share_measures(*, session: StudySession, by: User, at: datetime, shares: bool) -> StudySession:
    """Show the session's measures to the supervising units, or to the group alone again.

    It stays the leader's word after the session is closed. Raises ``PermissionDenied`` for
    anybody else.
    """
    session = locked(session)
    allow(may_decide(by, session))
    session.shares_measures = shares
    session.save(update_fields=["shares_measures"])
    record("session.share_measures", session, by=by, at=at, fields=["shares_measures"])
    return session
