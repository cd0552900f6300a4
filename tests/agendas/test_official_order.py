"""Official order: units by the tree, people by unit and place, members by their seat."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.people.models import User
from accounts.units.models import Unit
from agendas.attendance.actions import add_person
from agendas.attendance.models import Attendance, Capacity
from agendas.sessions.models import Decision
from agendas.sessions.rules import signers
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole, Membership, StudyGroup
from tests.factories import (
    SessionFactory,
    StudyGroupFactory,
    UnitFactory,
    UserFactory,
    attend,
    owe,
    paper_of,
    seat,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> list[Unit]:
    """County, land bureau with its team, traffic bureau; each team counts from one again."""
    county = UnitFactory(name="县委", order=1)
    traffic = UnitFactory(name="县交通局", parent=county, order=20)
    land = UnitFactory(name="县国土局", parent=county, order=10)
    roads = UnitFactory(name="公路段", parent=traffic, order=1)
    team = UnitFactory(name="执法队", parent=land, order=2)
    return [county, land, team, traffic, roads]


def test_a_unit_stands_below_its_parent_and_before_its_parent_s_neighbours(tree):
    assert list(Unit.objects.all()) == tree


def test_units_from_before_find_their_place_by_the_migration(tree):
    Unit.objects.update(place="")
    migration = import_module("accounts.migrations.0004_people_are_found_and_stand_in_order")

    migration.place_units(apps, None)

    assert list(Unit.objects.all()) == tree


def test_people_and_groups_stand_by_the_tree(tree):
    people = [UserFactory(unit=unit, order=1) for unit in reversed(tree)]
    groups = [StudyGroupFactory(unit=unit) for unit in reversed(tree)]

    assert list(User.objects.all()) == people[::-1]
    assert list(StudyGroup.objects.all()) == groups[::-1]


def test_guests_stand_by_the_tree_and_typed_ones_with_their_unit(tree, group, secretary):
    session = SessionFactory(group=group, stage=Stage.RESEARCH)
    facts = {"session": session, "by": secretary, "at": timezone.now()}
    for unit in reversed(tree):
        person = UserFactory(unit=unit, full_name=f"{unit.name}干部", order=1)
        add_person(**facts, capacity=Capacity.EXTENDED, person=person)
    add_person(**facts, capacity=Capacity.EXTENDED, name="来宾", unit_name="县国土局")

    names = [row.name for row in Attendance.objects.filter(session=session).in_order()]

    assert names == ["县委干部", "县国土局干部", "来宾", "执法队干部", "县交通局干部", "公路段干部"]


def test_signers_stand_by_their_seats_whatever_their_place_in_their_units(session, group, leader):
    second = seat(group, GroupRole.DEPUTY, order=0)
    third = seat(group, GroupRole.DEPUTY, order=0)
    User.objects.filter(pk=leader.pk).update(order=99)
    Membership.objects.filter(person=second).update(order=3)
    Membership.objects.filter(person=third).update(order=2)

    assert list(signers(session)) == [leader, third, second]


def test_papers_stand_by_their_first_authors_not_by_who_was_quickest(
    session, leader, deputy, secretary, sign_in
):
    paper_of(owe(session, deputy), title="副组长的调研")
    paper_of(owe(session, leader), title="组长的调研")

    html = sign_in(secretary).get(f"/sessions/{session.pk}/research/").content.decode()

    cards = html[html.rindex("</table>") :]
    assert cards.index("组长的调研") < cards.index("副组长的调研")


@pytest.mark.parametrize("collection", ["attendances", "duties"])
def test_the_api_keeps_a_session_together_and_its_members_in_order(
    api, group, leader, member, secretary, collection
):
    for _ in range(2):
        session = SessionFactory(group=group)
        for person in (member, leader):
            order = person.memberships.get().order
            attend(session, person, order=order)
            owe(session, person, order=order)

    rows = api(secretary).get(f"/api/v1/{collection}/").data["results"]

    first, second = sorted({row["session"] for row in rows}, reverse=True)
    members = sorted([leader, member], key=lambda person: person.memberships.get().order)
    expected = [(key, person.pk) for key in (first, second) for person in members]
    assert [(row["session"], row["person"]) for row in rows] == expected


def test_the_trail_sets_a_name_of_two_characters_as_wide_as_one_of_three(
    session, leader, sign_in, secretary
):
    User.objects.filter(pk=leader.pk).update(full_name="张三")
    Decision.objects.create(
        session=session, matter="topic", outcome="approved", by=leader, on=date(2017, 3, 1)
    )

    assert "张　三" in sign_in(secretary).get(f"/sessions/{session.pk}/record/").content.decode()
