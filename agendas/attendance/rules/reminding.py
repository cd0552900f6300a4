"""When whoever has not answered is reminded."""

from __future__ import annotations

from datetime import datetime

from django.db.models import TextChoices

from agendas.attendance.models import Attendance
from agendas.attendance.rules.answers import AnswerRefusal
from agendas.attendance.rules.lists import PREPARING
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_change


class ReminderRefusal(TextChoices):
    TOO_LATE = "too_late", "学习会已经开始，不再提醒答复。"
    HAS_ANSWERED = "has_answered", "本人已答复，无须提醒。"
    NO_ACCOUNT = "no_account", "该人员没有账号，请用其他方式联系。"
    NOBODY = "nobody_to_remind", "没有可以提醒的未答复人员。"


def refuse_reminding(session: StudySession, *, at: datetime) -> TextChoices | None:
    """Answers are asked for between the notice and the meeting."""
    if session.announced_at is None:
        return AnswerRefusal.NOT_ANNOUNCED
    if session.starts_at and at >= session.starts_at:
        return ReminderRefusal.TOO_LATE
    return refuse_change(session, *PREPARING)


def refuse_reminder(attendance: Attendance) -> ReminderRefusal | None:
    """Whether this one person is reminded, where people are."""
    if not attendance.is_unanswered():
        return ReminderRefusal.HAS_ANSWERED
    return None if attendance.person_id else ReminderRefusal.NO_ACCOUNT
