"""Who decides in a group: leader, the one in charge, deputy; never he whose matter it is."""

from __future__ import annotations

from datetime import date

import pytest

from studygroups.groups.models import GroupRole, Membership
from studygroups.groups.rules import (
    deciders,
    is_lead,
    is_secretary,
    membership_of,
    supervises,
)
from tests.factories import seat

SPRING = date(2017, 3, 31)


@pytest.fixture
def people(group):
    roles = {
        "leader": GroupRole.LEADER,
        "deputy": GroupRole.DEPUTY,
        "second": GroupRole.DEPUTY,
        "member": GroupRole.MEMBER,
        "secretary": GroupRole.SECRETARY,
    }
    return {name: seat(group, role, username=name) for name, role in roles.items()}


def vacate(people) -> None:
    """The leader has gone, and nobody has come yet."""
    people["leader"].memberships.update(until=date(2017, 3, 1))


def put_in_charge(person) -> None:
    person.memberships.update(is_acting_head=True)


@pytest.mark.parametrize(
    ("post", "in_charge", "submitter", "entitled"),
    [
        ("held", None, None, ["leader"]),
        ("held", None, "member", ["leader"]),
        ("held", None, "leader", ["deputy", "second"]),
        ("held", "deputy", None, ["leader"]),
        ("held", "deputy", "leader", ["deputy"]),
        ("vacant", None, None, ["deputy", "second"]),
        ("vacant", None, "deputy", ["second"]),
        ("vacant", "deputy", None, ["deputy"]),
        ("vacant", "deputy", "deputy", ["second"]),
        ("vacant", "member", None, ["member"]),
        ("vacant", "member", "member", ["deputy", "second"]),
    ],
)
def test_who_decides(group, people, post, in_charge, submitter, entitled):
    if post == "vacant":
        vacate(people)
    if in_charge:
        put_in_charge(people[in_charge])

    found = deciders(group, on=SPRING, concerned=[people.get(submitter)])

    assert [person.username for person in found] == entitled


def test_a_leader_alone_cannot_decide_his_own_matter(group):
    leader = seat(group, GroupRole.LEADER)

    assert deciders(group, on=SPRING, concerned=[leader]) == []


def test_who_decides_depends_on_the_day(group, people):
    vacate(people)

    assert deciders(group, on=date(2017, 3, 1)) == [people["leader"]]


def test_who_decides_is_one_question_to_the_database(group, people, django_assert_num_queries):
    with django_assert_num_queries(1):
        deciders(group, on=SPRING, concerned=[people["leader"]])


@pytest.mark.parametrize(
    ("who", "leads", "keeps_the_books"),
    [
        ("leader", True, False),
        ("deputy", True, False),
        ("secretary", True, True),
        ("member", False, False),
        ("supervisor", False, False),
        ("other_secretary", False, False),
        ("outsider", False, False),
    ],
)
def test_who_is_who(cast, group, who, leads, keeps_the_books):
    assert is_lead(cast[who], group, on=SPRING) is leads
    assert is_secretary(cast[who], group, on=SPRING) is keeps_the_books


def test_a_seat_is_found_on_its_days_only(group, member):
    Membership.objects.update(until=date(2017, 6, 30))

    assert membership_of(member, group, on=SPRING) is not None
    assert membership_of(member, group, on=date(2017, 7, 1)) is None


def test_only_the_group_s_own_supervisor_supervises_it(cast, group):
    assert {who for who, person in cast.items() if supervises(person, group)} == {"supervisor"}
