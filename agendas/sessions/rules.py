"""What is still missing, and who may do what to a session: the words all stages share."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils import timezone

from accounts.people.models import User
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from studygroups.groups.rules import deciders, is_lead, is_secretary, membership_of


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing still missing (待完善) before the next stage, and the page where it is filled.

    ``part`` is the name of that page among the parts of a session; ``can_be_waived`` is true
    only for what time has made unfixable.
    """

    code: str
    text: str
    part: str
    can_be_waived: bool = False


class SessionRefusal(TextChoices):
    WRONG_STAGE = "wrong_stage", "学习会不在这一阶段，请刷新页面。"
    CLOSED = "closed", "学习会已办结，不能再修改。"
    STALE = "stale", "他人刚刚改过这项内容，请核对后再保存。"


class DecisionRefusal(TextChoices):
    FUTURE = "future", "签批日期不能晚于今天。"
    NEEDS_REASON = "needs_reason", "退回须写明理由。"
    NOT_ENTITLED = "not_entitled", "此事不由该同志审定。"


def runs(person: User, session: StudySession) -> bool:
    """The secretary runs the session; leader and deputies may do the same."""
    return is_lead(person, session.group, on=timezone.localdate())


def belongs(person: User, session: StudySession) -> bool:
    """Whether he holds any role in the session's group today."""
    return membership_of(person, session.group, on=timezone.localdate()) is not None


def records_for_others(person: User, session: StudySession) -> bool:
    """Entering what was decided or handed in on paper (代录, 代交) is the secretary's work."""
    return is_secretary(person, session.group, on=timezone.localdate())


def may_decide(
    person: User, session: StudySession, *, concerned: Collection[User | None] = ()
) -> bool:
    """Whether a decision is his today; nobody decides what he himself submitted."""
    return person in deciders(session.group, on=timezone.localdate(), concerned=concerned)


def refuse_change(session: StudySession, *stages: Stage) -> SessionRefusal | None:
    """Why nothing may be changed now: the session is closed, or not in one of ``stages``."""
    if session.stage == Stage.CLOSED:
        return SessionRefusal.CLOSED
    if stages and session.stage not in stages:
        return SessionRefusal.WRONG_STAGE
    return None
