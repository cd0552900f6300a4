"""The room page without scripts, the screen, the phone, the sheet."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import Attendance, Origin, Status
from agendas.presence import rules
from agendas.presence.models import Mark, RoomCode
from agendas.sessions.models import StudySession
from studygroups.localrules.models import RuleKey
from tests.factories import AttendanceFactory, UserFactory, attend, lay_down

pytestmark = pytest.mark.django_db

POSTS = ("room", "room/undo", "room/code", "sheet/enter")


def path(session, part="room"):
    return f"/sessions/{session.pk}/people/{part}/"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("leader", 200),
        ("secretary", 200),
        ("member", 403),
        ("supervisor", 403),
        ("other_secretary", 404),
        ("outsider", 404),
    ],
)
def test_who_opens_the_pages_of_the_room(sign_in, cast, meeting, role, status):
    browser = sign_in(cast[role])

    for part in ("room", "screen", "sheet", "sheet/enter"):
        assert browser.get(path(meeting, part)).status_code == status
    if status != 200:
        for part in POSTS:
            assert browser.post(path(meeting, part), {"is_on": "on"}).status_code == status
    assert not RoomCode.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("part", "budget"), [("room", 13), ("sheet", 5), ("sheet/enter", 10)])
def test_the_pages_cost_the_same_for_one_guest_and_for_three(
    sign_in, secretary, meeting, django_assert_num_queries, part, budget, rows
):
    AttendanceFactory.create_batch(rows, session=meeting)
    browser = sign_in(secretary)

    with django_assert_num_queries(budget):
        assert browser.get(path(meeting, part)).status_code == 200


@pytest.mark.parametrize("typed", ["wangxm", "wxm", "xiaoming", "王小", "WXM"])
def test_a_name_is_found_by_its_signs_or_its_sounds(sign_in, secretary, meeting, typed):
    attend(meeting, UserFactory(full_name="王小明"))

    names = sign_in(secretary).get(path(meeting), {"q": typed}).content.decode()

    assert len(re.findall("<li data-row", names)) == (0 if typed == "wangxm" else 1)


def test_one_press_records_and_another_takes_it_back(sign_in, secretary, meeting, row, take_back):
    browser = sign_in(secretary)

    page = browser.post(
        path(meeting), {"said": "late", "row": f"{row.pk}:expected", "q": "cyd"}, follow=True
    )

    assert page.redirect_chain[-1][0].endswith("?q=cyd")
    assert "成员丁：迟到。" in page.content.decode()
    take_back(browser, page)
    row.refresh_from_db()
    assert row.status == Status.EXPECTED


@pytest.mark.parametrize("typed", ["", "x:expected", "1", f"{10**30}:expected", "1:nonsense"])
def test_a_row_nobody_can_read_is_refused(sign_in, secretary, meeting, typed):
    page = sign_in(secretary).post(path(meeting), {"said": "arrived", "row": typed})

    assert page.status_code == 422
    assert not Mark.objects.exists()


def test_a_hall_is_entered_by_its_number(sign_in, secretary, meeting):
    hall = AttendanceFactory(session=meeting, headcount=30)

    sign_in(secretary).post(
        path(meeting),
        {"said": "arrived", "row": f"{hall.pk}:expected", f"headcount-{hall.pk}": "27"},
    )

    hall.refresh_from_db()
    assert (hall.status, hall.headcount) == (Status.PRESENT, 27)


def test_both_sides_stand_on_the_page_and_one_is_chosen(
    sign_in,
    secretary,
    meeting,
    dispute,
    row,
):
    browser = sign_in(secretary)
    assert "保留“缺席”" in browser.get(path(meeting)).content.decode()

    browser.post(f"{path(meeting)}settle/{dispute.pk}/", {"is_taken": "on"})

    row.refresh_from_db()
    assert row.status == Status.PRESENT
    assert browser.post(f"{path(meeting)}settle/{10**9}/").status_code == 404


def test_the_worker_is_served_to_anybody_from_below_its_page(client, meeting):
    answer = client.get(f"{path(meeting)}worker.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert b"addEventListener" in answer.content


# --- the screen and the phone -------------------------------------------------------------------


def test_no_code_is_offered_where_the_local_rule_has_none(sign_in, secretary, meeting):
    browser = sign_in(secretary)

    assert "会场签到码" not in browser.get(path(meeting)).content.decode()
    assert "没有启用签到码" in browser.get(path(meeting, "screen")).content.decode()
    page = browser.post(path(meeting, "room/code"), {"is_on": "on"}, follow=True)
    assert "本地规则未启用会场签到码" in page.content.decode()
    assert not RoomCode.objects.exists()


def test_the_screen_shows_a_code_that_a_phone_signs_in_with(
    sign_in, secretary, member, meeting, row
):
    lay_down(meeting.group, RuleKey.ROOM_CODE, 1)
    browser = sign_in(secretary)
    browser.post(path(meeting, "room/code"), {"is_on": "on"})
    page = browser.get(path(meeting, "screen")).content.decode()
    code = re.findall(r'class="big">([^<]+)<', page)[0]
    assert "<svg" in page
    assert "自愿选用" in page

    phone = sign_in(member)
    assert meeting.title in phone.get(f"/checkin/{code}/").content.decode()
    assert Attendance.objects.get(pk=row.pk).status == Status.EXPECTED
    assert "已签到" in phone.post(f"/checkin/{code}/", follow=True).content.decode()

    row.refresh_from_db()
    assert (row.status, row.origin) == (Status.PRESENT, Origin.CODE)


def test_a_code_is_typed_where_it_cannot_be_scanned(sign_in, member, room_code, row):
    code = rules.code_at(room_code, timezone.now()).lower().replace("-", " ")

    assert (
        "已签到" in sign_in(member).post("/checkin/", {"code": code}, follow=True).content.decode()
    )


def test_who_is_not_on_the_list_reads_so_and_no_title(sign_in, outsider, room_code):
    code = rules.code_at(room_code, timezone.now())
    phone = sign_in(outsider)

    assert room_code.session.title not in phone.get(f"/checkin/{code}/").content.decode()
    page = phone.post("/checkin/", {"code": code})
    assert page.status_code == 422
    assert "您不在本次学习会的名单中" in page.content.decode()


def test_who_must_sign_in_first_keeps_the_moment_of_his_scan(client, member, room_code, row):
    at = timezone.now() - timedelta(minutes=3)
    code = rules.code_at(room_code, at)
    session = client.session
    session["scanned_code"] = [code, at.isoformat()]
    session.save()
    assert client.get(f"/checkin/{code}/").url.startswith("/accounts/login/?next=/checkin/")

    client.force_login(member)

    assert "已签到" in client.post(f"/checkin/{code}/", follow=True).content.decode()


def test_a_scan_is_kept_until_one_has_signed_in(client, room_code):
    code = rules.code_at(room_code, timezone.now())

    assert client.get(f"/checkin/{code}/").status_code == 302
    assert client.session["scanned_code"][0] == code
    client.get("/checkin/1-AAAAAAAA/")
    assert client.session["scanned_code"][0] == code


# --- the sheet ----------------------------------------------------------------------------------


def test_the_sheet_has_everybody_in_order_with_padded_names(sign_in, secretary, meeting):
    AttendanceFactory(session=meeting, name="张三", unit_name="报社")

    page = sign_in(secretary).get(path(meeting, "sheet")).content.decode()

    assert page.index("组长甲") < page.index("成员丁") < page.index("张　三")
    assert "病假" not in page


def test_who_signed_is_there_and_the_others_are_absent_if_wanted(
    sign_in, secretary, meeting, row, leader
):
    leave = attend(meeting, UserFactory(), status=Status.LEAVE)
    late = attend(meeting, UserFactory(), status=Status.LATE)

    sign_in(secretary).post(
        path(meeting, "sheet/enter"),
        {f"signed-{row.pk}": "on", f"signed-{late.pk}": "on", "misses": "on"},
    )

    rows = dict(Attendance.objects.filter(session=meeting).values_list("person", "status"))
    assert rows == {
        row.person_id: Status.PRESENT,
        leader.pk: Status.ABSENT,
        leave.person_id: Status.LEAVE,
        late.person_id: Status.LATE,
    }
    assert Attendance.objects.get(pk=row.pk).origin == Origin.SHEET


def test_a_sheet_entered_too_early_keeps_its_ticks(sign_in, secretary, meeting, row):
    StudySession.objects.update(starts_at=timezone.now() + timedelta(days=2), ends_at=None)

    page = sign_in(secretary).post(path(meeting, "sheet/enter"), {f"signed-{row.pk}": "on"})

    assert page.status_code == 422
    assert f'id="id_signed-{row.pk}" checked' in page.content.decode()
    assert "学习会尚未召开" in page.content.decode()
    row.refresh_from_db()
    assert row.status == Status.EXPECTED
