"""Whether a unit may be asked, and whether its answer may be taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import OPENING_OF, RECORDED, Attendance, Capacity
from agendas.attendance.rules import PREPARING, AnswerRefusal
from agendas.guests.models import Invitation, InvitationState
from agendas.guests.rules.seats import has_begun
from agendas.sessions.models import StudySession
from agendas.sessions.rules import records_for_others, refuse_change

# Whoever comes through an opening; members and lecturers are not asked through their unit.
ASKED_CAPACITIES = tuple(name for name in Capacity if name in OPENING_OF)


class InvitationRefusal(TextChoices):
    ANSWER_BY = "answer_by", "回执截止日期应在今天至开会当天之间。"
    ANSWERED = "answered", "该单位已回执，不能撤回邀请；有变动的，请修改回执。"
    NEEDS_NAMES = "needs_names", "请填写参会人员姓名，每行一人。"
    TOO_MANY = "too_many", "参会人员超过邀请人数。"
    NAMED_TWICE = "named_twice", "有人员重复填写。"
    RECORDED = "recorded", "会上已登记到会情况，回执不能再改。"
    FUTURE = "future", "回执日期不能晚于今天。"
    TOO_EARLY = "too_early", "回执日期早于邀请，请核对。"
    NOBODY = "nobody", "没有可提醒的单位：均已回执、今天已提醒，或者没有联络人。"


@dataclass(frozen=True, slots=True)
class Named:
    """One of those a unit sends."""

    name: str
    post: str = ""


def refuse_invitation(
    session: StudySession, *, answer_by: date, at: datetime
) -> TextChoices | None:
    """Units are asked between the notice and the meeting."""
    if session.announced_at is None:
        return AnswerRefusal.NOT_ANNOUNCED
    if refusal := refuse_change(session, *PREPARING):
        return refusal
    if has_begun(session, at):
        return AnswerRefusal.BEGUN
    last = timezone.localdate(session.starts_at) if session.starts_at else date.max
    in_time = timezone.localdate(at) <= answer_by <= last
    return None if in_time else InvitationRefusal.ANSWER_BY


def may_answer_for(person: User, invitation: Invitation) -> bool:
    """The unit's contact, or the secretary, who enters what came on paper."""
    return invitation.contact_id == person.pk or records_for_others(person, invitation.session)


def refuse_reply(
    invitation: Invitation,
    rows: Iterable[Attendance],
    *,
    is_secretary: bool,
    given_on: date,
    at: datetime,
) -> TextChoices | None:
    """Until the meeting begins (the secretary may enter one later), and not once it is recorded.

    ``rows`` are those an earlier answer has put on the list.
    """
    session = invitation.session
    if refusal := refuse_change(session, *PREPARING):
        return refusal
    if has_begun(session, at) and not is_secretary:
        return AnswerRefusal.BEGUN
    if any(row.status in RECORDED for row in rows):
        return InvitationRefusal.RECORDED
    if given_on > timezone.localdate(at):
        return InvitationRefusal.FUTURE
    too_early = given_on < timezone.localdate(invitation.sent_at)
    return InvitationRefusal.TOO_EARLY if too_early else None


def refuse_names(invitation: Invitation, names: Sequence[Named]) -> InvitationRefusal | None:
    if not names:
        return InvitationRefusal.NEEDS_NAMES
    if len(names) > invitation.headcount:
        return InvitationRefusal.TOO_MANY
    return None if len(set(names)) == len(names) else InvitationRefusal.NAMED_TWICE


def refuse_withdrawal(invitation: Invitation) -> InvitationRefusal | None:
    is_awaiting = invitation.state == InvitationState.AWAITING
    return None if is_awaiting else InvitationRefusal.ANSWERED
