"""Who enters what the media published, and from when."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import TextChoices
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Capacity
from agendas.attendance.rules import AnswerRefusal
from agendas.board.models import Publication
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


class PressRefusal(TextChoices):
    FUTURE = "future", "刊播日期不能晚于今天。"


def may_enter(person: User, session: StudySession) -> bool:
    """Those who run the session, and the journalists on its list."""
    if runs(person, session):
        return True
    rows = Attendance.objects.visible_to(person).filter(session=session, person=person)
    return rows.filter(capacity=Capacity.MEDIA).exists()


def may_remove(person: User, publication: Publication) -> bool:
    """Who entered it, and those who run the session."""
    is_his = publication.prepared_by == person and may_enter(person, publication.session)
    return is_his or runs(person, publication.session)


def refuse_publication(
    session: StudySession, published_on: date, *, at: datetime
) -> PressRefusal | AnswerRefusal | None:
    """Of a session whose notice is out, and not before it was published."""
    if session.announced_at is None:
        return AnswerRefusal.NOT_ANNOUNCED
    return PressRefusal.FUTURE if published_on > timezone.localdate(at) else None
