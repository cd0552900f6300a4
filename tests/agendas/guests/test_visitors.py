"""Guests without an account: the form, the link, their page, and what the clock erases."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.notices.models import Letter
from accounts.notices.sending import send_due
from agendas.attendance.actions import remove_person
from agendas.attendance.models import Attendance, OpeningKind
from agendas.guests import actions
from agendas.guests.models import Seat, SeatState
from agendas.guests.tokens import token_of
from studygroups.localrules.models import RuleKey
from tests.agendas.guests.conftest import code

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def is_on(switch, on_board):
    switch(RuleKey.GUEST_SIGN_UP)


def fill(asked, **typed):
    usual = {
        "opening": asked.pk,
        "name": "记者甲",
        "unit_name": "县融媒体中心",
        "email": "Guest@example.org",
        "phone": "138 0000-0000",
    }
    return Client().post(f"/open/{asked.session_id}/sign-up/", usual | typed)


# --- the journey --------------------------------------------------------------------------------


def test_the_journey_of_a_guest_from_the_board_to_the_seat_and_out_again(
    opening, is_on, mailoutbox
):
    board = Client().get(f"/open/{opening.session_id}/").content.decode()
    assert f"/open/{opening.session_id}/sign-up/" in board

    assert "请查收邮件" in fill(opening).content.decode()
    assert not Attendance.objects.exists()
    assert not mailoutbox
    send_due(at=timezone.now())
    (mail,) = mailoutbox
    assert mail.to == ["guest@example.org"]
    (path,) = re.findall(r"/open/seats/\S+/", mail.body)

    page = Client().get(path).content.decode()
    assert "公开的名称" in page
    assert opening.session.venue not in page
    page = Client().post(f"{path}confirm/", follow=True).content.decode()
    assert "已确认" in page
    assert opening.session.venue in page
    row = Attendance.objects.get()
    assert (row.name, row.capacity, row.person) == ("记者甲", "social", None)

    Client().post(f"{path}cancel/")
    assert Seat.objects.get().state == SeatState.WITHDRAWN
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("off", ["switch", "board", "announced", "cadre", "begun", "backfilled"])
def test_the_pages_are_absent_where_it_is_off(opening, switch, request, off):
    if off != "switch":
        switch(RuleKey.GUEST_SIGN_UP)
    if off != "board":
        request.getfixturevalue("on_board")
    if off == "cadre":
        type(opening).objects.update(kind=OpeningKind.CADRE)
    heads = {
        "announced": {"announced_at": None},
        "begun": {"starts_at": timezone.now()},
        "backfilled": {"is_backfilled": True},
    }
    type(opening.session).objects.update(**heads.get(off, {"revision": 1}))

    path = f"/open/{opening.session_id}/sign-up/"
    assert Client().get(path).status_code == 404
    assert fill(opening).status_code == 404
    assert path not in Client().get(f"/open/{opening.session_id}/").content.decode()
    assert not Seat.objects.exists()


def test_outside_the_window_the_page_says_so_and_takes_nothing(opening, is_on):
    type(opening).objects.update(opens_at=timezone.now() + timedelta(days=1))

    page = Client().get(f"/open/{opening.session_id}/sign-up/").content.decode()

    assert "不在报名时间内" in page
    assert fill(opening).status_code == 422
    assert not Seat.objects.exists()


@pytest.mark.parametrize(
    "again",
    [{"email": "guest@EXAMPLE.org", "phone": ""}, {"email": "b@example.org"}],
    ids=["same_email", "same_phone"],
)
def test_a_second_sign_up_is_refused_without_saying_whose_the_first_was(opening, is_on, again):
    fill(opening)

    page = fill(opening, name="记者乙", **again)

    assert page.status_code == 422
    assert "已用于报名" in page.content.decode()
    assert "记者甲" not in page.content.decode()
    assert "记者乙" in page.content.decode()
    assert Seat.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"email": "no address"}, "邮件地址"),
        ({"phone": "call me"}, "手机号"),
        ({"name": ""}, "必填"),
        ({"opening": "999999"}, "选择"),
        ({"name": "\0"}, "空字符"),
    ],
)
def test_what_cannot_be_read_is_shown_again(opening, is_on, typed, reason):
    page = fill(opening, **typed)

    assert page.status_code == 422
    assert reason in page.content.decode()
    assert not Seat.objects.exists()


def test_nothing_typed_goes_into_the_mail_or_out_of_its_quotes(opening, is_on, mailoutbox):
    fill(opening, name=HOSTILE, unit_name=HOSTILE)
    send_due(at=timezone.now())

    assert HOSTILE not in mailoutbox[0].body
    page = Client().get(Letter.objects.get().path).content.decode()
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_one_address_is_written_to_three_times_an_hour(opening, is_on):
    answers = [fill(opening, phone="").status_code for _ in range(4)]

    assert answers == [200, 422, 422, 429]


# --- the link -----------------------------------------------------------------------------------


@pytest.fixture
def visitor(opening):
    """Somebody who has sent the form just now."""
    return Seat.objects.create(
        session=opening.session,
        opening=opening,
        name="记者甲",
        email="guest@example.org",
        phone="13800000000",
        state=SeatState.UNCONFIRMED,
    )


def test_an_expired_link_confirms_nothing(visitor):
    later = timezone.now() + timedelta(hours=25)

    with pytest.raises(ValidationError) as refused:
        actions.confirm_seat(seat=visitor, at=later)

    assert code(refused) == "expired"
    assert Seat.objects.get().state == SeatState.UNCONFIRMED


def test_a_link_works_once_and_again_does_no_harm(visitor):
    for _ in range(2):
        actions.confirm_seat(seat=visitor, at=timezone.now())

    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "1:foreign", "999999999999999999999:x", "%00"])
def test_a_foreign_token_leads_nowhere(visitor, token):
    signed = token_of(visitor)
    moved = f"{visitor.pk + 1}:{signed.partition(':')[2]}"

    for each in (token, moved):
        for more in ("", "confirm/", "cancel/", "calendar.ics"):
            ask = Client().post if more in ("confirm/", "cancel/") else Client().get
            assert ask(f"/open/seats/{each}/{more}").status_code == 404
    assert Seat.objects.get().state == SeatState.UNCONFIRMED


def test_who_has_no_seat_yet_reads_only_what_the_board_says(visitor, approved, on_board, secretary):
    path, session = f"/open/seats/{token_of(visitor)}/", approved.session
    actions.confirm_seat(seat=visitor, at=timezone.now())

    page = Client().get(path).content.decode()
    assert "公开的名称" in page
    assert session.title not in page
    assert session.venue not in page

    seats = list(Seat.objects.all())
    actions.decide_seats(
        session=session, seats=seats, approve=True, by=secretary, at=timezone.now()
    )
    page = Client().get(path).content.decode()
    assert session.title in page
    assert session.venue in page


def test_the_full_meeting_makes_a_guest_wait_and_writes_when_he_moves_up(
    visitor, opening, secretary
):
    type(opening).objects.update(quota=0)
    actions.confirm_seat(seat=visitor, at=timezone.now())
    assert Seat.objects.get().state == SeatState.WAITING

    type(opening).objects.update(quota=1)
    actions.settle_due(at=timezone.now())
    remove_person(attendance=Attendance.objects.get(), by=secretary, at=timezone.now())
    actions.settle_due(at=timezone.now())

    texts = [letter.text for letter in Letter.objects.order_by("pk")]
    assert ["候补" in texts[0], "已确认" in texts[1], "不再列入" in texts[2]] == [True] * 3


def test_the_calendar_entry_is_there_for_a_seat_that_stands(visitor, opening):
    path = f"/open/seats/{token_of(visitor)}/calendar.ics"
    assert Client().get(path).status_code == 404

    actions.confirm_seat(seat=visitor, at=timezone.now())
    answer = Client().get(path)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"SUMMARY:{opening.session.title}" in answer.content.decode()


# --- what the clock erases ----------------------------------------------------------------------


def test_phone_and_email_are_erased_thirty_days_after_the_session(visitor, opening):
    actions.confirm_seat(seat=visitor, at=timezone.now())
    link = f"/open/seats/{token_of(visitor)}/"
    day = opening.session.starts_at

    assert actions.erase_contacts(at=day + timedelta(days=30)) == 0
    assert actions.erase_contacts(at=day + timedelta(days=31)) == 1

    seat = Seat.objects.get()
    assert (seat.email, seat.phone, seat.name) == ("", "", "记者甲")
    assert not Letter.objects.exists()
    assert Client().get(link).status_code == 404
    entry = LogEntry.objects.get(kind="seat.erase")
    assert (entry.by, entry.fields) == (None, ["email", "phone"])
    assert "138" not in f"{entry.label}{entry.object_key}"
    assert actions.erase_contacts(at=day + timedelta(days=32)) == 0


def test_the_place_says_how_long_they_are_kept(visitor, opening, switch):
    switch(RuleKey.GUEST_DATA_DAYS, 5)

    assert actions.erase_contacts(at=opening.session.starts_at + timedelta(days=6)) == 1


def test_forms_nobody_confirmed_are_dropped_with_their_letter(opening, is_on):
    fill(opening)

    assert actions.drop_unconfirmed(at=timezone.now() + timedelta(hours=23)) == 0
    assert actions.drop_unconfirmed(at=timezone.now() + timedelta(hours=25)) == 1
    assert not Seat.objects.exists()
    assert not Letter.objects.exists()
