"""Answering the notice, and deciding on leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import TextChoices
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import CAME, Attendance, LeaveCategory, Status
from agendas.attendance.rules.lists import PREPARING
from agendas.sessions.models import StudySession
from agendas.sessions.rules import records_for_others, refuse_change
from studygroups.groups.models import Membership
from studygroups.groups.rules import deciders, entitled


class AnswerRefusal(TextChoices):
    NOT_ANNOUNCED = "not_announced", "会议通知尚未发出。"
    BEGUN = "begun", "学习会已经开始，请联系学习秘书。"
    RECORDED = "recorded", "到会情况已登记。"
    NEEDS_CATEGORY = "needs_category", "请选择请假类别。"
    NOT_ASKED = "not_asked", "没有待审定的请假。"
    ANSWERED = "answered", "本人已答复，不能移交他人。"
    NO_SEAT = "no_seat", "接任人还没有成员席位，不能列为成员。"


def may_answer(person: User, attendance: Attendance) -> bool:
    """He himself, or the secretary for him."""
    return attendance.person == person or records_for_others(person, attendance.session)


def refuse_answer(
    attendance: Attendance, *, is_secretary: bool, at: datetime
) -> TextChoices | None:
    """Answers come between the notice and the meeting; the secretary may enter one later."""
    session = attendance.session
    if session.announced_at is None:
        return AnswerRefusal.NOT_ANNOUNCED
    if attendance.status in CAME:
        return AnswerRefusal.RECORDED
    if session.starts_at and at >= session.starts_at and not is_secretary:
        return AnswerRefusal.BEGUN
    return refuse_change(session, *PREPARING)


def refuse_leave(attendance: Attendance, category: str) -> AnswerRefusal | None:
    """A member's leave has a category, never more; a guest owes no reason."""
    if attendance.is_member() and category not in LeaveCategory.values:
        return AnswerRefusal.NEEDS_CATEGORY
    return None


def refuse_passing(attendance: Attendance, seat: Membership | None) -> AnswerRefusal | None:
    """Only a member's place passes on, while he has not answered, and only to a member."""
    if not (attendance.is_member() and attendance.is_unanswered()):
        return AnswerRefusal.ANSWERED
    return None if seat else AnswerRefusal.NO_SEAT


def may_know_category(person: User, attendance: Attendance) -> bool:
    """Only who asks for leave and who is to decide on it, until he has; lists say 请假 alone.

    Nobody else learns any category: where the others are named, the one left out is 病假.
    """
    if attendance.person == person:
        return True
    return attendance.status == Status.LEAVE_ASKED and person in leave_deciders(attendance)


def leave_deciders(attendance: Attendance) -> list[User]:
    """Whose decision the leave is today; nobody decides his own."""
    group = attendance.session.group
    return deciders(group, on=timezone.localdate(), concerned=[attendance.person])


def leave_to_decide(
    person: User, session: StudySession, rows: Iterable[Attendance]
) -> list[Attendance]:
    """Those of the rows whose leave is his to decide."""
    waiting = [row for row in rows if row.status == Status.LEAVE_ASKED]
    if not waiting:
        return []
    seats = Membership.objects.current(timezone.localdate()).filter(group=session.group).in_order()
    return [row for row in waiting if person in entitled(seats, {row.person_id})]
