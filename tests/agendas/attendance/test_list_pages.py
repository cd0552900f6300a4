"""Openings and the list on their page; finding people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import (
    Attendance,
    Capacity,
    Opening,
    OpeningKind,
    Status,
)
from studygroups.forms.models import Stage
from tests.factories import AttendanceFactory, UserFactory, seat

pytestmark = pytest.mark.django_db


def path(session, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people", *map(str, more), ""])


# --- openings and the list ----------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("role", "budget"), [("secretary", 12), ("supervisor", 9), ("member", 12)])
def test_the_part_costs_the_same_for_one_guest_and_for_three(
    sign_in, cast, announced, django_assert_num_queries, rows, role, budget
):
    AttendanceFactory.create_batch(rows, session=announced)
    for kind in OpeningKind.values[:rows]:
        Opening.objects.create(session=announced, kind=kind)
    browser = sign_in(cast[role])

    with django_assert_num_queries(budget):
        page = browser.get(path(announced))

    assert page.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_leave_to_decide_costs_the_same_for_one_and_for_three(
    sign_in, deputy, leader, announced, django_assert_num_queries, rows
):
    """The most there is: his own row, the leader's leave, which is his to decide."""
    Attendance.objects.filter(person=leader).update(status=Status.LEAVE_ASKED)
    for _ in range(rows):
        AttendanceFactory(session=announced, person=UserFactory(), status=Status.LEAVE_ASKED)
    browser = sign_in(deputy)

    with django_assert_num_queries(13):
        page = browser.get(path(announced))

    assert [row.name for row in page.context["leave_asked"]] == ["组长甲"]


def test_an_empty_list_teaches_what_belongs_there(sign_in, secretary, preparing):
    page = sign_in(secretary).get(path(preparing))

    assert "中心组成员自动列入名单" in page.content.decode()


def test_an_opening_is_set_on_the_page(sign_in, secretary, preparing):
    data = {"quota": "4", "note": "县级媒体", "shows_minutes": "on"}

    answer = sign_in(secretary).post(path(preparing, "openings/media"), data)

    opening = Opening.objects.get(session=preparing)
    assert answer.status_code == 302
    assert (opening.kind, opening.quota, opening.note) == ("media", 4, "县级媒体")
    assert (opening.shows_agenda, opening.shows_minutes) == (False, True)


def test_a_refused_quota_stays_typed_with_the_reason(sign_in, secretary, preparing):
    AttendanceFactory(session=preparing, headcount=3)

    page = sign_in(secretary).post(path(preparing, "openings/media"), {"quota": 2, "note": "留"})

    assert page.status_code == 422
    assert "名额不能少于名单中已有的人数。" in page.content.decode()
    assert 'value="留"' in page.content.decode()
    assert not Opening.objects.exists()


@pytest.mark.parametrize("quota", ["-1", "abc", "9999999999"])
def test_a_quota_is_a_number_of_people(sign_in, secretary, preparing, quota):
    page = sign_in(secretary).post(path(preparing, "openings/media"), {"quota": quota})

    assert page.status_code == 422
    assert not Opening.objects.exists()


def test_an_unknown_opening_does_not_exist(sign_in, secretary, preparing):
    answer = sign_in(secretary).post(path(preparing, "openings/nonsense"), {})

    assert answer.status_code == 404


def test_a_journalist_is_added_with_three_words(sign_in, secretary, announced):
    data = {"name": "记者甲", "unit_name": "县融媒体中心", "capacity": "media"}

    page = sign_in(secretary).post(path(announced, "add"), data, follow=True)

    row = Attendance.objects.get(name="记者甲")
    assert (row.unit_name, row.capacity, row.person) == ("县融媒体中心", Capacity.MEDIA, None)
    assert "记者甲已列入名单。" in page.content.decode()


def test_a_full_opening_says_so_and_keeps_what_was_typed(sign_in, secretary, announced):
    Opening.objects.create(session=announced, kind=OpeningKind.MEDIA, quota=0)
    data = {"name": "记者甲", "unit_name": "县融媒体中心", "capacity": "media"}

    page = sign_in(secretary).post(path(announced, "add"), data)

    assert page.status_code == 422
    assert "该类开放剩余名额不足。" in page.content.decode()
    assert 'value="记者甲"' in page.content.decode()
    assert not Attendance.objects.filter(name="记者甲").exists()


