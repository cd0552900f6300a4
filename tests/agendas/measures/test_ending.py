"""Closing by another than the owner, stopping."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.measures import actions
from agendas.measures.models import Closing, Measure, MeasureStatus
from agendas.proxies.models import Proxy
from agendas.proxies.rules import Given
from agendas.sessions.models import Decision, Outcome
from agendas.sessions.rules import Sheet
from studygroups.forms.models import Stage
from tests.factories import at, indicator_of, measure_of
from tests.races import at_once

pytestmark = pytest.mark.django_db

NOW = at("2017-07-20 09:00")
TODAY = date(2017, 7, 20)


@pytest.fixture
def measure(session, member):
    return measure_of(session, owner=member, due_on=date(2017, 12, 31))


@pytest.fixture
def indicator(measure):
    return indicator_of(measure)


@pytest.fixture
def applied(measure, member):
    actions.apply_closing(measure=measure, by=member, at=NOW, evidence="已全部供出")
    measure.refresh_from_db()
    return measure


def _read(indicator, by, value="100", read_on=TODAY):
    return actions.record_reading(
        indicator=indicator, by=by, at=NOW, value=Decimal(value), read_on=read_on, evidence="台账"
    )


def _decide(measure, by, outcome=Outcome.APPROVED, **more):
    return actions.decide_closing(measure=measure, by=by, at=NOW, outcome=outcome, **more)


@pytest.mark.parametrize(
    "end", [partial(actions.decide_closing, outcome="approved"), actions.stop_measure]
)
def test_no_sheet_from_before_the_measure_ends_it(applied, secretary, leader, pdf, end):
    Measure.objects.update(created_at=NOW)
    early = Sheet(leader, date(2016, 12, 31), store(pdf, by=secretary))
    seat_of_leader = leader.memberships.get()
    seat_of_leader.from_on = date(2011, 1, 1)
    seat_of_leader.save()

    with pytest.raises(ValidationError) as refused:
        end(measure=applied, by=secretary, at=NOW, reason="规划调整", sheet=early)

    assert refused.value.code == "too_early"
    assert not Decision.objects.exists()


def test_another_application_than_the_one_read_is_not_decided(applied, member, leader):
    read = applied.closings.get().pk
    _decide(applied, leader, Outcome.RETURNED, reason="补充佐证")
    actions.apply_closing(measure=applied, by=member, at=NOW, evidence="另一份办结情况")

    with pytest.raises(ValidationError) as refused:
        _decide(applied, leader, revision=read)

    assert refused.value.code == "stale"
    applied.refresh_from_db()
    assert applied.status == MeasureStatus.APPLIED


def _own(measure, person, role="owner"):
    setattr(measure, role, person)
    measure.save()
    return measure


def test_an_application_waits_for_the_leader_who_is_asked(leader, applied):
    assert applied.status == MeasureStatus.APPLIED
    assert Closing.objects.awaiting_decision().get().measure == applied
    assert [notice.recipient for notice in Notice.objects.all()] == [leader]


def test_applying_twice_is_refused(applied, member):
    with pytest.raises(ValidationError) as refused:
        actions.apply_closing(measure=applied, by=member, at=NOW, evidence="再次申请")

    assert refused.value.code == "already_applied"
    assert Closing.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_five_applications_at_the_same_moment_one_stands(measure, member, leader):
    def apply():
        actions.apply_closing(measure=measure, by=member, at=NOW, evidence="已办结")

    assert at_once([apply] * 5) == ["already_applied"] * 4 + ["done"]
    assert Closing.objects.count() == 1


@pytest.mark.parametrize("who", ["leader", "deputy", "supervisor", "outsider"])
def test_nobody_else_applies(cast, measure, who):
    with pytest.raises(PermissionDenied):
        actions.apply_closing(measure=measure, by=cast[who], at=NOW, evidence="已办结")

    assert not Closing.objects.exists()


def test_the_leader_closes_the_measure_and_the_owner_is_told(applied, leader, member):
    _decide(applied, leader, reason="同意销号")

    applied.refresh_from_db()
    assert (applied.status, applied.ended_on) == (MeasureStatus.CLOSED, TODAY)
    assert Decision.objects.get().by == leader
    assert Notice.objects.filter(recipient=member, text__contains="同意").count() == 1


def test_a_returned_measure_goes_on_and_may_be_applied_for_again(applied, leader, member):
    _decide(applied, leader, Outcome.RETURNED, reason="佐证不足")

    applied.refresh_from_db()
    assert (applied.status, applied.ended_on) == (MeasureStatus.OPEN, None)
    actions.apply_closing(measure=applied, by=member, at=NOW, evidence="已补佐证")
    assert Closing.objects.count() == 2


def test_a_return_needs_a_reason(applied, leader):
    with pytest.raises(ValidationError) as refused:
        _decide(applied, leader, Outcome.RETURNED)

    assert refused.value.code == "needs_reason"
    applied.refresh_from_db()
    assert applied.status == MeasureStatus.APPLIED


@pytest.mark.parametrize(
    "who", ["deputy", "secretary", "supervisor", "other_secretary", "outsider"]
)
def test_who_is_not_the_leader_closes_nothing(cast, applied, who):
    with pytest.raises(PermissionDenied):
        _decide(applied, cast[who])

    assert not Decision.objects.exists()


def test_the_owner_never_closes_his_own_measure(applied, member):
    with pytest.raises(ValidationError) as refused:
        _decide(applied, member)

    assert refused.value.code == "own_measure"


def test_without_an_application_nothing_is_decided(measure, leader):
    with pytest.raises(ValidationError) as refused:
        _decide(measure, leader)

    assert refused.value.code == "not_applied"


def test_nothing_is_decided_twice(applied, leader):
    _decide(applied, leader)

    with pytest.raises(ValidationError) as refused:
        _decide(applied, leader)

    assert refused.value.code == "not_applied"
    assert Decision.objects.count() == 1


def test_the_leader_stops_a_measure_with_a_reason(applied, leader, member):
    actions.stop_measure(measure=applied, by=leader, at=NOW, reason="规划调整")

    applied.refresh_from_db()
    assert (applied.status, applied.stop_reason) == (MeasureStatus.STOPPED, "规划调整")
    assert (applied.ended_on, applied.stop_decision.by) == (TODAY, leader)
    assert not Closing.objects.awaiting_decision().exists()
    assert Notice.objects.filter(recipient=member, text__contains="终止").count() == 1


@pytest.mark.parametrize("who", ["deputy", "secretary", "supervisor", "outsider"])
def test_nobody_else_stops_a_measure(cast, measure, who):
    with pytest.raises(PermissionDenied):
        actions.stop_measure(measure=measure, by=cast[who], at=NOW, reason="规划调整")

    measure.refresh_from_db()
    assert measure.status == MeasureStatus.OPEN


@pytest.mark.parametrize(
    ("reason", "ended", "code"), [(" ", False, "needs_reason"), ("规划调整", True, "ended")]
)
def test_a_stop_needs_a_reason_and_a_running_measure(measure, leader, reason, ended, code):
    if ended:
        Measure.objects.update(status=MeasureStatus.CLOSED, ended_on=TODAY)

    with pytest.raises(ValidationError) as refused:
        actions.stop_measure(measure=measure, by=leader, at=NOW, reason=reason)

    assert refused.value.code == code
    assert not Decision.objects.exists()


def test_a_closed_session_takes_nothing_more(applied, indicator, session, member, leader):
    session.stage = Stage.CLOSED
    session.save()

    for act in (
        lambda: _read(indicator, member),
        lambda: _decide(applied, leader),
        lambda: actions.stop_measure(measure=applied, by=leader, at=NOW, reason="规划调整"),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "closed"


def test_what_the_secretary_enters_is_marked_for_the_owner_who_may_object(
    measure, indicator, secretary, member, outsider, pdf
):
    _own(measure, outsider, "handler")
    given = Given(TODAY, store(pdf, by=secretary))
    common = {"by": secretary, "at": NOW, "given": given}

    reading = actions.record_reading(
        indicator=indicator, value=Decimal(1), read_on=date(2017, 7, 1), evidence="台账", **common
    )
    closing = actions.apply_closing(measure=measure, evidence="已办结", **common)

    marks = Proxy.objects.order_by("pk")
    assert [reading.proxy, closing.proxy] == list(marks)
    assert [mark.kind for mark in marks] == ["reading", "closing"]
    assert {(mark.person, mark.given_on, mark.scan) for mark in marks} == {
        (member, TODAY, given.scan)
    }
    assert Notice.objects.filter(recipient=member).count() == 2
    assert not Notice.objects.filter(recipient=outsider).exists()


@pytest.mark.parametrize(
    ("day", "code"), [(TODAY + timedelta(days=1), "future"), (date(2016, 12, 31), "too_early")]
)
def test_no_closing_is_asked_for_before_the_measure_began(measure, secretary, day, code):
    with pytest.raises(ValidationError) as refused:
        actions.apply_closing(
            measure=measure, by=secretary, at=NOW, evidence="已办结", given=Given(day)
        )

    assert refused.value.code == code
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.OPEN
    assert not Closing.objects.exists()
