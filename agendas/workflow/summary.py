"""What the rail says of each stage in a few words, counted in one query; the session's story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum

from agendas.attendance.models import CAME, Attendance, Capacity
from agendas.measures.models import Measure, MeasureStatus
from agendas.research.models import Duty, Excuse, ResearchState
from agendas.sessions.models import StageChange, StudySession, Waiver
from studygroups.forms.models import STAGE_ORDER, Stage

_ELSEWHERE = "补录，未在系统内办理"
_CAME = Attendance.objects.filter(status__in=CAME)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a session's story: when, who, and what he did, with his reason."""

    at: datetime
    who: str
    text: str


def story_of(session: StudySession) -> list[Event]:
    """Its steps through the stages and what was waived on the way, in the order of time."""
    events = [
        Event(change.at, change.by.full_name, _step(change))
        for change in session.stage_changes.select_related("by")
    ]
    events += [
        Event(waiver.at, _waiver(waiver), f"豁免“{waiver}”（{waiver.reason}）")
        for waiver in session.waivers.select_related("by", "acted_for")
    ]
    return sorted(events, key=lambda event: event.at)


def _waiver(waiver: Waiver) -> str:
    """Who waived it, and for whom where he stood in."""
    acted_for = waiver.acted_for
    return waiver.by.full_name + (f"（代理{acted_for.full_name}）" if acted_for else "")


def _step(change: StageChange) -> str:
    if not change.reason:
        return str(change)
    return f"{change}（{'退回：' if change.from_stage else ''}{change.reason}）"


def _of_session(rows: QuerySet, total: Count | Sum) -> Subquery:  # type: ignore[type-arg] # any table
    """The total over the session's rows, as a column beside the session."""
    grouped = rows.filter(session=OuterRef("pk")).order_by().values("session")
    return Subquery(grouped.annotate(total=total).values("total"), output_field=IntegerField())


def summary_of(session: StudySession) -> dict[Stage, str]:
    """A short line for research, meeting, conversion and follow-up, as far as the session got."""
    counts = StudySession.objects.filter(pk=session.pk).values(
        owed=_of_session(Duty.objects.all(), Count("pk")),
        handed_in=_of_session(
            Duty.objects.filter(paper__state=ResearchState.HANDED_IN), Count("pk")
        ),
        excused=_of_session(Duty.objects.filter(excuse=Excuse.GRANTED), Count("pk")),
        came=_of_session(_CAME, Sum("headcount")),
        media=_of_session(_CAME.filter(capacity=Capacity.MEDIA), Sum("headcount")),
        to_do=_of_session(Measure.objects.all(), Count("pk")),
        closed=_of_session(Measure.objects.filter(status=MeasureStatus.CLOSED), Count("pk")),
    )[0]
    number = {name: value or 0 for name, value in counts.items()}
    excused = f"，免交 {number['excused']} 人" if number["excused"] else ""
    media = f"，其中媒体 {number['media']} 人" if number["media"] else ""
    lines = {
        Stage.RESEARCH: f"应交 {number['owed']} 人，已交 {number['handed_in']} 人{excused}",
        Stage.MEETING: f"到会 {number['came']} 人{media}",
        Stage.CONVERSION: f"形成措施 {number['to_do']} 项",
        Stage.FOLLOWUP: f"已销号 {number['closed']} / {number['to_do']} 项",
    }
    if session.is_backfilled:
        # Nothing of this was done here, which is not to say that nobody did it.
        lines |= {Stage.TOPIC: _ELSEWHERE} | (
            {} if number["owed"] else {Stage.RESEARCH: _ELSEWHERE}
        )
        if not number["to_do"]:
            lines |= dict.fromkeys((Stage.CONVERSION, Stage.FOLLOWUP), _ELSEWHERE)
    reached = STAGE_ORDER[: STAGE_ORDER.index(Stage(session.stage)) + 1]
    return {stage: text for stage, text in lines.items() if stage in reached}
