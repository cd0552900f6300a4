"""What somebody owes, by date: research, answers, make-ups, measures, gaps, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Status
from agendas.makeups.models import MakeUp
from agendas.measures.models import Measure, MeasureStatus
from agendas.measures.rules import Yardstick, standings, with_progress
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
        yield _seats(self.person, self.at), lambda rows: [_of_seat(row, today) for row in rows]
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


def _seats(person: User, at: datetime) -> QuerySet[Attendance]:
    """Where he has still to say whether he comes, or to make up for not having been there.

    Both hang on his rows of the lists, so one query finds them, in the order of their dates.
    """
    owed = MakeUp.objects.filter(attendance__person=person).owed(timezone.localdate(at))
    unanswered = Q(
        status=Status.EXPECTED,
        session__stage=Stage.MEETING,
        session__announced_at__isnull=False,
        session__starts_at__gt=at,
    )
    rows = Attendance.objects.filter(person=person)
    rows = rows.filter(unanswered | Q(make_up__in=owed)).select_related("session", "make_up")
    due_on = Coalesce("make_up__due_on", TruncDate("session__starts_at"))
    return rows.annotate(by=due_on).order_by("by", "pk")


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
