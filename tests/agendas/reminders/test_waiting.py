"""Whose decision it is, told from seats at hand, agrees with the rule that asks the database."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.notices.models import Notice
from accounts.people.models import StandIn
from agendas.reminders.waiting import everything_waiting, waiting_for
from agendas.topics.actions import take_topic
from studygroups.groups.models import GroupRole, Membership, StudyGroup
from studygroups.groups.rules import deciders, entitled
from tests.factories import SessionFactory, TopicFactory, at, seat

pytestmark = pytest.mark.django_db

LEADER, DEPUTY, SECRETARY = GroupRole.LEADER, GroupRole.DEPUTY, GroupRole.SECRETARY
TODAY = at("2017-03-01 09:00").date()


@pytest.mark.parametrize("submitter", [None, 0, 1, 2])
@pytest.mark.parametrize("acting", [None, 1, 2])
@pytest.mark.parametrize(
    "roles",
    [
        (LEADER, DEPUTY, SECRETARY),
        (DEPUTY, DEPUTY, SECRETARY),
        (LEADER, DEPUTY, DEPUTY),
        (SECRETARY, GroupRole.MEMBER, GroupRole.MEMBER),
    ],
)
def test_it_agrees_with_the_rule_for_every_submitter(group: StudyGroup, roles, acting, submitter):
    people = [seat(group, role) for role in roles]
    if acting is not None:
        Membership.objects.filter(person=people[acting]).update(is_acting_head=True)
    own = None if submitter is None else people[submitter]
    seats = list(Membership.objects.filter(group=group).in_order())

    found = entitled(seats, {own.pk} if own else set())

    assert found == deciders(group, on=TODAY, concerned=[own])


def test_where_everybody_entitled_is_concerned_nobody_decides(group):
    leader = seat(group, LEADER)
    deputy = seat(group, DEPUTY)
    seats = list(Membership.objects.filter(group=group))

    assert entitled(seats, {leader.pk, deputy.pk}) == []


def test_another_groups_matters_wait_for_another(leader, secretary, session, other_secretary):
    elsewhere = SessionFactory()
    other_leader = seat(elsewhere.group, LEADER)
    other_runner = seat(elsewhere.group, SECRETARY)
    now = at("2017-03-01 09:00")
    for runner, held in ((secretary, session), (other_runner, elsewhere)):
        take_topic(topic=TopicFactory(group=held.group), session=held, by=runner, at=now)

    mine = waiting_for(leader, on=TODAY)
    theirs = waiting_for(other_leader, on=TODAY)

    assert [each.session_id for each in mine] == [session.pk]
    assert [each.session_id for each in theirs] == [elsewhere.pk]
    assert waiting_for(secretary, on=TODAY) == []
    assert len(everything_waiting(on=TODAY)) == 2


@pytest.mark.parametrize(
    ("day", "proposed_by", "finds"),
    [
        (TODAY, "secretary", ["leader", "member"]),
        (TODAY, "leader", ["leader"]),
        (TODAY, "member", ["leader"]),
        (date(2017, 3, 9), "secretary", ["leader"]),
    ],
)
def test_who_acts_for_the_leader_finds_what_he_may_decide(
    cast, group, session, leader, member, secretary, day, proposed_by, finds
):
    StandIn.objects.create(
        person=leader, stand_in=member, from_on=TODAY, until=date(2017, 3, 8), given_by=leader
    )
    topic = TopicFactory(group=group, proposed_by=cast[proposed_by])
    take_topic(topic=topic, session=session, by=secretary, at=at("2017-03-01 09:00"))

    waiting = {who: waiting_for(person, on=day) for who, person in cast.items()}

    assert sorted(who for who, found in waiting.items() if found) == finds
    assert [each.deciders for each in everything_waiting(on=day)] == [[cast[who] for who in finds]]
    told = Notice.objects.filter(kind="decide").values_list("recipient__username", flat=True)
    assert sorted(told) == (["leader", "member"] if proposed_by == "secretary" else ["leader"])
