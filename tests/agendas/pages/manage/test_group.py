"""Who sits in a group, what it lacks, and seating somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.people.models import Role, RoleGrant
from studygroups.groups.models import GroupRole, Membership
from tests.factories import seat

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
YESTERDAY = TODAY() - timedelta(days=1)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_group_costs_the_same_for_one_member_and_for_three(
    browser, group, rows, django_assert_num_queries
):
    for _ in range(rows):
        seat(group, full_name="在任人")
        seat(group, full_name="离任人").memberships.update(until=YESTERDAY)

    with django_assert_num_queries(7):
        page = browser.get(f"/manage/groups/{group.pk}/").content.decode()

    table = page.partition('id="new"')[0]
    assert table.count("在任人</b>") == table.count("离任人</b>") == rows


def test_the_seats_stand_in_official_order_with_what_is_lacking(browser, group, leader, member):
    Membership.objects.filter(person=leader).update(order=9, until=YESTERDAY)
    later = seat(group, GroupRole.LEADER, since=TODAY() + timedelta(days=7), full_name="新组长")
    later.memberships.update(order=1)

    page = browser.get(f"/manage/groups/{group.pk}/").content.decode()

    places = [page.index(f"{name}</b>") for name in ("新组长", "成员丁", "组长甲")]
    assert places == sorted(places)
    assert page.index("已离任人员") < places[2]
    assert "未到任" in page
    assert "事项无人审定" in page
    assert "没有学习秘书，请尽快登记。" in page


def test_somebody_is_found_by_pinyin_seated_and_that_is_taken_back(
    browser, group, typed, take_back
):
    path = f"/manage/groups/{group.pk}/"

    looked = browser.post(path, {"person-q": "sxh", "find": "1", "role": "deputy"})
    assert "单晓红（" in looked.content.decode()
    assert '<option value="deputy" selected>' in looked.content.decode()
    page = browser.post(path, typed, follow=True)
    assert Membership.objects.get().person.full_name == "单晓红"
    undone = take_back(browser, page)

    assert "单晓红（成员）的席位登记已撤销。" in undone.content.decode()
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"person": ""}, "person"),
        ({"person": str(10**30)}, "person"),
        ({"person": "\x00"}, "person"),
        ({"role": "king"}, "role"),
        ({"place": "7"}, "place"),
        ({"from_on": "0001-01-01"}, "from_on"),
        ({"role": "leader"}, "__all__"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    browser, group, leader, typed, told, field
):
    answer = browser.post(f"/manage/groups/{group.pk}/", typed | told)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    if field == "__all__":
        assert answer.context["form"].errors.as_data()[field][0].code == "two_leaders"
        assert answer.context["form"]["person"].value() == str(typed["person"])
    assert Membership.objects.count() == 1


def test_an_administrator_is_refused_with_the_reason(browser, group, typed):
    grant = {"role": Role.AUDITOR, "unit": group.unit}
    RoleGrant.objects.create(person_id=typed["person"], **grant)

    answer = browser.post(f"/manage/groups/{group.pk}/", typed)

    assert answer.status_code == 422
    assert "管理员、安全审计员只管系统、不参与业务，不能进入中心组。" in answer.content.decode()
    assert not Membership.objects.exists()


def test_nobody_from_elsewhere_is_offered(browser, group, outsider):
    page = browser.get(f"/manage/groups/{group.pk}/", {"person-q": "局外人"}).content.decode()

    assert "没有找到符合的人员" in page


def test_whoever_follows_comes_into_his_place(browser, group, leader, place, newcomer, typed):
    last = seat(group).memberships.get()
    Membership.objects.filter(pk=place.pk).update(until=YESTERDAY)

    browser.post(f"/manage/groups/{group.pk}/", typed | {"place": str(place.pk)})

    assert newcomer.memberships.get().order == place.order < last.order
