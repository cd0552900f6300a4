"""Who writes and confirms the minutes, and what they still lack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices

from agendas.drafts.rules import Course
from agendas.minutes.models import AgendaItem, Minutes
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap, met_on, refuse_change
from studygroups.forms.models import Stage

# Prepared before the meeting, and put right until it is over.
AGENDA_STAGES = (Stage.TOPIC, Stage.RESEARCH, Stage.MEETING)


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
    return refuse_change(session, *AGENDA_STAGES)


# Confirmed minutes are returned once the session is back at its meeting, to be put right.
MINUTES = Course(
    written_in=(Stage.MEETING,),
    decided_in=(Stage.MEETING,),
    submitted=MinutesRefusal.SUBMITTED,
    approved=MinutesRefusal.CONFIRMED,
    not_submitted=MinutesRefusal.NOT_SUBMITTED,
    twice=MinutesRefusal.CONFIRMED,
    since=met_on,
)


def refuse_submitting(minutes: Minutes) -> TextChoices | None:
    if refusal := MINUTES.refuse_writing(minutes.session, minutes):
        return refusal
    is_whole = minutes.record.strip() and minutes.summary.strip()
    return None if is_whole else MinutesRefusal.EMPTY


def gaps(session: StudySession, *, at: datetime) -> list[Gap]:  # noqa: ARG001 - every stage asks so
    """Before conversion: the record is written and confirmed by the leader."""
    minutes = Minutes.objects.filter(session=session).first()
    if minutes is None:
        return [Gap("no_minutes", "会议记录未整理", "minutes")]
    if minutes.is_draft() and minutes.decision_id:
        return [Gap("minutes_not_submitted", "会议记录已退回，修改后未送审", "minutes")]
    if minutes.is_draft():
        return [Gap("minutes_not_submitted", "会议记录未送审", "minutes")]
    if minutes.is_submitted():
        return [Gap("minutes_undecided", "会议记录待审定", "minutes", awaits_decision=True)]
    return []
