"""Who may do what to the scheme, what changed since it was submitted, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import TextChoices

from agendas.minutes.models import Scheme, SchemeState
from agendas.minutes.rules.minutes import refuse_agenda
from agendas.sessions.models import Outcome, StudySession
from agendas.sessions.rules import Gap, refuse_change

# A heading and its lines.
Section = tuple[str, list[str]]


class SchemeRefusal(TextChoices):
    SUBMITTED = "submitted", "学习会方案已送审，撤回后才能修改。"
    APPROVED = "approved", "学习会方案已批准，组长退回后才能修改。"
    UNCHANGED = "unchanged", "学习会方案批准后没有变动，不必重新送审。"
    NO_DATE = "no_date", "确定时间和地点后才能送审。"
    NOT_SUBMITTED = "not_submitted", "学习会方案不在待审定状态。"


def changes(before: Sequence[Section], now: Sequence[Section]) -> list[Section]:
    """The sections that read otherwise by now; one that is gone stands without a line."""
    old, new = dict(before), dict(now)
    names = [*new, *(name for name in old if name not in new)]
    return [(name, new.get(name, [])) for name in names if new.get(name) != old.get(name)]


def refuse_writing(session: StudySession, scheme: Scheme | None) -> TextChoices | None:
    """The scheme is prepared as long as the agenda is, and stands still while it is decided."""
    if refusal := refuse_agenda(session):
        return refusal
    if scheme is None or scheme.state == SchemeState.DRAFT:
        return None
    submitted = scheme.state == SchemeState.SUBMITTED
    return SchemeRefusal.SUBMITTED if submitted else SchemeRefusal.APPROVED


def refuse_submitting(scheme: Scheme, now: Sequence[Section]) -> TextChoices | None:
    """A draft is submitted; an approved scheme once more, where the arrangements changed."""
    session = scheme.session
    if refusal := refuse_agenda(session):
        return refusal
    if scheme.state == SchemeState.SUBMITTED:
        return SchemeRefusal.SUBMITTED
    if scheme.state == SchemeState.APPROVED and not changes(scheme.sections, now):
        return SchemeRefusal.UNCHANGED
    return None if session.starts_at and session.venue else SchemeRefusal.NO_DATE


def refuse_withdrawing(scheme: Scheme) -> TextChoices | None:
    if refusal := refuse_change(scheme.session):
        return refusal
    submitted = scheme.state == SchemeState.SUBMITTED
    return None if submitted else SchemeRefusal.NOT_SUBMITTED


def refuse_deciding(scheme: Scheme, *, outcome: str) -> TextChoices | None:
    """A submitted scheme is approved or returned; an approved one returned, to be rewritten.

    The former also after the meeting: what was signed on paper before may be entered later.
    """
    if refusal := refuse_change(scheme.session):
        return refusal
    if scheme.state == SchemeState.SUBMITTED:
        return None
    if scheme.state == SchemeState.DRAFT:
        return SchemeRefusal.NOT_SUBMITTED
    if outcome == Outcome.APPROVED:
        return SchemeRefusal.APPROVED
    return refuse_agenda(scheme.session)


def scheme_gaps(session: StudySession, *, at: datetime) -> list[Gap]:  # noqa: ARG001 - every stage asks so
    """Before the notice: a scheme that was submitted is decided; none is asked for.

    Without a query where the session was loaded with its scheme.
    """
    scheme: Scheme | None = getattr(session, "scheme", None)
    if scheme and scheme.state == SchemeState.SUBMITTED:
        return [Gap("scheme_undecided", "学习会方案待审定", "scheme", awaits_decision=True)]
    return []
