"""The team is named, follows on the list, and is taken off it where the unit gives up."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.notices.models import Notice
from accounts.people.models import User
from agendas.attendance.models import Attendance, Capacity, Status
from agendas.observing import actions
from agendas.observing.models import Observation
from agendas.sessions.models import Observer, StudySession
from tests.agendas.observing.conftest import CHOSEN, OVER
from tests.factories import UserFactory, attend, observation_of

pytestmark = pytest.mark.django_db

ROLES = [
    *("leader", "deputy", "secretary", "member", "guest", "outsider", "other_secretary"),
    *("observer", "second", "above"),
]


def name(observation, by, *people: User, moment=CHOSEN):
    lead, *others = people
    return actions.name_team(observation=observation, by=by, at=moment, lead=lead, others=others)


def listed(session):
    rows = Attendance.objects.filter(session=session, capacity=Capacity.OBSERVER)
    return {row.person for row in rows}


@pytest.mark.parametrize("role", ["supervisor", "other_supervisor", *ROLES])
def test_who_may_name_the_team(everybody, announced, role):
    made = observation_of(announced, everybody["supervisor"])
    pair = [everybody["observer"], everybody["second"]]

    if role == "supervisor":
        name(made, everybody[role], *pair)
    else:
        with pytest.raises(PermissionDenied):
            name(made, everybody[role], *pair)

    assert set(made.team.all()) == (set(pair) if role == "supervisor" else set())


@pytest.mark.parametrize(
    ("team", "code"),
    [
        (["observer"], "team_size"),
        (["observer", "second", "guest", "outsider"], "team_size"),
        (["observer", "observer"], "team_twice"),
        (["observer", "second", "second"], "team_twice"),
        (["observer", "member"], "own_group"),
        (["observer", "secretary"], "own_group"),
    ],
)
def test_a_team_is_two_or_three_different_people_from_outside(
    everybody, announced, supervisor, team, code
):
    made = observation_of(announced, supervisor)

    with pytest.raises(ValidationError) as refused:
        name(made, supervisor, *(everybody[role] for role in team))

    assert refused.value.code == code
    made.refresh_from_db()
    assert made.lead is None
    assert not made.team.exists()


def test_once_agreed_the_list_follows_the_team(agreed, supervisor, observer, second):
    third = UserFactory()
    actions.hand_over(observation=agreed, by=agreed.agreed_by, at=CHOSEN)

    name(agreed, supervisor, observer, third)

    assert listed(agreed.session) == {observer, third}
    assert {row.person for row in Observer.objects.all()} == {observer, third}
    assert set(agreed.session.guests.all()) == {observer, third}
    assert Notice.objects.filter(recipient=second, text__contains="不再旁听").exists()
    assert Notice.objects.filter(recipient=third, text__contains="会议通知").exists()


@pytest.mark.parametrize(("state", "moment"), [("reported", CHOSEN), ("agreed", OVER)])
def test_the_team_stands_once_the_meeting_begins_or_there_is_feedback(
    agreed, supervisor, observer, state, moment
):
    Observation.objects.update(state=state, overall="好", reported_at=OVER)

    with pytest.raises(ValidationError) as refused:
        name(agreed, supervisor, observer, UserFactory(), moment=moment)

    assert refused.value.code in ("reported", "not_ahead")
    assert observer in listed(agreed.session)


@pytest.mark.parametrize("role", ["supervisor", "other_supervisor", *ROLES])
def test_who_may_give_it_up(everybody, agreed, role):
    if role == "supervisor":
        actions.withdraw(observation=agreed, by=everybody[role], at=CHOSEN)
    else:
        with pytest.raises(PermissionDenied):
            actions.withdraw(observation=agreed, by=everybody[role], at=CHOSEN)

    assert Observation.objects.exists() is (role != "supervisor")
    assert bool(listed(agreed.session)) is (role != "supervisor")


def test_given_up_the_team_reads_nothing_any_more(agreed, supervisor, observer, leader):
    actions.hand_over(observation=agreed, by=agreed.agreed_by, at=CHOSEN)

    actions.withdraw(observation=agreed, by=supervisor, at=CHOSEN)

    assert not Observer.objects.exists()
    assert not StudySession.objects.visible_to(observer).exists()
    assert Notice.objects.filter(recipient=leader, text__contains="不再旁听").exists()


def test_after_the_meeting_the_list_stays_as_it_was_recorded(agreed, supervisor, observer):
    Attendance.objects.filter(person=observer).update(status=Status.ABSENT)

    actions.withdraw(observation=agreed, by=supervisor, at=OVER)

    assert observer in listed(agreed.session)


def test_feedback_that_was_given_is_not_withdrawn(reported, supervisor):
    with pytest.raises(ValidationError) as refused:
        actions.withdraw(observation=reported, by=supervisor, at=OVER)

    assert refused.value.code == "reported"
    assert Observation.objects.exists()


def test_an_observer_who_stands_on_the_list_already_keeps_his_row(
    proposed, secretary, observer, second
):
    row = attend(proposed.session, observer, capacity=Capacity.OBSERVER, status=Status.COMING)

    actions.agree(observation=proposed, by=secretary, at=CHOSEN)

    assert listed(proposed.session) == {observer, second}
    row.refresh_from_db()
    assert row.status == Status.COMING
