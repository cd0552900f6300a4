"""Who owes what by date, as rows of the database; the clock is passed in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import (
    CharField,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from agendas.attendance.models import CAME, Attendance, Status
from agendas.makeups.models import MakeUp, MakeUpState
from agendas.measures.models import Measure, MeasureStatus
from agendas.observing.models import Observation
from agendas.research.models import Duty, Excuse
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from studygroups.localrules.models import DEFAULTS, LocalRule, RuleKey

R = TypeVar("R", bound=Model)

# No local rule looks further ahead than this.
_MOST_DAYS = 366
ANSWER_DAYS = 2
_ATTENDED = "attendance__session"


def start_of(day: date) -> datetime:
    """The moment the day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def research_due(today: date) -> QuerySet[Duty]:
    """Research neither handed in nor excused, due today or within the local days ahead.

    Who asked to be excused waits for the answer and is left in peace.
    """
    rows = Duty.objects.unmet().exclude(excuse=Excuse.ASKED)
    rows = rows.filter(session__stage=Stage.RESEARCH)
    rows = rows.select_related("person", "session")
    return _near(rows, RuleKey.RESEARCH_REMIND_DAYS, today=today)


def answers_missing(today: date) -> QuerySet[Attendance]:
    """People expected at a session one or two days ahead who have not said whether they come."""
    rows = Attendance.objects.filter(status=Status.EXPECTED, person__isnull=False)
    rows = rows.filter(
        session__stage=Stage.MEETING,
        session__announced_at__isnull=False,
        session__starts_at__gte=start_of(today + timedelta(days=1)),
        session__starts_at__lt=start_of(today + timedelta(days=ANSWER_DAYS + 1)),
    )
    return rows.select_related("person", "session")


def sessions_tomorrow(today: date) -> QuerySet[StudySession]:
    """Announced sessions of the day after, with their guests and everybody on their list."""
    rows = StudySession.objects.filter(
        stage=Stage.MEETING,
        announced_at__isnull=False,
        starts_at__gte=start_of(today + timedelta(days=1)),
        starts_at__lt=start_of(today + timedelta(days=2)),
    )
    listed = Attendance.objects.filter(person__isnull=False).select_related("person")
    return rows.prefetch_related("guests", Prefetch("attendances", listed, to_attr="listed"))


def measures_near(today: date) -> QuerySet[Measure]:
    """Measures still being worked on, due today or within the local days ahead."""
    return _near(_open_measures(), RuleKey.NEAR_DAYS, today=today)


def measures_overdue(today: date) -> QuerySet[Measure]:
    """Measures still being worked on after their deadline."""
    return _open_measures().filter(due_on__lt=today)


def feedback_missing(today: date) -> QuerySet[Observation]:
    """Observations of meetings that lie behind, with no feedback; when it is due the words know."""
    rows = Observation.objects.unreported().filter(session__starts_at__lt=start_of(today))
    return rows.select_related("session__group__unit", "lead")


def _open_measures() -> QuerySet[Measure]:
    """Those whose owner has still to do something; who applied to close waits for the reviewer."""
    rows = Measure.objects.filter(status=MeasureStatus.OPEN)
    return rows.select_related("owner", "handler")


def make_ups_near(today: date) -> QuerySet[MakeUp]:
    """Make-ups still owed, due today or within the local days ahead."""
    return _near(_owed_make_ups(today), RuleKey.NEAR_DAYS, today=today, session=_ATTENDED)


def make_ups_overdue(today: date) -> QuerySet[MakeUp]:
    """Make-ups still owed after their day."""
    return _owed_make_ups(today).filter(due_on__lt=today)


def make_ups_taken_back(today: date) -> QuerySet[MakeUp]:
    """Those asked of somebody who turned out to have been there, until their day is over."""
    rows = MakeUp.objects.filter(due_on__gte=today, attendance__status__in=CAME)
    return rows.exclude(state=MakeUpState.ACCEPTED).with_rows()


def _owed_make_ups(today: date) -> QuerySet[MakeUp]:
    return MakeUp.objects.owed(today).with_rows()


def _near(rows: QuerySet[R], key: RuleKey, *, today: date, session: str = "session") -> QuerySet[R]:
    """Rows due from today on, within as many days as their unit's local rule says.

    Dates and days are compared without date arithmetic in SQL, which each database does in its
    own way: for every value the rule takes anywhere there is one range of dates.
    """
    values = set(LocalRule.objects.filter(key=key).values_list("value", flat=True))
    ranges = [
        Q(days=days, due_on__range=(today, today + timedelta(days=min(days, _MOST_DAYS))))
        for days in sorted(values | {DEFAULTS[key]})
    ]
    near: QuerySet[R] = rows.annotate(days=_local_days(key, session, on=today)).filter(
        reduce(or_, ranges)
    )
    return near


def _local_days(key: RuleKey, session: str, *, on: date) -> Coalesce:
    """The rule for the unit of a row's session: as ``localrules.values_for``, for all rows."""
    rules = (
        LocalRule.objects.in_force(on)
        .filter(key=key)
        .annotate(
            place=ExpressionWrapper(
                OuterRef(f"{session}__group__unit__path"), output_field=CharField()
            )
        )
    )
    nearest = rules.filter(place__startswith=F("unit__path")).order_by("-unit__path", "-from_on")
    return Coalesce(Subquery(nearest.values("value")[:1]), DEFAULTS[key])
