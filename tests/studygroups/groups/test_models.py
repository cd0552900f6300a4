"""What can never be true of a group, and who belongs to it on which day."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.audit.models import LogEntry
from studygroups.groups.actions import assign_supervisor, found_group, seat_member
from studygroups.groups.models import GroupRole, Membership, StudyGroup, Supervision
from tests.factories import StudyGroupFactory, UnitFactory, UserFactory, seat

SPRING = date(2017, 3, 31)


def seated(group, person, role=GroupRole.MEMBER, *, since=date(2017, 1, 1)):
    return seat_member(group=group, person=person, role=role, from_on=since, by=None)


def test_a_unit_has_one_group(db):
    unit = UnitFactory()
    group = found_group(unit=unit, name="县国土资源局党委理论学习中心组", by=None)

    with pytest.raises(ValidationError):
        found_group(unit=unit, name="第二个", by=None)

    assert StudyGroup.objects.get() == group
    assert LogEntry.objects.filter(kind="group.found").count() == 1


def test_a_group_has_one_leader(group, leader):
    with pytest.raises(ValidationError) as refused:
        seated(group, UserFactory(), GroupRole.LEADER)

    assert refused.value.code == "two_leaders"
    assert group.memberships.count() == 1


def test_the_database_holds_to_one_leader_too(group, leader):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            group=group, person=UserFactory(), role=GroupRole.LEADER, from_on=SPRING
        )


def test_the_database_holds_to_one_in_charge_too(group, member, deputy):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.update(is_acting_head=True)


def test_after_the_leader_has_gone_another_may_come(group, leader):
    Membership.objects.update(until=date(2017, 2, 28))

    with pytest.raises(ValidationError):
        seated(group, UserFactory(), GroupRole.LEADER, since=date(2017, 2, 28))
    successor = seated(group, UserFactory(), GroupRole.LEADER, since=date(2017, 3, 1))

    assert Membership.objects.current(SPRING).get() == successor


def test_a_person_sits_once_in_a_group_and_may_sit_in_two(group, member):
    with pytest.raises(ValidationError) as refused:
        seated(group, member, GroupRole.DEPUTY)
    seated(StudyGroupFactory(), member)

    assert refused.value.code == "already_seated"
    assert member.memberships.count() == 2


def test_a_membership_cannot_end_before_it_begins(group, member):
    seat_of = member.memberships.get()
    seat_of.until = date(2016, 12, 31)

    with pytest.raises(ValidationError) as refused:
        seat_of.full_clean()

    assert "截止日期不能早于起始日期。" in refused.value.messages


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2016, 12, 31), False),
        (date(2017, 1, 1), True),
        (date(2017, 6, 30), True),
        (date(2017, 7, 1), False),
    ],
)
def test_a_membership_holds_from_its_first_day_through_its_last(group, member, day, holds):
    Membership.objects.update(until=date(2017, 6, 30))

    assert Membership.objects.current(day).exists() is holds


def test_members_are_listed_in_their_official_order_without_a_query_each(
    group, django_assert_num_queries
):
    people = [seat(group, full_name=name) for name in ("丙", "甲", "乙")]
    for order, person in zip((3, 1, 2), people, strict=True):
        person.memberships.update(order=order)

    with django_assert_num_queries(1):
        names = [
            (row.person.full_name, row.person.unit.name)
            for row in Membership.objects.filter(group=group).in_order()
        ]

    assert [name for name, _ in names] == ["甲", "乙", "丙"]


def test_those_who_study_are_everybody_but_the_secretary(leader, deputy, secretary, member):
    students = {row.person for row in Membership.objects.students()}

    assert students == {leader, deputy, member}


def test_a_unit_supervises_a_group_once(group):
    unit = UnitFactory(name="县委宣传部")
    assign_supervisor(group=group, unit=unit, duties="学习督导", by=None)

    with pytest.raises(ValidationError) as refused:
        assign_supervisor(group=group, unit=unit, duties="", by=None)

    assert "该单位已是督导单位。" in refused.value.messages
    assert Supervision.objects.get().duties == "学习督导"


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", True),
        ("supervisor", True),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_a_group_is_seen_by_its_people_and_its_supervisors(cast, group, who, sees):
    assert (group in StudyGroup.objects.visible_to(cast[who])) is sees


def test_who_has_left_no_longer_sees_the_group(group, member):
    Membership.objects.update(until=date(2017, 6, 30))

    assert not StudyGroup.objects.visible_to(member).exists()


def test_another_role_at_the_supervising_unit_shows_no_group(group, supervisor):
    supervisor.roles.update(role="auditor")

    assert not StudyGroup.objects.visible_to(supervisor).exists()
