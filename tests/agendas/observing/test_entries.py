"""Inspections of other kinds, and what learners take home."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agendas.attendance.models import Capacity
from agendas.observing import actions
from agendas.observing.models import Inspection, Takeaway
from agendas.topics.models import Problem
from tests.agendas.observing.conftest import CHOSEN, OVER
from tests.factories import UnitFactory, attend, seat

pytestmark = pytest.mark.django_db


def inspect(group, by, unit, **more):
    usual: dict[str, Any] = {
        "kind": "hotline",
        "inspected_on": date(2017, 3, 1),
        "problems": ["答复超期"],
    }
    return actions.enter_inspection(group=group, by=by, at=CHOSEN, unit=unit, **(usual | more))


@pytest.mark.parametrize(
    ("role", "may"),
    [
        *((role, True) for role in ("leader", "deputy", "secretary", "supervisor")),
        *((role, False) for role in ("member", "observer", "guest", "above", "other_secretary")),
    ],
)
def test_who_enters_an_inspection(everybody, group, supervisor, role, may):
    if may:
        inspect(group, everybody[role], supervisor.unit)
    else:
        with pytest.raises(PermissionDenied):
            inspect(group, everybody[role], supervisor.unit)

    assert Inspection.objects.exists() is may
    assert Problem.objects.filter(source="hotline", raised_by_unit=supervisor.unit).exists() is may


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"problems": []}, "no_problem"),
        ({"problems": ["长" * 101]}, "problem_too_long"),
        ({"inspected_on": date(2017, 3, 21)}, "found_later"),
    ],
)
def test_an_inspection_has_a_day_behind_it_and_problems(group, secretary, supervisor, change, code):
    with pytest.raises(ValidationError) as refused:
        inspect(group, secretary, supervisor.unit, **change)

    assert refused.value.code == code
    assert not Problem.objects.exists()


def test_a_kind_that_is_no_inspection_is_refused(group, secretary, supervisor):
    with pytest.raises(ValidationError) as refused:
        inspect(group, secretary, supervisor.unit, kind="observer")

    assert "kind" in refused.value.error_dict
    assert not Inspection.objects.exists()


def test_the_unit_is_one_above_the_group_and_for_a_supervisor_his_own(
    group, secretary, supervisor, other_supervisor
):
    for by, unit in ((secretary, UnitFactory()), (supervisor, other_supervisor.unit)):
        with pytest.raises(ValidationError) as refused:
            inspect(group, by, unit)
        assert refused.value.code == "other_unit"
    assert not Inspection.objects.exists()


def test_an_inspection_is_seen_like_its_problems(everybody, group, supervisor):
    inspect(group, everybody["secretary"], supervisor.unit)

    seen = [role for role, one in everybody.items() if Inspection.objects.visible_to(one).exists()]
    known = [role for role, one in everybody.items() if Problem.objects.visible_to(one).exists()]
    assert seen == known == ["leader", "deputy", "secretary", "member", "supervisor"]


# --- learners -----------------------------------------------------------------------------------


@pytest.fixture
def learner(announced, other_secretary):
    """Of another group, on the list through the opening for cadres."""
    attend(announced, other_secretary, capacity=Capacity.LEARNER)
    announced.guests.add(other_secretary)
    return other_secretary


def leave(session, by, *, text="回去抓存量用地。", moment=OVER):
    return actions.leave_takeaway(session=session, by=by, at=moment, text=text)


def test_what_a_learner_takes_home_is_for_his_own_leads_and_not_for_the_hosts(
    everybody, announced, learner
):
    home = learner.memberships.get().group
    own_leader, own_member = seat(home, "leader"), seat(home)

    leave(announced, learner)
    again = leave(announced, learner, text=" 回去清存量。 ")

    assert (again.group, Takeaway.objects.get().text) == (home, "回去清存量。")
    visible = Takeaway.objects.visible_to
    assert visible(learner).exists()
    assert visible(own_leader).exists()
    assert not visible(own_member).exists()
    hosts = set(everybody) - {"other_secretary"}
    assert not any(visible(everybody[role]).exists() for role in hosts)


@pytest.mark.parametrize("role", ["leader", "secretary", "member", "supervisor", "guest"])
def test_only_who_came_to_learn_takes_something_home(everybody, announced, role):
    with pytest.raises(PermissionDenied):
        leave(announced, everybody[role])

    assert not Takeaway.objects.exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [({"moment": CHOSEN}, "not_held"), ({"text": " "}, "no_words")],
)
def test_it_comes_after_the_meeting_and_has_words(announced, learner, more, code):
    with pytest.raises(ValidationError) as refused:
        leave(announced, learner, **more)

    assert refused.value.code == code
    assert not Takeaway.objects.exists()


def test_who_sits_in_no_other_group_has_nowhere_to_take_it(announced, guest):
    attend(announced, guest, capacity=Capacity.LEARNER)

    with pytest.raises(ValidationError) as refused:
        leave(announced, guest)

    assert refused.value.code == "no_group"
