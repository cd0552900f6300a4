"""Entering an inspection of another kind, and what a learner takes home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.units.models import Unit
from agendas.observing import rules
from agendas.observing.actions.telling import leads_of
from agendas.observing.models import Inspection, Takeaway
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.topics.actions import raise_problem
from studygroups.groups.models import StudyGroup


@transaction.atomic
def enter_inspection(
    *,
    group: StudyGroup,
    by: User,
    at: datetime,
    kind: str,
    unit: Unit,
    inspected_on: date,
    problems: Sequence[str],
) -> Inspection:
    """Enter what an inspection found, by its supervisor or by those who lead the group.

    Each problem joins the group's list. Raises ``PermissionDenied`` for anybody else,
    ``ValidationError`` for a unit that is not above the group, a day to come, or no problem.
    """
    allow(rules.may_enter(by, group))
    insist(rules.refuse_inspection(by, group, unit, problems))
    inspection = Inspection(
        group=group, kind=kind, unit=unit, inspected_on=inspected_on, entered_by=by, entered_at=at
    )
    inspection.full_clean()
    inspection.save()
    for title in problems:
        problem = raise_problem(
            group=group,
            by=by,
            at=at,
            title=title,
            source=kind,
            found_on=inspected_on,
            raised_by_unit=unit,
        )
        inspection.problems.add(problem)
    record("inspection.enter", inspection, by=by, at=at)
    tell(
        [person for person in leads_of(group, at=at) if person != by],
        kind=NoticeKind.INFORM,
        text=f"问题清单新增{inspection.get_kind_display()}发现的问题 {len(problems)} 个。",
        path=reverse("agendas:problems"),
        key=f"inspection-{inspection.pk}",
    )
    return inspection


@transaction.atomic
def leave_takeaway(*, session: StudySession, by: User, at: datetime, text: str) -> Takeaway:
    """Write down what he takes home to his own group, or write it anew.

    Raises ``PermissionDenied`` for whoever does not stand on the list as a learner,
    ``ValidationError`` before the meeting is over, without words or without a group of his own.
    """
    allow(rules.learner_row(by, session) is not None)
    session = locked(session)
    group = rules.own_group(by, session)
    insist(rules.refuse_takeaway(session, group, text, at=at))
    known = Takeaway.objects.filter(session=session, person=by).first()
    takeaway = known or Takeaway(session=session, person=by, group=group)
    takeaway.text, takeaway.written_at = text.strip(), at
    takeaway.full_clean()
    takeaway.save()
    record("takeaway.leave", takeaway, by=by, at=at, fields=["text"])
    return takeaway
