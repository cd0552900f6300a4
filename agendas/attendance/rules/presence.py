"""When presence is recorded, and as what."""

from __future__ import annotations

from datetime import datetime

from django.db.models import TextChoices
from django.utils import timezone

from agendas.attendance.models import RECORDED, Attendance, Status
from agendas.attendance.rules.answers import AnswerRefusal
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_change
from studygroups.forms.models import Stage


class PresenceRefusal(TextChoices):
    NOT_BEGUN = "not_begun", "学习会尚未召开，不能登记到会情况。"
    WRONG_STATUS = "wrong_status", "到会情况只能登记为到会、迟到、早退或缺席。"
    NOT_ON_LEAVE = "not_on_leave", "请假未经同意，不能登记为请假。"


def refuse_presence(session: StudySession, *, at: datetime) -> TextChoices | None:
    """Presence is recorded on the day of the meeting or later, until the stage is left.

    The day, not the hour: a sheet is signed at the door before the meeting begins.
    """
    if session.announced_at is None:
        return AnswerRefusal.NOT_ANNOUNCED
    if refusal := refuse_change(session, Stage.MEETING):
        return refusal
    starts_at = session.starts_at
    if starts_at is None or timezone.localdate(at) < timezone.localdate(starts_at):
        return PresenceRefusal.NOT_BEGUN
    return None


def refuse_status(attendance: Attendance, status: str) -> PresenceRefusal | None:
    if status == Status.LEAVE:
        return None if attendance.is_on_leave() else PresenceRefusal.NOT_ON_LEAVE
    return None if status in RECORDED else PresenceRefusal.WRONG_STATUS