def test_what_was_typed_is_kept_even_where_the_stage_has_moved_on(sign_in, secretary, announced):
    announced.stage = Stage.CONVERSION
    announced.save()
    data = {"name": "记者甲", "unit_name": "报社", "capacity": "media"}

    page = sign_in(secretary).post(path(announced, "add"), data)

    assert page.status_code == 422
    assert "学习会不在这一阶段" in page.content.decode()
    assert 'value="记者甲"' in page.content.decode()


@pytest.mark.parametrize("headcount", ["-1", "0", ""])
def test_a_hall_has_at_least_one_person(sign_in, secretary, announced, headcount):
    data = {"name": "第二分会场", "headcount": headcount, "capacity": "extended"}

    page = sign_in(secretary).post(path(announced, "add-hall"), data)

    assert page.status_code == 422
    assert Attendance.objects.count() == 3


def test_a_hall_comes_as_a_number(sign_in, secretary, announced):
    data = {"name": "第二分会场", "headcount": 40, "capacity": "extended"}

    page = sign_in(secretary).post(path(announced, "add-hall"), data, follow=True)

    assert Attendance.objects.get(name="第二分会场").headcount == 40
    assert "40 人" in page.content.decode()


def test_a_guest_is_taken_off_and_a_member_is_not(
    sign_in, secretary, announced, guest_row, seat_of, member
):
    browser = sign_in(secretary)

    text = browser.post(path(announced, guest_row.pk, "remove"), follow=True).content.decode()
    refused = browser.post(path(announced, seat_of(member).pk, "remove"), follow=True)

    assert "列席人已移出名单。" in text
    assert "中心组成员不能移出名单" in refused.content.decode()
    assert Attendance.objects.count() == 3


# --- presence -----------------------------------------------------------------------------------


def test_a_new_member_is_added_by_the_secretary(sign_in, secretary, announced, group):
    late = seat(group, full_name="新成员")

    sign_in(secretary).post(path(announced, "invite"), {"person": late.pk, "capacity": "member"})

    assert Attendance.objects.get(person=late).capacity == Capacity.MEMBER


# --- answered by another ------------------------------------------------------------------------


def test_a_guest_taken_off_by_mistake_is_put_back_and_told(
    sign_in, secretary, announced, guest, guest_row, take_back
):
    announced.starts_at = timezone.now() + timedelta(days=30)
    announced.save()
    browser = sign_in(secretary)

    page = browser.post(path(announced, guest_row.pk, "remove"), follow=True)
    assert not announced.guests.filter(pk=guest.pk).exists()
    page = take_back(browser, page)

    assert "列席人已列入名单。" in page.content.decode()
    row = Attendance.objects.get(person=guest)
    assert (row.capacity, row.status) == (guest_row.capacity, Status.EXPECTED)
    assert announced.guests.filter(pk=guest.pk).exists()
    assert guest.notices.first().text.startswith("会议通知")


def test_a_hall_taken_off_comes_back_with_its_number(sign_in, secretary, announced, take_back):
    hall = AttendanceFactory(
        session=announced, name="二楼分会场", headcount=40, capacity="extended"
    )
    browser = sign_in(secretary)

    take_back(browser, browser.post(path(announced, hall.pk, "remove"), follow=True))

    assert Attendance.objects.get(name="二楼分会场").headcount == 40


def test_no_way_back_is_offered_where_an_answer_would_be_lost(
    sign_in, secretary, announced, guest_row
):
    Attendance.objects.filter(pk=guest_row.pk).update(status=Status.COMING)

    page = sign_in(secretary).post(path(announced, guest_row.pk, "remove"), follow=True)

    assert "已移出名单。" in page.content.decode()
    assert "撤销" not in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"capacity": "media", "headcount": "1"}, "该字段是必填项。"),
        ({"name": "记者", "capacity": "member", "headcount": "1"}, "成员"),
        (
            {"person": "x", "name": "记者", "capacity": "media", "headcount": "1"},
            "选择一个有效的选项",
        ),
    ],
)
def test_nobody_is_put_back_who_could_not_be_added(sign_in, secretary, announced, fields, reason):
    before = Attendance.objects.count()

    page = sign_in(secretary).post(path(announced, "add-back"), fields, follow=True)

    assert reason in page.content.decode()
    assert Attendance.objects.count() == before


@pytest.mark.parametrize(
    ("role", "status"), [("member", 403), ("supervisor", 403), ("guest", 403), ("outsider", 404)]
)
def test_who_may_not_put_anybody_back(sign_in, cast, announced, guest_row, role, status):
    fields = {"name": "记者", "capacity": "media", "headcount": "1"}

    page = sign_in(cast[role]).post(path(announced, "add-back"), fields)

    assert page.status_code == status
    assert not Attendance.objects.filter(name="记者").exists()
