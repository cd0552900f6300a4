"""Handing somebody's open work over to his successor (交接); what was done stays his."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.attendance.actions import pass_on_answer
from agendas.measures.actions import doers, pass_on_measure
from agendas.research.actions import pass_on_duty
from agendas.sessions.actions import allow, insist
from agendas.sessions.models import StudySession
from agendas.workflow import rules
from agendas.workflow.rules import OpenWork
from studygroups.groups.models import LEADS, Membership, StudyGroup


@transaction.atomic
def hand_over(
    *,
    group: StudyGroup,
    leaver: User,
    successor: User,
    on: date,
    by: User,
    at: datetime,
    seen: Collection[str],
) -> OpenWork:
    """Pass over exactly what was ``seen`` (as ``OpenWork.keys``), all of it or nothing.

    ``on`` is the day from which the successor answers for it. Raises ``ValidationError`` where
    the one may not hand over to the other, nothing is open, or it is not what was seen
    (``stale``); ``PermissionDenied`` for whoever does not run the group.
    """
    today = timezone.localdate(at)
    allow(rules.may_hand_over(by, group, on=today))
    # In the order of their keys: two hand-overs at once take turns, and so does whoever changes a
    # session meanwhile.
    sessions = StudySession.objects.select_for_update(of=("self",)).open().filter(group=group)
    list(sessions.order_by("pk"))
    insist(rules.refuse_handover(group, leaver, successor, on=on, today=today))
    work = rules.open_work(group, leaver, successor, today=today)
    insist(rules.refuse_work(work, seen))
    concerned = _concerned(group, work, today=today) | {leaver, successor}
    for measure in work.measures:
        pass_on_measure(measure=measure, leaver=leaver, successor=successor, on=on, by=by, at=at)
    for duty in work.duties:
        pass_on_duty(duty=duty, successor=successor, by=by, at=at)
    for answer in work.answers:
        pass_on_answer(attendance=answer, successor=successor, by=by, at=at)
    record("group.hand_over", group, by=by, at=at)
    tell(
        concerned - {by},
        kind=NoticeKind.INFORM,
        text=f"工作交接：{leaver}移交{successor}，{work.in_words()}。",
        path=reverse("agendas:desk"),
        key=f"handover-{leaver.pk}-{successor.pk}-{at:%Y%m%d%H%M%S%f}",
    )
    return work


def _concerned(group: StudyGroup, work: OpenWork, *, today: date) -> set[User]:
    """Those who run the group, and those who share one of the measures."""
    seats = Membership.objects.current(today).filter(group=group, role__in=LEADS)
    sharing = {person for measure in work.measures for person in doers(measure)}
    return sharing | {seat.person for seat in seats.select_related("person")}
