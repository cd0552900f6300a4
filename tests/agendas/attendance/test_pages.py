"""The part 参会: who opens it and who reads what on it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.attendance import actions
from agendas.attendance.models import (
    Attendance,
    Opening,
    OpeningKind,
    Status,
)
from tests.agendas.attendance.pages import ask_leave, path
from tests.factories import AttendanceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "names", "counts"),
    [
        ("leader", True, True),
        ("deputy", True, True),
        ("secretary", True, True),
        ("member", False, False),
        ("guest", False, False),
        ("supervisor", False, True),
    ],
)
def test_who_reads_names_and_who_reads_counts(
    sign_in, cast, announced, guest_row, role, names, counts
):
    AttendanceFactory(session=announced, name="记者甲")
    Opening.objects.create(session=announced, kind=OpeningKind.MEDIA, quota=5)

    page = sign_in(cast[role]).get(path(announced))

    text = page.content.decode()
    assert ("记者甲" in text) is names
    assert ("副组长乙" in text) is (names or role == "deputy")
    assert ("参学率" in text) is counts
    assert ("已列入 1 人" in text) is counts
    assert "名额 5 人" in text
    assert ("添加参会人员" in text) is names
    assert ("本人参会" in text) is (role in ("leader", "deputy", "member", "guest"))


@pytest.mark.parametrize("role", ["other_secretary", "outsider"])
@pytest.mark.parametrize("more", ["", "add", "record", "invite", "openings/media"])
def test_to_a_stranger_the_session_does_not_exist(sign_in, cast, announced, role, more):
    browser = sign_in(cast[role])
    address = path(announced, more) if more else path(announced)

    assert browser.get(address).status_code in (404, 405)
    assert browser.post(address, {}).status_code in (404, 405)


@pytest.mark.parametrize(
    ("more", "data"),
    [
        ("add", {"name": "记者", "unit_name": "报社", "capacity": "media"}),
        ("add-hall", {"name": "分会场", "headcount": 9, "capacity": "extended"}),
        ("invite", {}),
        ("record", {}),
        ("openings/media", {"quota": 3}),
    ],
)
@pytest.mark.parametrize("role", ["guest", "member", "supervisor"])
def test_who_is_not_entitled_is_refused(sign_in, cast, announced, guest_row, role, more, data):
    answer = sign_in(cast[role]).post(path(announced, more), data)

    assert answer.status_code == 403
    assert Attendance.objects.count() == 4
    assert not Opening.objects.exists()


def test_illness_is_read_by_the_decider_and_himself_and_by_nobody_else(
    sign_in, cast, coming, guest_row
):
    row = ask_leave(coming, cast["member"])

    readers = {
        role
        for role in ("leader", "deputy", "secretary", "member", "guest", "supervisor")
        for address in (path(coming), path(coming, row.pk), f"/sessions/{coming.pk}/record/")
        if "病假</" in sign_in(cast[role]).get(address).content.decode().replace("</option>", "")
    }

    assert readers == {"leader", "member"}


def test_once_decided_the_papers_of_the_group_say_leave_alone(sign_in, cast, coming):
    row = ask_leave(coming, cast["member"])
    actions.decide_leave(attendance=row, by=cast["leader"], at=timezone.now(), outcome="approved")

    for role in ("leader", "deputy", "secretary"):
        text = sign_in(cast[role]).get(path(coming, row.pk)).content.decode()
        assert "请假类别</dt>" not in text
        assert "病假</dd>" not in text


def test_somebody_elses_row_does_not_exist(sign_in, member, leader, announced, seat_of):
    browser = sign_in(member)

    assert browser.get(path(announced, seat_of(leader).pk)).status_code == 404
    assert browser.get(path(announced, seat_of(member).pk)).status_code == 200
    posted = browser.post(path(announced, seat_of(leader).pk, "answer"), {"coming": "yes"})
    assert posted.status_code == 404
    assert seat_of(leader).status == Status.EXPECTED
