"""What each member is asked to look into (分题)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.research.models import Duty
from agendas.research.rules import UNTIL_HELD
from agendas.sessions.actions import allow, insist, locked, path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_change, runs


@transaction.atomic
def give_questions(
    *, session: StudySession, by: User, at: datetime, questions: Mapping[int, str]
) -> list[Duty]:
    """Give members, by the keys of their duties, a question each; those of a new one are told.

    An empty one takes the question back. Raises ``PermissionDenied`` for whoever does not run the
    session, ``ValidationError`` before the research and after the meeting.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(refuse_change(session, *UNTIL_HELD))
    duties = Duty.objects.filter(session=session, pk__in=questions).select_related("person")
    changed = [duty for duty in duties if duty.question != questions[duty.pk].strip()]
    for duty in changed:
        duty.question = questions[duty.pk].strip()
        duty.full_clean()
        duty.save(update_fields=["question"])
        record("research.give_question", duty, by=by, at=at, fields=["question"])
        _tell(duty, session, by=by, at=at)
    return changed


def _tell(duty: Duty, session: StudySession, *, by: User, at: datetime) -> None:
    text = f"您在《{session}》会前调研中的分题：{duty.question}"
    if not duty.question:
        text = f"您在《{session}》会前调研中的分题已取消。"
    tell(
        {duty.person} - {by},
        kind=NoticeKind.INFORM,
        text=text,
        path=path_of(session, "research"),
        key=f"duty-{duty.pk}-question-{at:%Y%m%d%H%M%S%f}",
    )
