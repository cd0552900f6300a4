"""Turning resolutions and problems into measures with indicators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.search.actions import forget, index
from accounts.templatetags.words import day
from agendas.measures import rules
from agendas.measures.models import Indicator, Measure
from agendas.measures.rules import MAKING
from agendas.minutes.models import Resolution
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_change, runs
from agendas.topics.models import Problem
from studygroups.years.actions import mark_stale


@transaction.atomic
def make_measure(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    resolution: Resolution | None = None,
    problem: Problem | None = None,
    **task: Any,
) -> Measure:
    """Give a task to its owner (责任人), and to a handler (经办人), and tell them.

    ``task`` takes ``title``, ``lead_unit``, ``owner``, ``handler``, ``schedule``, ``starts_on`` and
    ``due_on``. Raises ``ValidationError`` outside conversion and follow-up, for a period that ends
    before it begins, or a source from elsewhere; ``PermissionDenied`` for whoever does not run the
    session.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(refuse_change(session, *MAKING))
    insist(rules.refuse_period(starts_on=task["starts_on"], due_on=task["due_on"]))
    insist(rules.refuse_source(session, resolution=resolution, problem=problem))
    measure = Measure(
        session=session,
        resolution=resolution,
        problem=problem,
        created_by=by,
        created_at=at,
        **task,
    )
    measure.full_clean()
    measure.save()
    if session.no_measures_reason:
        session.no_measures_reason = ""
        session.save(update_fields=["no_measures_reason"])
    record("measure.make", measure, by=by, at=at)
    index(measure)
    mark_stale(session.group, session.year)
    tell(
        doers(measure) - {by},
        kind=NoticeKind.INFORM,
        text=f"请承办措施“{measure}”，时限{day(measure.due_on)}，请按期报进度。",
        path=path_of(measure),
        key=f"measure-{measure.pk}-given",
    )
    return measure


@transaction.atomic
def remove_measure(*, measure: Measure, by: User, at: datetime) -> None:
    """Take back a measure entered by mistake, before anything was reported on it.

    Raises ``ValidationError`` once there is progress; it can then only be stopped, with a reason.
    """
    allow(runs(by, measure.session))
    # The session first, so that it cannot leave conversion for this measure's sake meanwhile.
    insist(refuse_change(locked(measure.session), *MAKING))
    measure = locked_measure(measure)
    insist(rules.refuse_removal(measure, measure.indicators.all()))
    record("measure.remove", measure, by=by, at=at)
    forget(measure)
    mark_stale(measure.session.group, measure.session.year)
    tell(
        doers(measure) - {by},
        kind=NoticeKind.INFORM,
        text=f"措施“{measure}”登记有误，已删除，不必承办。",
        path=reverse("agendas:measures"),
        key=f"measure-{measure.pk}-removed",
    )
    measure.delete()


@transaction.atomic
def add_indicator(*, measure: Measure, by: User, at: datetime, **count: Any) -> Indicator:
    """Say what is counted of a running measure.

    ``count`` takes ``name``, ``comparator``, ``target``, ``unit``, ``baseline``, ``kind``,
    ``rhythm``. Raises ``ValidationError`` for a second one of that name or a share outside 0 to
    100, ``PermissionDenied`` for whoever does not run the session.
    """
    allow(runs(by, measure.session))
    measure = locked_measure(measure)
    insist(refuse_change(measure.session, *MAKING))
    insist(rules.refuse_work(measure))
    indicator = Indicator(measure=measure, **count)
    figures = [indicator.target, indicator.baseline]
    insist(rules.refuse_target(kind=indicator.kind, figures=figures))
    indicator.full_clean()
    indicator.save()
    record("indicator.add", indicator, by=by, at=at)
    return indicator


@transaction.atomic
def remove_indicator(*, indicator: Indicator, by: User, at: datetime) -> None:
    """Take back an indicator entered by mistake, before its first reading."""
    measure = indicator.measure
    allow(runs(by, measure.session))
    # The session first, so that it cannot leave conversion for this measure's sake meanwhile.
    insist(refuse_change(locked(measure.session), *MAKING))
    measure = locked_measure(measure)
    insist(rules.refuse_removal(measure, [indicator]))
    record("indicator.remove", indicator, by=by, at=at)
    indicator.delete()


def locked_measure(measure: Measure) -> Measure:
    """The measure as it stands now; nobody reports on it or ends it until this is done."""
    measures = Measure.objects.select_for_update(of=("self",))
    everybody = ("session__group__unit", "owner", "handler")
    return measures.select_related(*everybody).get(pk=measure.pk)


def doers(measure: Measure) -> set[User]:
    """Its owner, and its handler where there is one."""
    return {measure.owner} | ({measure.handler} if measure.handler else set())


def path_of(measure: Measure) -> str:
    """The address of its page, for notices."""
    return reverse("agendas:measure", kwargs={"measure_id": measure.pk})
