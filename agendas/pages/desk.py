"""What stands on somebody's desk: what he owes by date, his sessions, what waits for him."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance
from agendas.minutes.models import Minutes, MinutesState
from agendas.observing.models import Observation, ObservationState
from agendas.pages.asked import awaited_by
from agendas.pages.todos import Todo, Todos, gap_todo, observation_todo
from agendas.reminders.waiting import waiting_for
from agendas.sessions.actions import path_of
from agendas.sessions.models import StudySession
from agendas.topics.models import Topic, TopicState
from agendas.workflow.rules import open_gaps
from studygroups.forms.models import Stage
from studygroups.groups.models import LEADS, Membership

NEAREST = 15
UPCOMING = 5
_MOST_SESSIONS = 50
_LAST = date.max
# Once the meeting is over its date says nothing about what comes next.
_BEFORE_THE_MEETING = (Stage.TOPIC, Stage.RESEARCH, Stage.MEETING)


@dataclass(frozen=True, slots=True)
class Desk:
    """``todos`` are the nearest of ``total``."""

    todos: list[Todo]
    total: int
    upcoming: list[StudySession]
    running: list[StudySession]
    awaited: list[Todo]

    def more(self) -> int:
        """How many things he owes besides those shown."""
        return self.total - len(self.todos)


def desk_of(person: User, *, at: datetime) -> Desk:
    """Everything on his desk; the same few queries however much there is."""
    today = timezone.localdate(at)
    sessions = list(_sessions(person, today))
    running, awaited = _running(sessions), awaited_by(person)
    todos, total = _todos(person, running, awaited, at=at).read(0, NEAREST)
    return Desk(
        todos=todos,
        total=total,
        upcoming=[one for one in sessions if _is_ahead(one, today)][:UPCOMING],
        running=running,
        awaited=awaited,
    )


def todos_of(person: User, awaited: list[Todo], *, at: datetime) -> Todos:
    """The whole of what the desk shows the nearest of; ``awaited`` waits for others."""
    sessions = list(_sessions(person, timezone.localdate(at)))
    return _todos(person, _running(sessions), awaited, at=at)


def _todos(
    person: User, running: list[StudySession], awaited: list[Todo], *, at: datetime
) -> Todos:
    decisions = _decisions(person, timezone.localdate(at))
    listed = {todo.path for todo in awaited}
    session = _most_urgent(running)
    gaps = _gaps(session, at=at, decides=bool(decisions), listed=listed) if session else []
    asked = [observation_todo(one) for one in running if _is_asked_for(one, at)]
    return Todos(person, at, first=decisions, found=[*gaps, *asked])


def _is_asked_for(session: StudySession, at: datetime) -> bool:
    """A unit would like to observe it, and it is still ahead."""
    is_ahead = session.starts_at is not None and session.starts_at > at
    return is_ahead and session.is_asked_for  # type: ignore[attr-defined] # annotated


def _running(sessions: list[StudySession]) -> list[StudySession]:
    return sorted((one for one in sessions if one.is_run), key=_urgency)  # type: ignore[attr-defined] # annotated


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
    asked = Observation.objects.filter(state=ObservationState.PROPOSED, session=OuterRef("pk"))
    rows = rows.annotate(
        is_run=Exists(seats.filter(group=OuterRef("group"))),
        is_asked_for=Exists(asked),
        is_waiting=_waits(),
    )
    rows = rows.filter(Q(is_run=True) | Q(starts_at__gte=midnight))
    return rows.order_by("-is_run", F("starts_at").asc(nulls_last=True), "pk")[:_MOST_SESSIONS]


def _waits() -> Q:
    """That all a session lacks at its stage is the word of whoever decides, told without its gaps.

    So that another one's gaps can be read instead, in as many queries.
    """
    own = {"session": OuterRef("pk")}
    is_open = Exists(Attendance.objects.filter(**own).unsettled())
    return Q(
        Exists(Topic.objects.filter(state=TopicState.SUBMITTED, **own)), stage=Stage.TOPIC
    ) | Q(
        Exists(Minutes.objects.filter(state=MinutesState.SUBMITTED, **own)),
        ~is_open,
        stage=Stage.MEETING,
    )


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


def _most_urgent(running: list[StudySession]) -> StudySession | None:
    """The first for which there is something to do; of several that all wait, the first."""
    busy = (one for one in running if not one.is_waiting)  # type: ignore[attr-defined] # annotated
    return next(busy, running[0] if running else None)


def _gaps(
    session: StudySession, *, at: datetime, decides: bool, listed: Collection[str]
) -> list[Todo]:
    """What the most urgent session he runs still lacks; the others are listed with their stage.

    What waits for his own decision, or for another's on what he submitted, stands on the desk
    already; ``listed`` are the pages of the latter.
    """
    due_on = _day_of(session) if session.stage in _BEFORE_THE_MEETING else None
    gaps = open_gaps(session, at=at)
    return [
        gap_todo(session, gap, due_on=due_on)
        for gap in gaps
        if not (gap.awaits_decision and (decides or path_of(session, gap.part) in listed))
    ]
