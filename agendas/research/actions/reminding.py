"""Reminding whoever still owes a paper, once a day each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.research.models import Duty, Excuse
from agendas.research.rules import UNTIL_HELD
from agendas.sessions.actions import allow, insist, locked, path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_change, runs
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import is_lead


@transaction.atomic
def remind_unmet(*, session: StudySession, by: User, at: datetime, duty: Duty | None = None) -> int:
    """Remind whoever still owes a paper, once a day, and say how many were told just now.

    With ``duty`` only that member. Who asked to be excused waits for the answer and is left in
    peace. Raises ``ValidationError`` before the research and after the meeting.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(refuse_change(session, *UNTIL_HELD))
    unmet = Duty.objects.filter(session=session).unmet().exclude(excuse=Excuse.ASKED)
    if duty:
        unmet = unmet.filter(pk=duty.pk)
    told = tell(
        [duty.person for duty in unmet.select_related("person")],
        kind=NoticeKind.REMIND,
        text=f"请提交《{session}》的会前调研材料。",
        path=path_of(session, "research"),
        key=f"research-{session.pk}-remind-{timezone.localdate(at)}",
        due_at=session.starts_at,
    )
    if told:
        record("research.remind", session, by=by, at=at)
    return len(told)


@transaction.atomic
def remind_group(*, group: StudyGroup, year: int, by: User, at: datetime) -> int:
    """Remind for all sessions of the year that still wait for papers; how many notices went out.

    Raises ``PermissionDenied`` for all but the group's leads.
    """
    allow(is_lead(by, group, on=timezone.localdate(at)))
    sessions = StudySession.objects.filter(group=group, year=year, stage__in=UNTIL_HELD)
    return sum(remind_unmet(session=session, by=by, at=at) for session in sessions.order_by("pk"))
