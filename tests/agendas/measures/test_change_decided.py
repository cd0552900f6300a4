"""Deciding on another deadline or target."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.measures import actions
from agendas.measures.models import Change, Light, Measure
from agendas.measures.rules import Yardstick, standing_of, with_progress
from agendas.reminders.rules import measures_near, measures_overdue
from agendas.sessions.models import Decision, Outcome, StudySession
from agendas.sessions.rules import Sheet
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.agendas.measures.changes import NEW, NOW, OLD, aim, decide, extend, refused
from tests.factories import at, indicator_of, measure_of
from tests.races import at_once

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
        ("leader", True),
        ("deputy", False),
        ("secretary", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_the_leader_decides(cast, measure, asked, role, may):
    if may:
        decide(measure, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            decide(measure, cast[role])

    measure.refresh_from_db()
    assert measure.due_on == (NEW if may else OLD)


def test_one_request_after_the_other(measure, indicator, asked, member, leader):
    assert refused(partial(extend, measure, member)) == "waiting"
    assert refused(partial(aim, indicator, member)) == "waiting"
    assert Change.objects.count() == 1

    decide(measure, leader, Outcome.RETURNED, reason="请按原时限完成")

    assert aim(indicator, member).pk


def test_until_it_is_approved_the_old_date_counts_and_then_the_new_one(
    measure, asked, member, leader, group, session
):
    late = OLD + timedelta(days=1)

    def light():
        measures = with_progress(Measure.objects.all(), Yardstick.of(late))
        return standing_of(measures.get(), late).light

    assert light() == Light.RED
    assert list(measures_overdue(late)) == [measure]
    GroupYear.objects.update_or_create(group=group, year=session.year, defaults={"is_stale": False})
    decide(measure, leader, now=at("2017-12-01 10:00"))

    assert light() == Light.GREEN
    assert not measures_overdue(late).exists()
    assert list(measures_near(NEW)) == [measure]
    assert GroupYear.objects.get(group=group, year=session.year).is_stale


def test_a_target_follows_at_once_and_both_values_stay_on_file(indicator, member, leader):
    aim(indicator, member)

    decide(indicator.measure, leader, reason="同意")

    indicator.refresh_from_db()
    change = Change.objects.get()
    assert indicator.target == 800
    assert (change.old_target, change.new_target) == (Decimal(1000), Decimal(800))
    assert (change.applied_by, change.reason) == (member, "规划调整。")
    assert change.decision == Decision.objects.get(by=leader)
    assert Notice.objects.filter(recipient=member, text__contains="同意").count() == 1


def test_what_was_returned_changes_nothing(measure, asked, member, leader):
    assert refused(partial(decide, measure, leader, Outcome.RETURNED)) == "needs_reason"
    decide(measure, leader, Outcome.RETURNED, reason="请按原时限完成")

    measure.refresh_from_db()
    assert measure.due_on == OLD
    assert Notice.objects.filter(recipient=member, text__contains="退回").exists()


@pytest.mark.parametrize("role", ["owner", "handler"])
def test_a_leader_leaves_his_own_measure_to_a_deputy(measure, leader, deputy, secretary, role):
    setattr(measure, role, leader)
    measure.save()
    extend(measure, secretary)

    assert refused(partial(decide, measure, leader)) == "own_measure"
    assert decide(measure, deputy).due_on == NEW
    assert Decision.objects.get().by == deputy


def test_who_asked_does_not_enter_his_own_signature(measure, asked, member, secretary, pdf):
    sheet = Sheet(member, NOW.date(), store(pdf, by=secretary))

    assert refused(partial(decide, measure, secretary, sheet=sheet)) == "own_measure"
    assert not Decision.objects.exists()


def test_what_the_leader_signed_on_paper_is_entered(measure, asked, leader, secretary, pdf):
    sheet = Sheet(leader, NOW.date(), store(pdf, by=secretary))

    decide(measure, secretary, sheet=sheet)

    decision = Decision.objects.get()
    assert (decision.by, decision.recorded_by, decision.matter) == (leader, secretary, "change")


def test_another_request_than_the_one_read_is_not_decided(measure, asked, leader):
    assert refused(partial(decide, measure, leader, revision=asked.pk + 1)) == "stale"
    assert Change.objects.get().decision is None


def test_nothing_is_decided_that_nobody_asked_or_twice(measure, leader, member):
    assert refused(partial(decide, measure, leader)) == "not_asked"
    extend(measure, member)
    decide(measure, leader)

    assert refused(partial(decide, measure, leader)) == "not_asked"
    assert Decision.objects.count() == 1


def test_once_the_measure_has_ended_a_request_waits_no_more(measure, asked, leader):
    actions.stop_measure(measure=measure, by=leader, at=NOW, reason="规划调整")

    assert not Change.objects.awaiting_decision().exists()
    assert refused(partial(decide, measure, leader)) == "ended"


def test_a_closed_session_takes_nothing_more(measure, asked, member, leader):
    StudySession.objects.update(stage=Stage.CLOSED)

    assert refused(partial(decide, measure, leader)) == "closed"
    assert refused(partial(extend, measure, member)) == "closed"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_and_two_who_decide_at_one_moment_one_does(
    measure, member, secretary, leader
):
    asked = at_once([partial(extend, measure, person) for person in (member, secretary)])
    decided = at_once([partial(decide, measure, leader)] * 2)

    assert (asked, decided) == (["done", "waiting"], ["done", "not_asked"])
    assert (Change.objects.count(), Decision.objects.count()) == (1, 1)
