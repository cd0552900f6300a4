"""Openings' sign-up, seats and invitations in the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import Attendance
from agendas.guests.models import Invitation, Seat, SeatState

pytestmark = pytest.mark.django_db


def test_a_seat_is_requested_through_its_opening(opening, switch, outsider, api):
    switch()
    path = f"/api/v1/openings/{opening.pk}/request-seat/"

    answer = api(outsider).post(path)

    assert (answer.status_code, answer.json()["state"]) == (201, "confirmed")
    again = api(outsider).post(path)
    assert (again.status_code, again.json()["code"]) == (409, "already_seated")
    assert Seat.objects.count() == 1


def test_an_opening_that_takes_nobody_does_not_exist_for_strangers(opening, outsider, member, api):
    path = f"/api/v1/openings/{opening.pk}/request-seat/"

    assert api(outsider).post(path).status_code == 404
    refused = api(member).post(path)
    assert (refused.status_code, refused.json()["code"]) == (409, "off")
    assert not Seat.objects.exists()


@pytest.mark.parametrize("role", ["secretary", "member", "guest", "outsider"])
def test_seats_show_no_way_to_reach_anybody_and_only_leads_see_all(
    cast, seat_for, guest, role, api
):
    seat_for(SeatState.WAITING, guest)
    seat_for(SeatState.ASKED, email="x@example.org", phone="13800000000")

    answer = api(cast[role]).get("/api/v1/seats/")

    assert answer.json()["count"] == {"secretary": 2, "guest": 1}.get(role, 0)
    assert "x@example.org" not in answer.content.decode()
    assert "13800000000" not in answer.content.decode()


def test_a_seat_is_decided_and_given_back(approved, seat_for, secretary, guest, api):
    seat = seat_for(SeatState.ASKED, guest)
    path = f"/api/v1/seats/{seat.pk}"

    assert api(guest).post(f"{path}/decide/", {"approve": True}).status_code == 403
    answer = api(secretary).post(f"{path}/decide/", {"approve": True})
    assert answer.json()["state"] == "confirmed"
    assert api(secretary).post(f"{path}/withdraw/").status_code == 403
    assert api(guest).post(f"{path}/withdraw/").json()["state"] == "withdrawn"


def test_a_unit_is_asked_and_answers(coming, secretary, guest, api):
    body = {
        "session": coming.pk,
        "contact": guest.pk,
        "capacity": "department",
        "headcount": 2,
        "answer_by": timezone.localdate() + timedelta(days=3),
    }
    made = api(secretary).post("/api/v1/invitations/", body)
    path = f"/api/v1/invitations/{made.json()['id']}/reply/"

    assert (made.status_code, made.json()["unit"]) == (201, guest.unit.name)
    answer = api(guest).post(path, {"names": [{"name": "张三", "post": "局长"}]}, format="json")
    assert answer.json()["named"] == [{"name": "张三", "post": "局长"}]
    assert api(guest).post(path, {"names": []}, format="json").json()["state"] == "declined"
    assert not Attendance.objects.exists()
    assert api(secretary).post("/api/v1/invitations/", body | {"contact": ""}).status_code == 400


@pytest.mark.parametrize(("role", "count"), [("secretary", 1), ("member", 0), ("guest", 1)])
def test_who_sees_an_invitation(cast, coming, secretary, guest, role, count, api):
    Invitation.objects.create(
        session=coming,
        unit_name="县民政局",
        contact=guest,
        capacity="department",
        headcount=1,
        answer_by=timezone.localdate(),
        sent_by=secretary,
    )

    assert api(cast[role]).get("/api/v1/invitations/").json()["count"] == count


def test_an_opening_says_when_and_how_one_may_sign_up(coming, secretary, api):
    body = {
        "session": coming.pk,
        "kind": "cadre",
        "opens_at": "2017-03-20T09:00:00+08:00",
        "closes_at": "2017-03-19T09:00:00+08:00",
        "admission": "first_come",
        "shows_material": True,
    }

    assert api(secretary).post("/api/v1/openings/", body).status_code == 409
    body["closes_at"] = "2017-03-29T09:00:00+08:00"
    made = api(secretary).post("/api/v1/openings/", body).json()
    assert (made["admission"], made["shows_material"], made["visible_from"]) == (
        "first_come",
        True,
        None,
    )
