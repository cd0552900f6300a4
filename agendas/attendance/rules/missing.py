"""What the notice and the list still lack (待完善)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from agendas.attendance.models import Attendance
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap
from studygroups.forms.models import Stage
from studygroups.localrules.models import RuleKey
from studygroups.localrules.rules import value_for

NOTICE_LATE = "notice_late"


def notice_gaps(session: StudySession, *, at: datetime) -> list[Gap]:
    """Time and place are set, and the notice goes (or went) out far enough ahead (local days).

    A form that begins with its meeting has no stage in which its notice could wait; one entered
    after it was held had its notice elsewhere.
    """
    if session.is_backfilled:
        return []
    if session.starts_at is None or not session.venue:
        return [Gap("no_date", "未确定时间或地点", "edit")]
    if session.form.first_stage() == Stage.MEETING:
        return []
    sent_on = timezone.localdate(session.announced_at or at)
    days = value_for(session.group.unit, RuleKey.NOTICE_DAYS, on=sent_on)
    ahead = timezone.localdate(session.starts_at) - sent_on
    if ahead.days < days:
        return [Gap(NOTICE_LATE, f"距召开不足 {days} 天，通知已晚", "edit", can_be_waived=True)]
    return []


def gaps(session: StudySession, *, at: datetime) -> list[Gap]:
    """Before conversion: the meeting has begun and everybody on the list is accounted for."""
    if session.starts_at is None or at < session.starts_at:
        return [Gap("not_begun", "学习会尚未召开", "people")]
    rows = Attendance.objects.filter(session=session)
    unsettled = rows.unsettled().count()
    if unsettled:
        return [Gap("attendance_missing", f"{unsettled} 人未登记到会情况", "people")]
    if not rows.exists():
        return [Gap("attendance_missing", "未登记到会人员", "people")]
    return []
