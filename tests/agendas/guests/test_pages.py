"""Signing up by page, and the material a guest is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.files.actions import store
from agendas.attendance.models import Attendance, Capacity, Opening, OpeningKind
from agendas.guests.models import Seat, SeatState
from studygroups.groups.models import GroupRole
from tests.factories import attend, owe, paper_of, seat

pytestmark = pytest.mark.django_db


# --- signing up ---------------------------------------------------------------------------------


def test_one_click_signs_up_and_one_leaves_again(opening, switch, outsider, sign_in):
    switch()
    client = sign_in(outsider)
    assert opening.session.title in client.get("/sign-up/").content.decode()

    page = client.post(f"/openings/{opening.pk}/request-seat/", follow=True).content.decode()
    assert "报名已提交：已确认" in page
    client.post(f"/sign-up/{Seat.objects.get().pk}/withdraw/")

    assert not Attendance.objects.exists()
    assert Seat.objects.get().state == SeatState.WITHDRAWN


def test_with_the_switch_off_there_is_nothing_to_sign_up_for(opening, outsider, sign_in):
    client = sign_in(outsider)

    assert opening.session.title not in client.get("/sign-up/").content.decode()
    assert client.get(f"/sessions/{opening.session_id}/sign-up/").status_code == 404
    assert client.post(f"/openings/{opening.pk}/request-seat/").status_code == 404
    assert not Seat.objects.exists()


@pytest.mark.parametrize(("role", "may"), [("supervisor", True), ("member", False)])
def test_the_head_of_the_session_has_the_button_for_those_who_may(
    cast, opening, switch, sign_in, role, may
):
    switch()

    page = sign_in(cast[role]).get(f"/sessions/{opening.session_id}/").content.decode()

    assert (f"/sessions/{opening.session_id}/sign-up/" in page) is may


def test_who_signed_up_finds_his_seat_after_the_window_closed(opening, seat_for, outsider, sign_in):
    seat_for(SeatState.WAITING, outsider)

    page = sign_in(outsider).get(f"/sessions/{opening.session_id}/sign-up/").content.decode()

    assert "候补" in page
    assert "报名已截止" not in page


def test_another_ones_seat_does_not_exist_for_a_stranger(seat_for, outsider, member, sign_in):
    taken = seat_for(SeatState.WAITING)

    assert sign_in(outsider).post(f"/sign-up/{taken.pk}/withdraw/").status_code == 404
    assert Seat.objects.get().state == SeatState.WAITING


@pytest.fixture
def paper(coming, group):
    author = seat(group, GroupRole.MEMBER, full_name="作者")
    return paper_of(owe(coming, author), text="批而未供存量大。")


# --- the material -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shows", "capacity", "hours", "sees"),
    [
        (True, Capacity.MEDIA, None, True),
        (True, Capacity.MEDIA, -1, True),
        (True, Capacity.MEDIA, 1, False),
        (True, Capacity.EXTENDED, None, False),
        (True, Capacity.OBSERVER, None, True),
        (False, Capacity.MEDIA, None, False),
    ],
)
def test_a_guest_reads_the_material_his_opening_shows_from_then_on(
    coming, paper, guest, sign_in, shows, capacity, hours, sees
):
    begins = None if hours is None else timezone.now() + timedelta(hours=hours)
    Opening.objects.create(
        session=coming, kind=OpeningKind.MEDIA, shows_material=shows, visible_from=begins
    )
    coming.guests.add(guest)
    attend(coming, guest, capacity=capacity)
    client, address = sign_in(guest), f"/sessions/{coming.pk}/people/material/"

    assert client.get(address).status_code == (200 if sees else 404)
    link = client.get(f"/sessions/{coming.pk}/people/").content.decode()
    assert (address in link) is sees


def test_material_returned_to_its_author_is_not_shown(coming, paper, guest, sign_in):
    type(paper).objects.update(state="returned")
    Opening.objects.create(session=coming, kind=OpeningKind.MEDIA, shows_material=True)
    coming.guests.add(guest)
    attend(coming, guest, capacity=Capacity.MEDIA)

    assert sign_in(guest).get(f"/sessions/{coming.pk}/people/material/").status_code == 404


def test_the_file_of_the_material_is_his_only_where_it_is_shown(
    coming, paper, guest, secretary, pdf, sign_in
):
    type(paper).objects.update(file=store(pdf, by=secretary))
    opening = Opening.objects.create(session=coming, kind=OpeningKind.MEDIA, shows_material=True)
    coming.guests.add(guest)
    attend(coming, guest, capacity=Capacity.MEDIA)
    address = f"/sessions/{coming.pk}/people/material/{paper.pk}/"

    assert b"%PDF" in b"".join(sign_in(guest).get(address).streaming_content)
    type(opening).objects.update(shows_material=False)
    assert sign_in(guest).get(address).status_code == 404
