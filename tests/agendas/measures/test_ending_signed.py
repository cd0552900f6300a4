"""A measure's end where one of those involved leads, or signs on paper."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.measures import actions
from agendas.measures.models import MeasureStatus
from agendas.sessions.models import Decision, Outcome
from agendas.sessions.rules import Sheet
from studygroups.groups.models import GroupRole
from tests.factories import at, measure_of, seat

pytestmark = pytest.mark.django_db

NOW = at("2017-07-20 09:00")
TODAY = date(2017, 7, 20)


@pytest.fixture
def measure(session, member):
    return measure_of(session, owner=member, due_on=date(2017, 12, 31))


@pytest.fixture
def applied(measure, member):
    actions.apply_closing(measure=measure, by=member, at=NOW, evidence="已全部供出")
    measure.refresh_from_db()
    return measure


@pytest.fixture
def sheet(leader, secretary, pdf):
    return Sheet(signed_by=leader, signed_on=TODAY, scan=store(pdf, by=secretary))


def _decide(measure, by, outcome=Outcome.APPROVED, **more):
    return actions.decide_closing(measure=measure, by=by, at=NOW, outcome=outcome, **more)


def _own(measure, person, role="owner"):
    setattr(measure, role, person)
    measure.save()
    return measure


@pytest.mark.parametrize("role", ["owner", "handler"])
def test_a_leader_leaves_his_own_measure_to_a_deputy(measure, leader, deputy, secretary, role):
    _own(measure, leader, role)
    actions.apply_closing(measure=measure, by=secretary, at=NOW, evidence="已办结")
    assert Notice.objects.filter(recipient=deputy, kind="decide").count() == 1

    with pytest.raises(ValidationError) as refused:
        _decide(measure, leader)
    assert refused.value.code == "own_measure"
    _decide(measure, deputy)

    measure.refresh_from_db()
    assert measure.status == MeasureStatus.CLOSED


def test_of_two_deputies_the_one_without_a_part_in_it_decides(
    measure, group, leader, deputy, secretary
):
    _own(_own(measure, leader), deputy, "handler")
    free = seat(group, GroupRole.DEPUTY, full_name="副组长己")
    actions.apply_closing(measure=measure, by=secretary, at=NOW, evidence="已办结")

    with pytest.raises(ValidationError):
        _decide(measure, deputy)
    _decide(measure, free)

    measure.refresh_from_db()
    assert measure.status == MeasureStatus.CLOSED


def test_what_the_leader_signed_on_paper_is_entered_by_the_secretary(applied, secretary, sheet):
    _decide(applied, secretary, sheet=sheet)

    decision = Decision.objects.get()
    assert (decision.by, decision.recorded_by) == (sheet.signed_by, secretary)
    assert Notice.objects.filter(recipient=sheet.signed_by, text__contains="代录").count() == 1


@pytest.mark.parametrize("role", ["owner", "handler"])
def test_a_signature_of_those_involved_closes_nothing(measure, leader, secretary, sheet, role):
    _own(measure, leader, role)
    actions.apply_closing(measure=measure, by=secretary, at=NOW, evidence="已办结")

    with pytest.raises(ValidationError) as refused:
        _decide(measure, secretary, sheet=sheet)

    assert refused.value.code == "own_measure"
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.APPLIED


@pytest.mark.parametrize("role", ["owner", "handler"])
def test_a_secretary_enters_no_paper_for_a_measure_of_his_own(measure, secretary, sheet, role):
    _own(measure, secretary, role)
    actions.apply_closing(measure=measure, by=secretary, at=NOW, evidence="已办结")

    with pytest.raises(ValidationError) as refused:
        _decide(measure, secretary, sheet=sheet)

    assert refused.value.code == "own_measure"
    assert not Decision.objects.exists()


def test_a_stop_signed_on_paper_is_entered_with_its_scan(measure, secretary, sheet):
    actions.stop_measure(measure=measure, by=secretary, at=NOW, reason="规划调整", sheet=sheet)

    measure.refresh_from_db()
    assert measure.stop_decision.scan == sheet.scan
