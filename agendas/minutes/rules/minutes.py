"""Who writes and confirms the minutes, and what they still lack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices

from agendas.minutes.models import AgendaItem, Minutes, MinutesState
from agendas.sessions.models import Outcome, StudySession
from agendas.sessions.rules import Gap, refuse_change
from studygroups.forms.models import Stage


class MinutesRefusal(TextChoices):
    SUBMITTED = "submitted", "会议记录已送审，撤回后才能修改。"
    CONFIRMED = "confirmed", "会议记录已确认，不能再修改。"
    EMPTY = "empty", "会议记录和会议纪要都填写后才能送审。"
    NOT_SUBMITTED = "not_submitted", "会议记录不在待审定状态。"
    RESOLUTION_USED = "resolution_used", "该项成果已形成措施，不能删除。"


@dataclass(frozen=True, slots=True)
class TimePlan:
    """How long the agenda takes beside the time set for the session, in minutes."""

    total: int
    planned: int | None

    @property
    def over(self) -> int:
        """By how much the agenda exceeds the session; nothing where no end is set."""
        return max(0, self.total - self.planned) if self.planned is not None else 0


def time_plan(items: Iterable[AgendaItem], session: StudySession) -> TimePlan:
    total = sum(item.minutes or 0 for item in items)
    if session.starts_at is None or session.ends_at is None:
        return TimePlan(total, None)
    return TimePlan(total, int((session.ends_at - session.starts_at).total_seconds()) // 60)


def refuse_agenda(session: StudySession) -> TextChoices | None:
    """The agenda is prepared before the meeting and put right until the meeting is over."""
    return refuse_change(session, Stage.TOPIC, Stage.RESEARCH, Stage.MEETING)


def refuse_writing(session: StudySession, minutes: Minutes | None) -> TextChoices | None:
    """Minutes and resolutions are written while the session meets.

    They stand still from the moment the leader is asked: he confirms what he has read.
    """
    if refusal := refuse_change(session, Stage.MEETING):
        return refusal
    if minutes is None or minutes.state == MinutesState.DRAFT:
        return None
    submitted = minutes.state == MinutesState.SUBMITTED
    return MinutesRefusal.SUBMITTED if submitted else MinutesRefusal.CONFIRMED


def refuse_submitting(minutes: Minutes) -> TextChoices | None:
    if refusal := refuse_writing(minutes.session, minutes):
        return refusal
    is_whole = minutes.record.strip() and minutes.summary.strip()
    return None if is_whole else MinutesRefusal.EMPTY


def refuse_withdrawing(minutes: Minutes) -> TextChoices | None:
    if refusal := refuse_change(minutes.session, Stage.MEETING):
        return refusal
    submitted = minutes.state == MinutesState.SUBMITTED
    return None if submitted else MinutesRefusal.NOT_SUBMITTED


def refuse_deciding(minutes: Minutes, *, outcome: str) -> TextChoices | None:
    """Submitted minutes are confirmed or returned; confirmed ones can only be returned.

    For that the session must be back at its meeting: so a mistake found later is put right.
    """
    if refusal := refuse_change(minutes.session, Stage.MEETING):
        return refusal
    if minutes.state == MinutesState.SUBMITTED:
        return None
    if minutes.state == MinutesState.DRAFT:
        return MinutesRefusal.NOT_SUBMITTED
    return None if outcome == Outcome.RETURNED else MinutesRefusal.CONFIRMED


def gaps(session: StudySession, *, at: datetime) -> list[Gap]:  # noqa: ARG001 - every stage asks so
    """Before conversion: the record is written and confirmed by the leader."""
    minutes = Minutes.objects.filter(session=session).first()
    if minutes is None:
        return [Gap("no_minutes", "会议记录未整理", "minutes")]
    if minutes.state == MinutesState.DRAFT and minutes.decision_id:
        return [Gap("minutes_not_submitted", "会议记录已退回，修改后未送审", "minutes")]
    if minutes.state == MinutesState.DRAFT:
        return [Gap("minutes_not_submitted", "会议记录未送审", "minutes")]
    if minutes.state == MinutesState.SUBMITTED:
        return [Gap("minutes_undecided", "会议记录待审定", "minutes", awaits_decision=True)]
    return []
