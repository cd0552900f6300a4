"""A later deadline or another target: asked for in time, decided by another, kept on file."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.measures import actions
from agendas.measures.models import Change, Indicator, Light, Measure, MeasureStatus
from agendas.measures.rules import Yardstick, standing_of, with_progress
from agendas.reminders.rules import measures_near, measures_overdue
from agendas.sessions.models import Decision, Outcome, StudySession
from agendas.sessions.rules import Sheet
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.factories import at, indicator_of, measure_of

pytestmark = pytest.mark.django_db

NOW = at("2017-11-20 09:00")
OLD, NEW = date(2017, 11, 30), date(2017, 12, 31)


@pytest.fixture
def measure(session, member):
    return measure_of(session, owner=member, due_on=OLD)


@pytest.fixture
def indicator(measure):
    return indicator_of(measure)


@pytest.fixture
def asked(leader, measure, member):
    return extend(measure, member)


def extend(measure, by, due_on=NEW, reason="与年底干部交流同步。", now=NOW):
    return actions.ask_extension(measure=measure, by=by, at=now, due_on=due_on, reason=reason)


def aim(indicator, by, target="800", reason="规划调整。", **more):
    words = {"measure": indicator.measure, "at": NOW, "reason": reason, **more}
    return actions.ask_target(indicator=indicator, by=by, target=Decimal(target), **words)


def decide(measure, by, outcome=Outcome.APPROVED, now=NOW, **more):
    return actions.decide_change(measure=measure, by=by, at=now, outcome=outcome, **more)


def refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code


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


def at_once(acts):
    """What became of those who did it at the same moment: a refusal's code, or ``done``."""
    start = threading.Barrier(len(acts))

    def take(act):
        start.wait()
        try:
            act()
        except ValidationError as refusal:
            return str(refusal.code)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as people:
        return sorted(people.map(take, acts))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_and_two_who_decide_at_one_moment_one_does(
    measure, member, secretary, leader
):
    asked = at_once([partial(extend, measure, person) for person in (member, secretary)])
    decided = at_once([partial(decide, measure, leader)] * 2)

    assert (asked, decided) == (["done", "waiting"], ["done", "not_asked"])
    assert (Change.objects.count(), Decision.objects.count()) == (1, 1)
