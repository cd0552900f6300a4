"""What each member is asked to look into (分题)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.research.actions.duties import inform
from agendas.research.models import Duty
from agendas.research.rules import UNTIL_HELD
from agendas.sessions.actions import allow, insist, locked
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
    duties = Duty.objects.filter(session=session, pk__in=questions).select_related(
        "person", "session"
    )
    changed = [duty for duty in duties if duty.question != questions[duty.pk].strip()]
    for duty in changed:
        duty.question = questions[duty.pk].strip()
        duty.full_clean()
        duty.save(update_fields=["question"])
        record("research.give_question", duty, by=by, at=at, fields=["question"])
        what = f"：{duty.question}" if duty.question else "已取消。"
        text = f"您在《{session}》会前调研中的分题{what}"
        inform({duty.person} - {by}, duty, "question", at=at, text=text)
    return changed
