"""Asking for another deadline or target."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from accounts.notices.models import Notice
from agendas.measures import actions
from agendas.measures.models import Change, Indicator, Measure, MeasureStatus
from tests.agendas.measures.changes import NEW, NOW, OLD, aim, extend, refused
from tests.factories import at, indicator_of, measure_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(session, member):
    return measure_of(session, owner=member, due_on=OLD)


@pytest.fixture
def indicator(measure):
    return indicator_of(measure)


@pytest.fixture
def asked(leader, measure, member):
    return extend(measure, member)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", False),
        ("deputy", False),
        ("secretary", True),
        ("member", True),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_owner_and_secretary_ask(cast, measure, indicator, role, may):
    for ask in (partial(extend, measure), partial(aim, indicator)):
        Change.objects.all().delete()
        if may:
            ask(cast[role])
        else:
            with pytest.raises(PermissionDenied):
                ask(cast[role])
        assert Change.objects.exists() is may


def test_the_leader_is_asked_and_the_owner_told_what_was_asked_for_him(measure, secretary, leader):
    measure.handler = secretary
    measure.save()
    extend(measure, secretary)
    Change.objects.all().delete()
    Measure.objects.update(handler=None)
    measure.refresh_from_db()

    extend(measure, secretary)

    told = {(notice.recipient, notice.kind) for notice in Notice.objects.all()}
    assert told == {(leader, "decide"), (measure.owner, "inform")}


@pytest.mark.parametrize(
    ("due_on", "reason", "code"),
    [
        (OLD, "理由", "not_later"),
        (date(2017, 11, 1), "理由", "not_later"),
        (date(2101, 1, 1), "理由", "far_date"),
        (NEW, " ", "needs_reason"),
    ],
)
def test_what_is_no_extension_is_refused(measure, member, due_on, reason, code):
    assert refused(partial(extend, measure, member, due_on, reason)) == code
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        ("sum", "1000", "unchanged"),
        ("share", "100.01", "share_range"),
        ("share", "-1", "share_range"),
    ],
)
def test_what_is_no_target_is_refused(measure, member, kind, target, code):
    indicator = indicator_of(measure, kind=kind)

    assert refused(partial(aim, indicator, member, target)) == code
    assert not Change.objects.exists()


def test_a_target_is_that_of_an_indicator_of_the_measure(session, measure, member):
    elsewhere = indicator_of(measure_of(session, owner=member, due_on=OLD))

    assert refused(partial(aim, elsewhere, member, measure=measure)) == "other_measure"
    assert not Change.objects.exists()


def test_on_the_last_day_it_may_be_asked_and_not_after(measure, indicator, member):
    late = at("2017-12-01 00:01")

    assert refused(partial(extend, measure, member, now=late)) == "after_due"
    assert refused(partial(aim, indicator, member, at=late)) == "after_due"
    assert extend(measure, member, now=at("2017-11-30 23:59")).pk


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (MeasureStatus.APPLIED, "already_applied"),
        (MeasureStatus.CLOSED, "ended"),
        (MeasureStatus.STOPPED, "ended"),
    ],
)
def test_only_of_a_measure_worked_on(measure, leader, member, status, code):
    if status == MeasureStatus.STOPPED:
        actions.stop_measure(measure=measure, by=leader, at=NOW, reason="规划调整")
    else:
        ended_on = OLD if status == MeasureStatus.CLOSED else None
        Measure.objects.update(status=status, ended_on=ended_on)

    assert refused(partial(extend, measure, member)) == code
    assert not Change.objects.exists()


def test_what_was_asked_to_be_changed_is_not_deleted(measure, indicator, member, secretary):
    aim(indicator, member)
    now = {"by": secretary, "at": NOW}

    assert refused(partial(actions.remove_measure, measure=measure, **now)) == "has_progress"
    assert refused(partial(actions.remove_indicator, indicator=indicator, **now)) == "has_progress"
    assert Indicator.objects.exists()


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("leader", True),
        ("secretary", True),
        ("member", True),
        ("supervisor", False),
        ("guest", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_sees_what_was_asked(cast, session, asked, role, sees):
    session.guests.add(cast["guest"])

    assert Change.objects.visible_to(cast[role]).exists() is sees


def test_a_supervisor_sees_it_where_the_leader_shares_the_measures(session, asked, supervisor):
    session.shares_measures = True
    session.save()

    assert Change.objects.visible_to(supervisor).exists()
