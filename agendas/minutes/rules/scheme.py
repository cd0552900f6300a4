"""Who may do what to the scheme, what changed since it was submitted, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import TextChoices

from agendas.drafts.rules import Course
from agendas.minutes.models import Scheme
from agendas.minutes.rules.minutes import AGENDA_STAGES, refuse_agenda
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap

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


# Prepared as long as the agenda is; a sheet signed before the meeting may be entered after it.
SCHEME = Course(
    written_in=AGENDA_STAGES,
    decided_in=(),
    submitted=SchemeRefusal.SUBMITTED,
    approved=SchemeRefusal.APPROVED,
    not_submitted=SchemeRefusal.NOT_SUBMITTED,
    twice=SchemeRefusal.APPROVED,
)


def refuse_submitting(scheme: Scheme, now: Sequence[Section]) -> TextChoices | None:
    """A draft is submitted; an approved scheme once more, where the arrangements changed."""
    session = scheme.session
    if refusal := refuse_agenda(session):
        return refusal
    if scheme.is_submitted():
        return SchemeRefusal.SUBMITTED
    if scheme.is_approved() and not changes(scheme.sections, now):
        return SchemeRefusal.UNCHANGED
    return None if session.starts_at and session.venue else SchemeRefusal.NO_DATE


def scheme_gaps(session: StudySession, *, at: datetime) -> list[Gap]:  # noqa: ARG001 - every stage asks so
    """Before the notice: a scheme that was submitted is decided; none is asked for.

    Without a query where the session was loaded with its scheme.
    """
    scheme: Scheme | None = getattr(session, "scheme", None)
    if scheme and scheme.is_submitted():
        return [Gap("scheme_undecided", "学习会方案待审定", "scheme", awaits_decision=True)]
    return []
