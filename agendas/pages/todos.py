"""What somebody owes, by date: research, answers, make-ups, feedback, measures, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Capacity, Status
from agendas.makeups.models import MakeUp
from agendas.measures.models import Measure, MeasureStatus
from agendas.measures.rules import Yardstick, standings, with_progress
from agendas.observing.models import Observation
from agendas.observing.rules import feedback_days
from agendas.research.models import Duty, Excuse
from agendas.sessions.actions import path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap
from studygroups.forms.models import Stage

_LAST = date.max


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


@dataclass(frozen=True, slots=True)
class Todos:
    """All he owes, of which only the nearest are read that are asked for.

    ``first`` stands before everything, ``found`` (what his session lacks) at its date.
    """

    person: User
    at: datetime
    first: list[Todo] = field(default_factory=list)
    found: list[Todo] = field(default_factory=list)

    def read(self, start: int, stop: int) -> tuple[list[Todo], int]:
        """Those from ``start`` to before ``stop`` in the order of their dates, and how many all.

        Every source is asked for its nearest ``stop`` and counts the rest in the same query.
        """
        listed, total = list(self.found), len(self.first) + len(self.found)
        for rows, shown in self._sources():
            nearest = list(rows.annotate(total=Window(Count("pk")))[:stop])
            total += nearest[0].total if nearest else 0
            listed += shown(nearest)
        listed.sort(key=lambda todo: todo.due_on or _LAST)
        return [*self.first, *listed][start:stop], total

    def _sources(self) -> Iterator[tuple[QuerySet[Any], Callable[[Any], list[Todo]]]]:
        today = timezone.localdate(self.at)
        yield _research(self.person), lambda rows: [_of_duty(duty, today) for duty in rows]
        yield _seats(self.person, self.at), lambda rows: _of_seats(rows, today)
        yield _measures(self.person, today), lambda rows: _of_measures(rows, today)


def gap_todo(session: StudySession, gap: Gap, *, due_on: date | None) -> Todo:
    """What a session he runs still lacks; what awaits a decision is not his to date."""
    return Todo(
        title=gap.text,
        note=str(session),
        path=path_of(session, gap.part),
        button="查看" if gap.awaits_decision else "去完善",
        due_on=None if gap.awaits_decision else due_on,
        words="待审定" if gap.awaits_decision else "待完善",
    )


def _research(person: User) -> QuerySet[Duty]:
    rows = Duty.objects.filter(person=person, session__stage=Stage.RESEARCH).unmet()
    rows = rows.exclude(excuse=Excuse.ASKED).select_related("session", "paper")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def _of_duty(duty: Duty, today: date) -> Todo:
    return Todo(
        title="提交调研材料",
        note=f"{duty.session}{f'　分题：{duty.question}' if duty.question else ''}",
        path=path_of(duty.session, "research"),
        button="去提交",
        due_on=duty.due_on,
        light="red" if duty.due_on and duty.due_on < today else "",
        words=duty.state().label,
    )


def observation_todo(session: StudySession) -> Todo:
    """That a unit would like to observe a session he runs, and waits for an answer."""
    return Todo(
        title="商定列席旁听",
        note=str(session),
        path=path_of(session, "observing_of_session"),
        button="去商定",
        due_on=session.day(),
        words="拟旁听",
    )


def _seats(person: User, at: datetime) -> QuerySet[Attendance]:
    """Where he has still to say whether he comes, to make up for an absence, or to feed back.

    All hang on his rows of the lists, so one query finds them, in the order of their dates.
    """
    owed = MakeUp.objects.filter(attendance__person=person).owed(timezone.localdate(at))
    own = Observation.objects.unreported().filter(lead=person, session__starts_at__lte=at)
    unanswered = Q(
        status=Status.EXPECTED,
        session__stage=Stage.MEETING,
        session__announced_at__isnull=False,
        session__starts_at__gt=at,
    )
    observed = Q(capacity=Capacity.OBSERVER, session__in=own.values("session"))
    rows = Attendance.objects.filter(person=person)
    rows = rows.filter(unanswered | Q(make_up__in=owed) | observed)
    rows = rows.select_related("session__group__unit", "make_up")
    due_on = Coalesce("make_up__due_on", TruncDate("session__starts_at"))
    key = own.filter(session=OuterRef("session")).values("pk")[:1]
    return rows.annotate(by=due_on, observation_id=Subquery(key)).order_by("by", "pk")


def _of_seats(rows: Iterable[Any], today: date) -> list[Todo]:
    """``rows`` know of which observation the feedback is owed, if any (``observation_id``)."""
    rows = list(rows)
    observed = [row for row in rows if row.observation_id]
    due = feedback_days(row.session for row in observed) if observed else []
    return [
        *(_of_seat(row, today) for row in rows if not row.observation_id),
        *(_of_feedback(row, day, today) for row, day in zip(observed, due, strict=True)),
    ]


def _of_seat(row: Attendance, today: date) -> Todo:
    return _of_answer(row) if row.is_unanswered() else _of_make_up(row.make_up, today)


def _of_make_up(make_up: MakeUp, today: date) -> Todo:
    is_late = make_up.due_on < today
    return Todo(
        title="补学",
        note=str(make_up.session),
        path=reverse("agendas:make_up", kwargs={"make_up_id": make_up.pk}),
        button="去补学",
        due_on=make_up.due_on,
        light="red" if is_late else "",
        words="逾期" if is_late else make_up.get_state_display(),
    )


def _of_feedback(row: Any, due_on: date, today: date) -> Todo:
    return Todo(
        title="旁听反馈",
        note=str(row.session),
        path=reverse("agendas:observation", kwargs={"observation_id": row.observation_id}),
        button="去反馈",
        due_on=due_on,
        light="red" if due_on < today else "",
        words="逾期" if due_on < today else "待反馈",
    )


def _of_answer(row: Attendance) -> Todo:
    begins_at = row.session.starts_at
    return Todo(
        title="答复是否参加学习会",
        note=str(row.session),
        path=path_of(row.session, "people"),
        button="去答复",
        due_on=timezone.localdate(begins_at) if begins_at else None,
        words=row.get_status_display(),
    )


def _measures(person: User, today: date) -> QuerySet[Measure]:
    """Those he has still to work on; who applied to close waits for the reviewer."""
    rows = Measure.objects.of_person(person).filter(status=MeasureStatus.OPEN)
    return with_progress(rows, Yardstick.of(today)).order_by("due_on", "pk")


def _of_measures(rows: Iterable[Measure], today: date) -> list[Todo]:
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
        for standing in standings(rows, today)
    ]
