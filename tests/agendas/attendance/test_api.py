"""Openings and the list over the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance import actions
from agendas.attendance.models import Attendance, Opening, OpeningKind, Status
from tests.factories import AttendanceFactory

pytestmark = pytest.mark.django_db

ROWS = "/api/v1/attendances/"
OPENINGS = "/api/v1/openings/"


@pytest.fixture
def coming(announced):
    announced.starts_at = timezone.now() + timedelta(days=30)
    announced.save()
    return announced


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("secretary", 4),
        ("member", 1),
        ("guest", 1),
        ("supervisor", 0),
        ("other_secretary", 0),
        ("outsider", 0),
    ],
)
def test_who_lists_which_rows(api, cast, announced, guest_row, role, sees):
    assert api(cast[role]).get(ROWS).data["count"] == sees


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    api, secretary, preparing, django_assert_num_queries, rows
):
    AttendanceFactory.create_batch(rows, session=preparing)
    client = api(secretary)

    with django_assert_num_queries(2):
        answer = client.get(ROWS, {"session": preparing.pk})

    assert answer.data["count"] == rows


def test_a_row_says_what_the_contract_names_and_never_why_he_is_on_leave(
    api, secretary, coming, seat_of, member
):
    actions.answer(
        attendance=seat_of(member),
        by=member,
        at=timezone.now(),
        coming=False,
        leave_category="sick",
    )

    row = api(secretary).get(f"{ROWS}{seat_of(member).pk}/")

    assert row.data == {
        "id": seat_of(member).pk,
        "session": coming.pk,
        "person": member.pk,
        "name": "成员丁",
        "unit": member.unit.name,
        "post": "科长",
        "headcount": 1,
        "capacity": "member",
        "status": "leave_asked",
        "origin": "",
        "proxy": None,
    }
    assert "sick" not in row.content.decode()


def test_a_journalist_is_added_and_the_second_finds_no_seat(api, secretary, announced):
    client = api(secretary)
    client.post(OPENINGS, {"session": announced.pk, "kind": "media", "quota": 1})
    data = {"session": announced.pk, "capacity": "media", "name": "记者甲", "unit": "报社"}

    first = client.post(ROWS, data)
    second = client.post(ROWS, {**data, "name": "记者乙"})

    assert (first.status_code, first.data["unit"]) == (201, "报社")
    assert (second.status_code, second.data["code"]) == (409, "full")
    assert second.data["detail"] == "该类开放剩余名额不足。"
    assert not Attendance.objects.filter(name="记者乙").exists()


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"capacity": "nonsense"}, 400, "invalid"),
        ({"capacity": "chair"}, 400, "invalid"),
        ({"capacity": "member"}, 409, "not_member"),
        ({"name": ""}, 400, "invalid"),
        ({"headcount": -1}, 409, "headcount"),
        ({"headcount": "many"}, 400, "invalid"),
        ({"headcount": 10**12}, 400, "invalid"),
        ({"person": 0}, 400, "invalid"),
        ({"session": 0}, 400, "invalid"),
    ],
)
def test_bad_rows_are_answered_with_code_and_sentence(
    api, secretary, announced, wrong, status, code
):
    data = {"session": announced.pk, "capacity": "media", "name": "记者甲", **wrong}

    answer = api(secretary).post(ROWS, data)

    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert answer.data["detail"]
    assert Attendance.objects.count() == 3


def test_a_person_counts_for_one_and_stands_there_once(api, secretary, announced, guest):
    client = api(secretary)
    data = {"session": announced.pk, "capacity": "media", "person": guest.pk}

    many = client.post(ROWS, {**data, "headcount": 2})
    once = client.post(ROWS, data)
    twice = client.post(ROWS, data)

    assert (many.status_code, many.data["code"]) == (409, "headcount")
    assert (once.status_code, once.data["name"]) == (201, "列席人")
    assert (twice.status_code, twice.data["detail"]) == (409, "该人员已在名单中。")


def test_setting_an_opening_twice_changes_it(api, secretary, preparing):
    client = api(secretary)
    data = {"session": preparing.pk, "kind": "media", "quota": 3}

    client.post(OPENINGS, data)
    answer = client.post(OPENINGS, {**data, "quota": None, "shows_minutes": True})

    opening = Opening.objects.get()
    assert answer.status_code == 201
    assert (opening.quota, opening.shows_agenda, opening.shows_minutes) == (None, True, True)


@pytest.mark.parametrize("quota", [-1, 10**9, "x"])
def test_a_bad_quota_is_refused(api, secretary, preparing, quota):
    answer = api(secretary).post(
        OPENINGS, {"session": preparing.pk, "kind": "media", "quota": quota}
    )

    assert answer.status_code == 400
    assert "quota" in answer.data["fields"]
    assert not Opening.objects.exists()


def test_openings_are_seen_by_whoever_sees_the_session(api, cast, announced, guest_row):
    Opening.objects.create(session=announced, kind=OpeningKind.MEDIA)

    counts = {role: api(cast[role]).get(OPENINGS).data["count"] for role in cast}

    assert {role for role, count in counts.items() if count} == {
        "leader",
        "deputy",
        "secretary",
        "member",
        "supervisor",
        "guest",
    }


def test_a_guest_adds_nobody_and_a_stranger_finds_no_session(
    api, guest, outsider, announced, guest_row
):
    data = {"session": announced.pk, "capacity": "media", "name": "记者甲"}

    assert api(guest).post(ROWS, data).status_code == 403
    assert api(outsider).post(ROWS, data).status_code == 400
    assert api(outsider).get(f"{ROWS}{guest_row.pk}/").status_code == 404
    assert Attendance.objects.count() == 4


def test_an_answer_a_leave_and_its_decision(api, member, leader, coming, seat_of):
    address = f"{ROWS}{seat_of(member).pk}/"

    without = api(member).post(f"{address}answer/", {"coming": False})
    asked = api(member).post(f"{address}answer/", {"coming": False, "leave_category": "duty"})
    own = api(member).post(f"{address}decide-leave/", {"outcome": "approved"})
    returned = api(leader).post(f"{address}decide-leave/", {"outcome": "returned"})
    granted = api(leader).post(f"{address}decide-leave/", {"outcome": "approved"})

    assert (without.status_code, without.data["code"]) == (409, "needs_category")
    assert (asked.status_code, asked.data["status"]) == (200, "leave_asked")
    assert own.status_code == 403
    assert (returned.status_code, returned.data["code"]) == (409, "needs_reason")
    assert granted.data["status"] == "leave"


def test_presence_is_recorded_on_the_day(api, secretary, member, announced, seat_of):
    address = f"{ROWS}{seat_of(member).pk}/record/"
    client = api(secretary)

    wrong = client.post(address, {"status": "coming"})
    unknown = client.post(address, {"status": "asleep"})
    own = api(member).post(address, {"status": "present"})
    done = client.post(address, {"status": "present", "origin": "sheet"})

    assert (wrong.status_code, wrong.data["code"]) == (409, "wrong_status")
    assert unknown.status_code == 400
    assert own.status_code == 403
    assert (done.data["status"], done.data["origin"]) == ("present", "sheet")


def test_nothing_is_recorded_before_the_notice(api, secretary, preparing):
    row = AttendanceFactory(session=preparing)

    answer = api(secretary).post(f"{ROWS}{row.pk}/record/", {"status": "present"})

    assert (answer.status_code, answer.data["code"]) == (409, "not_announced")
    row.refresh_from_db()
    assert row.status == Status.EXPECTED


def test_an_answer_given_to_the_secretary_says_who_entered_it(
    api, secretary, coming, seat_of, member
):
    day = timezone.localdate().isoformat()
    address = f"{ROWS}{seat_of(member).pk}/answer/"

    early = api(secretary).post(address, {"coming": True, "given_on": "1990-01-01"})
    done = api(secretary).post(address, {"coming": True, "given_on": day})

    assert (early.status_code, early.json()["code"]) == (409, "too_early")
    mark = done.json()["proxy"]
    assert (mark["entered_by"], mark["given_on"]) == ("秘书丙", day)
