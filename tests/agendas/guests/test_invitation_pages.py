"""Inviting units on the page, and the page on which they answer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import Attendance
from agendas.guests.models import Invitation, InvitationState, SeatState
from tests.agendas.guests.conftest import EVERYBODY, LEADS
from tests.factories import UserFactory, attend

pytestmark = pytest.mark.django_db


def path(session, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people/guests", *map(str, more), ""])


def asked_of(session, by, **facts) -> Invitation:
    usual = {
        "unit_name": "县民政局",
        "capacity": "department",
        "headcount": 2,
        "answer_by": timezone.localdate() + timedelta(days=9),
    }
    return Invitation.objects.create(session=session, sent_by=by, **(usual | facts))


# --- 邀请与报名 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_opens_the_page_of_invitations_and_requests(cast, coming, sign_in, role):
    coming.guests.add(cast["guest"])
    status = sign_in(cast[role]).get(path(coming)).status_code

    strangers = {"other_secretary": 404, "outsider": 404}
    assert status == (200 if role in LEADS else strangers.get(role, 403))


def test_a_script_that_looks_for_a_contact_is_answered_with_the_list_alone(
    coming, secretary, sign_in, django_assert_num_queries
):
    UserFactory(full_name="张三")
    asking = {"HX-Request": "true", "HX-Target": "id_contact_found"}
    browser = sign_in(secretary)

    with django_assert_num_queries(5):
        answer = browser.get(path(coming), {"contact-q": "zs"}, headers=asking)

    html = answer.content.decode()
    assert "张　三（" in html
    assert "<html" not in html


def test_before_anything_is_typed_the_page_says_how_to_look_for_a_contact(
    coming, secretary, sign_in
):
    page = sign_in(secretary).get(path(coming)).content.decode()

    assert "填写姓名、拼音、单位或职务查找。" in page
    assert "没有找到符合的人员。" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_as_for_three(
    coming, opening, secretary, seat_for, sign_in, count, django_assert_num_queries
):
    for number in range(count):
        contact = UserFactory()
        asked = asked_of(coming, secretary, unit_name=f"县第{number}局", contact=contact)
        asked.named.add(attend(coming, UserFactory(), capacity="media"))
        seat_for(SeatState.ASKED)
        seat_for(SeatState.WAITING)
        row = attend(coming, UserFactory(), capacity="media")
        seat_for(SeatState.CONFIRMED, row.person, attendance=row)
    client = sign_in(secretary)

    with django_assert_num_queries(13):
        client.get(path(coming))


def test_a_unit_is_asked_reminded_and_taken_back_on_the_pages(coming, secretary, guest, sign_in):
    client = sign_in(secretary)
    day = timezone.localdate() + timedelta(days=5)
    typed = {"contact": guest.pk, "capacity": "media", "headcount": 2, "answer_by": day}

    client.post(path(coming, "invite"), typed)
    asked = Invitation.objects.get()
    assert "已提醒" in client.post(path(coming, "remind"), follow=True).content.decode()
    assert "没有可提醒" in client.post(path(coming, "remind"), follow=True).content.decode()
    page = client.post(f"/invitations/{asked.pk}/withdraw/", follow=True)

    assert "已撤回" in page.content.decode()
    assert not Invitation.objects.exists()


def test_a_refused_invitation_keeps_what_was_typed(coming, secretary, sign_in):
    typed = {
        "unit_name": "县民政局",
        "capacity": "media",
        "headcount": 7,
        "answer_by": "2017-03-01",
    }

    page = sign_in(secretary).post(path(coming, "invite"), typed)

    assert page.status_code == 422
    assert "回执截止日期应在" in page.content.decode()
    assert 'value="县民政局"' in page.content.decode()


def test_looking_for_a_contact_finds_him_by_his_pinyin(coming, secretary, sign_in):
    UserFactory(full_name="张三")

    page = sign_in(secretary).post(path(coming, "invite"), {"contact-q": "zs", "find": ""})

    assert "张　三" in page.content.decode()
    assert not Invitation.objects.exists()


def test_several_are_approved_at_once_and_nobody_chosen_is_said(
    approved, secretary, seat_for, sign_in
):
    client = sign_in(secretary)
    seats = [seat_for(SeatState.ASKED) for _ in range(2)]

    nobody = client.post(path(approved.session, "decide"), {"outcome": "approve"})
    assert nobody.status_code == 422
    assert "请选择报名人员" in nobody.content.decode()

    typed = {"outcome": "approve", "seats": [seat.pk for seat in seats]}
    page = client.post(path(approved.session, "decide"), typed, follow=True).content.decode()
    assert "已审核 2 人，其中 1 人候补" in page


def test_those_ticked_stay_ticked_when_it_is_refused(approved, secretary, seat_for, sign_in):
    own, other = seat_for(SeatState.ASKED, secretary), seat_for(SeatState.ASKED)

    page = sign_in(secretary).post(
        path(approved.session, "decide"), {"outcome": "refuse", "seats": [own.pk, other.pk]}
    )

    assert page.status_code == 422
    boxes = re.findall(r'<input[^>]*name="seats"[^>]*>', page.content.decode())
    assert ["checked" in box for box in boxes] == [True, True]


# --- the invitation -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_reads_an_invitation(cast, coming, secretary, guest, sign_in, role):
    asked = asked_of(coming, secretary, contact=guest)

    status = sign_in(cast[role]).get(f"/invitations/{asked.pk}/").status_code

    assert status == (200 if role in (*LEADS, "guest") else 404)


def test_the_contact_answers_with_names_as_lists_write_them(coming, secretary, guest, sign_in):
    asked = asked_of(coming, secretary, contact=guest)
    client = sign_in(guest)

    client.post(
        f"/invitations/{asked.pk}/reply/",
        {"coming": "yes", "names": "张　三　局长\n李四，科长\n\n"},
    )
    rows = Attendance.objects.order_by("name").values_list("name", "post")
    assert sorted(rows) == [("张三", "局长"), ("李四", "科长")]

    client.post(f"/invitations/{asked.pk}/reply/", {"coming": "no"})
    assert Invitation.objects.get().state == InvitationState.DECLINED


def test_a_refused_answer_keeps_the_names(coming, secretary, guest, sign_in):
    asked = asked_of(coming, secretary, contact=guest, headcount=1)

    page = sign_in(guest).post(
        f"/invitations/{asked.pk}/reply/", {"coming": "yes", "names": "张三\n李四"}
    )

    assert page.status_code == 422
    assert "参会人员超过邀请人数" in page.content.decode()
    assert "张三\n李四" in page.content.decode()
    assert not Attendance.objects.exists()
