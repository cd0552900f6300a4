"""What stands on somebody's desk: what he owes by date, his sessions, what waits for him."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Status
from agendas.measures.models import Measure, MeasureStatus, with_progress
from agendas.measures.rules import Yardstick, standings
from agendas.reminders.waiting import waiting_for
from agendas.research.models import Duty, Excuse
from agendas.sessions.actions import path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap
from agendas.workflow.rules import open_gaps
from studygroups.forms.models import Stage
from studygroups.groups.models import LEADS, Membership

UPCOMING = 5
_MOST_SESSIONS = 50
_LAST = date.max
# Once the meeting is over its date says nothing about what comes next.
_BEFORE_THE_MEETING = (Stage.TOPIC, Stage.RESEARCH, Stage.MEETING)


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing he owes: what, of which session, by when, and the page where it is done."""

    title: str
    note: str
    path: str
    button: str
    due_on: date | None = None
    light: str = ""
    words: str = ""


@dataclass(slots=True)
class Desk:
    todos: list[Todo] = field(default_factory=list)
    upcoming: list[StudySession] = field(default_factory=list)
    running: list[StudySession] = field(default_factory=list)


def desk_of(person: User, *, at: datetime) -> Desk:
    """Everything on his desk; the same few queries however much there is."""
    today = timezone.localdate(at)
    sessions = list(_sessions(person, today))
    running = sorted((one for one in sessions if one.is_run), key=_urgency)  # type: ignore[attr-defined] # annotated
    decisions = _decisions(person, today)
    todos = [
        *_research(person, today),
        *_answers(person, at),
        *_measures(person, today),
        *(_gaps(running[0], at=at, decides=bool(decisions)) if running else []),
    ]
    return Desk(
        todos=[*decisions, *sorted(todos, key=_by_date)],
        upcoming=[one for one in sessions if _is_ahead(one, today)][:UPCOMING],
        running=running,
    )


def _by_date(todo: Todo) -> date:
    return todo.due_on or _LAST


def _urgency(session: StudySession) -> tuple[bool, date]:
    """Sessions still to be held come first, the nearest on top."""
    return session.stage not in _BEFORE_THE_MEETING, _day_of(session) or _LAST


def _day_of(session: StudySession) -> date | None:
    return timezone.localdate(session.starts_at) if session.starts_at else None


def _is_ahead(session: StudySession, today: date) -> bool:
    begins_on = _day_of(session)
    return not session.is_held() and begins_on is not None and begins_on >= today


def _sessions(person: User, today: date) -> QuerySet[StudySession]:
    """Those he runs that are not closed, and those ahead of which he sees the head."""
    seats = Membership.objects.current(today).filter(person=person, role__in=LEADS)
    midnight = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    rows = StudySession.objects.visible_to(person).open()
    rows = rows.select_related("group__unit", "form", "scheme")
    rows = rows.annotate(is_run=Exists(seats.filter(group=OuterRef("group"))))
    rows = rows.filter(Q(is_run=True) | Q(starts_at__gte=midnight))
    return rows.order_by("-is_run", F("starts_at").asc(nulls_last=True), "pk")[:_MOST_SESSIONS]


def _decisions(person: User, today: date) -> list[Todo]:
    """One line for all that waits for his decision; it leads to the page where he decides."""
    waiting = waiting_for(person, on=today)
    if not waiting:
        return []
    counts = Counter(each.matter.label for each in waiting)
    return [
        Todo(
            title=f"待我审批 {len(waiting)} 项",
            note="、".join(f"{label} {count}" for label, count in counts.items()),
            path=reverse("agendas:approvals"),
            button="去审批",
        )
    ]


def _research(person: User, today: date) -> list[Todo]:
    rows = Duty.objects.filter(person=person, session__stage=Stage.RESEARCH).unmet()
    rows = rows.exclude(excuse=Excuse.ASKED).select_related("session", "paper")
    return [
        Todo(
            title="提交调研材料",
            note=f"{duty.session}{f'　分题：{duty.question}' if duty.question else ''}",
            path=path_of(duty.session, "research"),
            button="去提交",
            due_on=duty.due_on,
            light="red" if duty.due_on and duty.due_on < today else "",
            words=duty.state().label,
        )
        for duty in rows
    ]


def _answers(person: User, at: datetime) -> list[Todo]:
    rows = Attendance.objects.filter(person=person, status=Status.EXPECTED)
    rows = rows.filter(
        session__stage=Stage.MEETING, session__announced_at__isnull=False, session__starts_at__gt=at
    )
    return [
        Todo(
            title="答复是否参加学习会",
            note=str(row.session),
            path=path_of(row.session, "people"),
            button="去答复",
            due_on=_day_of(row.session),
            words=row.get_status_display(),
        )
        for row in rows.select_related("session")
    ]


def _measures(person: User, today: date) -> list[Todo]:
    """Those he has still to work on; who applied to close waits for the reviewer."""
    rows = Measure.objects.of_person(person).filter(status=MeasureStatus.OPEN)
    return [
        Todo(
            title=str(standing.measure),
            note=f"措施　{standing.measure.session}",
            path=reverse("agendas:measure", kwargs={"measure_id": standing.measure.pk}),
            button="报进度",
            due_on=standing.measure.due_on,
            light=standing.light,
            words=standing.words,
        )
        for standing in standings(with_progress(rows), Yardstick.of(today))
    ]


def _gaps(session: StudySession, *, at: datetime, decides: bool) -> list[Todo]:
    """What the most urgent session he runs still lacks; the others are listed with their stage.

    What waits for his own decision stands on the desk already.
    """
    due_on = _day_of(session) if session.stage in _BEFORE_THE_MEETING else None
    gaps = open_gaps(session, at=at)
    shown = [gap for gap in gaps if not (decides and gap.awaits_decision)]
    return [_gap(session, gap, due_on=due_on) for gap in shown]


def _gap(session: StudySession, gap: Gap, *, due_on: date | None) -> Todo:
    return Todo(
        title=gap.text,
        note=str(session),
        path=path_of(session, gap.part),
        button="查看" if gap.awaits_decision else "去完善",
        due_on=None if gap.awaits_decision else due_on,
        words="待审定" if gap.awaits_decision else "待完善",
    )
