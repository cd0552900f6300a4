"""The tree of units, its order, and its list over the API."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.audit.models import LogEntry
from accounts.people.models import Role, RoleGrant
from accounts.units.actions import add_unit
from accounts.units.models import Unit
from tests.factories import UnitFactory, UserFactory


@pytest.fixture
def tree(db) -> tuple[Unit, Unit, Unit]:
    county = UnitFactory(name="中共新昌县委员会", kind="committee", order=1)
    bureau = UnitFactory(name="县国土资源局", short_name="国土局", parent=county, order=2)
    office = UnitFactory(name="国土资源所", parent=bureau, order=3)
    return county, bureau, office


def test_a_path_leads_from_the_top_down_to_the_unit(tree):
    county, bureau, office = tree

    assert office.path == f"{county.pk}/{bureau.pk}/{office.pk}/"
    assert office.path_upward() == [county.path, bureau.path, office.path]


def test_above_and_under_include_the_unit_itself(tree):
    county, bureau, office = tree

    assert list(Unit.objects.above(bureau)) == [county, bureau]
    assert list(Unit.objects.under(bureau)) == [bureau, office]


def test_a_unit_whose_key_begins_alike_is_not_under_it(tree):
    county, *_ = tree
    Unit.objects.create(pk=county.pk * 10, name="邻县", kind="committee", path=f"{county.pk}0/")

    assert "邻县" not in {unit.name for unit in Unit.objects.under(county)}


def test_a_name_is_taken_once_below_a_parent(tree):
    county, *_ = tree

    with pytest.raises(ValidationError) as refused:
        add_unit(name="县国土资源局", kind="department", parent=county)

    assert refused.value.messages == ["同一上级下已有同名单位。"]
    assert Unit.objects.count() == 3


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_only_the_system_administrator_adds_units_and_only_below_his_own(tree, role):
    county, bureau, _ = tree
    admin = UserFactory(unit=bureau)
    RoleGrant.objects.create(person=admin, role=role, unit=bureau)

    refused = []
    for parent in (bureau, county, None):
        try:
            add_unit(name="矿产所", kind="department", parent=parent, by=admin)
        except PermissionDenied:
            refused.append(parent)

    assert refused == ([county, None] if role == Role.SYSTEM_ADMIN else [bureau, county, None])


def test_adding_a_unit_is_logged(tree):
    assert LogEntry.objects.filter(kind="unit.add").count() == 3


def test_the_short_name_is_shown_where_there_is_one(tree):
    assert [str(unit) for unit in tree] == ["中共新昌县委员会", "国土局", "国土资源所"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_api_lists_units_in_their_order(api, tree, django_assert_num_queries, count):
    person = UserFactory(unit=tree[0])
    for unit in reversed(tree[count:]):
        unit.delete()
    client = api(person)

    with django_assert_num_queries(2):
        answer = client.get("/api/v1/units/")

    assert [row["id"] for row in answer.json()["results"]] == [unit.pk for unit in tree[:count]]
    assert set(answer.json()["results"][0]) == {
        "id",
        "name",
        "short_name",
        "kind",
        "parent",
        "order",
    }


def test_the_api_finds_a_unit_by_its_short_name(api, tree):
    answer = api(UserFactory(unit=tree[0])).get("/api/v1/units/", {"search": "国土局"})

    assert [row["name"] for row in answer.json()["results"]] == ["县国土资源局"]


def test_the_api_changes_no_unit(api, tree):
    client = api(UserFactory(unit=tree[0]))

    assert client.post("/api/v1/units/", {"name": "新局"}).status_code == 405
    assert client.delete(f"/api/v1/units/{tree[2].pk}/").status_code == 405
    assert Unit.objects.count() == 3
