"""The people of a session on its pages: who sees what, adding, answering, recording."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.people.forms import MOST_FOUND
from agendas.attendance import actions
from agendas.attendance.models import (
    Attendance,
    Capacity,
    LeaveCategory,
    Opening,
    OpeningKind,
    Status,
)
from agendas.sessions.models import Decision
from studygroups.forms.models import Stage
from tests.factories import AttendanceFactory, SessionFactory, UserFactory, attend, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(announced):
    """The announced session, a month ahead of today."""
    announced.starts_at = timezone.now() + timedelta(days=30)
    announced.save()
    return announced


def path(session, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people", *map(str, more), ""])


def ask_leave(session, person, category=LeaveCategory.SICK):
    row = Attendance.objects.get(session=session, person=person)
    return actions.answer(
        attendance=row, by=person, at=timezone.now(), coming=False, leave_category=category
    )


# --- who sees what ------------------------------------------------------------------------------


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


def test_a_person_of_the_system_is_found_by_unit_and_added(sign_in, secretary, announced):
    planner = UserFactory(full_name="规划员", post="副局长")
    browser = sign_in(secretary)
    address = path(announced, "invite") + f"?person-q={planner.unit.name}"

    found = browser.get(address).content.decode()
    browser.post(address, {"person": planner.pk, "capacity": "department"})

    assert f"规划员（{planner.unit.name} 副局长）" in found
    assert Attendance.objects.get(person=planner).capacity == Capacity.DEPARTMENT
    assert planner in announced.guests.all()
    assert "规划员（" not in browser.get(address).content.decode()


@pytest.mark.parametrize("typed", ["zhangsan", "zs", "zhang san", "ZhangS"])
def test_a_person_is_found_by_his_pinyin(sign_in, secretary, announced, typed):
    UserFactory(full_name="张三")
    UserFactory(full_name="李四")

    html = sign_in(secretary).get(path(announced, "invite"), {"person-q": typed}).content.decode()

    assert "张　三（" in html
    assert "李　四（" not in html


def test_a_script_is_answered_with_the_list_alone(
    sign_in, secretary, announced, django_assert_num_queries
):
    UserFactory(full_name="张三")
    asking = {"HX-Request": "true", "HX-Target": "id_person_found"}
    browser = sign_in(secretary)

    with django_assert_num_queries(5):
        answer = browser.get(path(announced, "invite"), {"person-q": "zs"}, headers=asking)

    html = answer.content.decode()
    assert "张　三（" in html
    assert "<html" not in html
    assert "person-q" not in html


def test_guests_of_the_groups_last_sessions_are_offered_first(
    sign_in, secretary, announced, guest, group
):
    lately = SessionFactory(group=group, starts_at=timezone.now() - timedelta(days=90))
    attend(lately, guest, capacity=Capacity.EXTENDED)
    forgotten = UserFactory(full_name="很久以前")
    long_ago = SessionFactory(group=group, starts_at=timezone.now() - timedelta(days=200))
    attend(long_ago, forgotten, capacity=Capacity.EXTENDED)

    html = sign_in(secretary).get(path(announced, "invite")).content.decode()

    assert html.index("列席人（") < html.index(f"{secretary.full_name}（")
    assert html.count("近期") == 1
    assert forgotten.full_name not in html


def test_of_very_many_the_first_are_offered_and_the_rest_is_asked_for(
    sign_in, secretary, announced
):
    for number in range(MOST_FOUND + 1):
        UserFactory(post=f"规划科长{number}。")

    html = sign_in(secretary).get(path(announced, "invite"), {"person-q": "规划"}).content.decode()

    assert html.count("规划科长") == MOST_FOUND
    assert "只列出前 20 人" in html


def test_without_words_the_own_unit_is_offered_and_strangers_are_not(
    sign_in, secretary, announced, outsider, group
):
    colleague = UserFactory(unit=group.unit, full_name="本局科长")

    text = sign_in(secretary).get(path(announced, "invite")).content.decode()

    assert colleague.full_name in text
    assert outsider.full_name not in text


def test_the_same_person_twice_is_refused_on_the_page(sign_in, secretary, announced, guest_row):
    data = {"person": guest_row.person_id, "capacity": "media"}

    page = sign_in(secretary).post(path(announced, "invite"), data)

    assert page.status_code == 422
    assert "该人员已在名单中。" in page.content.decode()
    assert Attendance.objects.filter(person=guest_row.person).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_finding_people_costs_the_same_for_one_and_for_three(
    sign_in, secretary, announced, django_assert_num_queries, rows
):
    for _ in range(rows):
        UserFactory(post="规划科长")
    browser = sign_in(secretary)

    with django_assert_num_queries(10):
        page = browser.get(path(announced, "invite") + "?person-q=规划")

    assert page.content.decode().count("规划科长") == rows


def test_a_guest_is_taken_off_and_a_member_is_not(
    sign_in, secretary, announced, guest_row, seat_of, member
):
    browser = sign_in(secretary)

    text = browser.post(path(announced, guest_row.pk, "remove"), follow=True).content.decode()
    refused = browser.post(path(announced, seat_of(member).pk, "remove"), follow=True)

    assert "列席人已移出名单。" in text
    assert "中心组成员不能移出名单" in refused.content.decode()
    assert Attendance.objects.count() == 3


# --- answers and leave --------------------------------------------------------------------------


def test_a_member_says_that_he_comes(sign_in, member, coming, seat_of):
    browser = sign_in(member)
    shown = browser.get(path(coming)).content.decode()

    page = browser.post(path(coming, seat_of(member).pk, "answer"), {"coming": "yes"}, follow=True)

    assert "请假类别" in shown
    assert "答复已记录：参加。" in page.content.decode()
    assert seat_of(member).status == Status.COMING


def test_leave_without_a_category_is_asked_again(sign_in, member, coming, seat_of):
    page = sign_in(member).post(path(coming, seat_of(member).pk, "answer"), {"coming": "no"})

    assert page.status_code == 422
    assert "请选择请假类别。" in page.content.decode()
    assert seat_of(member).status == Status.EXPECTED


def test_a_guest_is_not_asked_why(sign_in, guest, coming, guest_row):
    browser = sign_in(guest)

    text = browser.get(path(coming)).content.decode()
    browser.post(path(coming, guest_row.pk, "answer"), {"coming": "no"})

    guest_row.refresh_from_db()
    assert "请假类别" not in text
    assert guest_row.status == Status.LEAVE


def test_once_it_began_nobody_is_offered_to_answer(sign_in, member, announced, seat_of):
    text = sign_in(member).get(path(announced)).content.decode()
    page = sign_in(member).post(path(announced, seat_of(member).pk, "answer"), {"coming": "yes"})

    assert 'name="coming"' not in text
    assert page.status_code == 422
    assert "学习会已经开始，请联系学习秘书。" in page.content.decode()


def test_the_leader_decides_on_the_page_of_the_part(sign_in, leader, member, coming, seat_of):
    row = ask_leave(coming, member)
    browser = sign_in(leader)

    shown = browser.get(path(coming)).content.decode()
    browser.post(path(coming, row.pk, "decide"), {"outcome": "approved", "reason": ""})

    assert "审定请假：成员丁" in shown
    assert seat_of(member).status == Status.LEAVE


def test_a_return_without_reason_is_asked_again(sign_in, leader, member, coming, seat_of):
    row = ask_leave(coming, member)

    page = sign_in(leader).post(path(coming, row.pk, "decide"), {"outcome": "returned"})

    assert page.status_code == 422
    assert "退回须写明理由。" in page.content.decode()
    assert seat_of(member).status == Status.LEAVE_ASKED


def test_the_secretary_enters_what_was_signed_on_paper(
    sign_in, secretary, leader, member, coming, seat_of, pdf
):
    row = ask_leave(coming, member)
    browser = sign_in(secretary)
    shown = browser.get(path(coming, row.pk)).content.decode()
    data = {
        "outcome": "approved",
        "signed_by": leader.pk,
        "signed_on": timezone.localdate().isoformat(),
        "scan": pdf,
    }

    browser.post(path(coming, row.pk, "decide"), data)

    assert "代录线下签批" in shown
    assert seat_of(member).status == Status.LEAVE
    assert Decision.objects.get().recorded_by == secretary


@pytest.mark.parametrize("role", ["member", "deputy"])
def test_whose_decision_it_is_not_is_refused(sign_in, cast, coming, role, seat_of):
    row = ask_leave(coming, cast["member"])

    answer = sign_in(cast[role]).post(path(coming, row.pk, "decide"), {"outcome": "approved"})

    assert answer.status_code == 403
    assert seat_of(cast["member"]).status == Status.LEAVE_ASKED


# --- presence -----------------------------------------------------------------------------------


def test_one_button_records_everybody_who_is_not_on_leave(
    sign_in, secretary, leader, deputy, member, announced, seat_of
):
    Attendance.objects.filter(person=member).update(status=Status.LEAVE)
    Attendance.objects.filter(person=deputy).update(status=Status.LEAVE_ASKED)
    browser = sign_in(secretary)
    form = browser.get(path(announced)).context["presence_form"]
    preset = {field.html_name: field.value() for _, field in form.lines()}

    browser.post(path(announced, "record"), preset)

    assert [seat_of(person).status for person in (leader, deputy, member)] == [
        Status.PRESENT,
        Status.LEAVE_ASKED,
        Status.LEAVE,
    ]


def test_a_status_that_is_none_is_refused_beside_its_row(
    sign_in, secretary, leader, announced, seat_of
):
    name = f"status-{seat_of(leader).pk}"

    page = sign_in(secretary).post(path(announced, "record"), {name: "coming"})

    assert page.status_code == 422
    assert page.context["presence_form"].errors.keys() == {name}
    assert seat_of(leader).status == Status.EXPECTED


def test_before_the_day_the_list_stands_without_the_form(sign_in, secretary, coming):
    browser = sign_in(secretary)

    text = browser.get(path(coming)).content.decode()
    refused = browser.post(path(coming, "record"), {})

    assert "到会登记" not in text
    assert "学习会尚未召开，不能登记到会情况。" in text
    assert refused.status_code == 422
    assert "学习会尚未召开，不能登记到会情况。" in refused.content.decode()


def test_the_figures_of_a_held_session(sign_in, secretary, leader, announced):
    Attendance.objects.filter(person=leader).update(status=Status.PRESENT)
    AttendanceFactory(session=announced, status=Status.PRESENT)
    announced.stage = Stage.CONVERSION
    announced.save()

    text = sign_in(secretary).get(path(announced)).content.decode()

    assert "33.3%" in text
    assert "1 / 3" in text
    assert "未达标" in text
    assert "其中媒体 1 人" in text
    assert "到会登记" not in text


@pytest.mark.parametrize("typed", ["%00", "a%00b", "a" * 41])
def test_words_nobody_can_look_for_find_nobody_or_what_is_left_of_them(
    sign_in, secretary, announced, typed
):
    page = sign_in(secretary).get(path(announced, "invite") + f"?person-q={typed}")

    assert page.status_code == 200


def test_a_new_member_is_added_by_the_secretary(sign_in, secretary, announced, group):
    late = seat(group, full_name="新成员")

    sign_in(secretary).post(path(announced, "invite"), {"person": late.pk, "capacity": "member"})

    assert Attendance.objects.get(person=late).capacity == Capacity.MEMBER


# --- answered by another ------------------------------------------------------------------------


def test_an_answer_entered_for_him_shows_who_entered_it_and_when_it_was_given(
    sign_in, secretary, member, coming, seat_of, pdf
):
    row, day = seat_of(member), timezone.localdate()
    browser = sign_in(secretary)
    form = browser.get(path(coming, row.pk)).content.decode()
    typed = {"coming": "no", "leave_category": "sick", "given_on": day.isoformat(), "scan": pdf}

    browser.post(path(coming, row.pk, "answer"), typed)

    mark = f"代答复：秘书丙，{day.year}年{day.month}月{day.day}日"
    assert 'name="given_on"' in form
    for page in (path(coming), path(coming, row.pk)):
        shown = browser.get(page).content.decode()
        assert mark in shown
        assert "病假" not in shown.replace('<option value="sick">病假</option>', "")
    assert mark in sign_in(member).get(path(coming)).content.decode()


def test_nobody_is_asked_when_he_gave_his_own_answer(sign_in, member, coming, seat_of):
    page = sign_in(member).get(path(coming, seat_of(member).pk)).content.decode()

    assert 'name="coming"' in page
    assert 'name="given_on"' not in page


def test_an_answer_given_tomorrow_is_refused_and_the_day_stays(
    sign_in, secretary, member, coming, seat_of
):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    typed = {"coming": "yes", "given_on": tomorrow}

    page = sign_in(secretary).post(path(coming, seat_of(member).pk, "answer"), typed)

    assert page.status_code == 422
    assert "提供日期不能晚于今天。" in page.content.decode()
    assert f'value="{tomorrow}"' in page.content.decode()
    assert seat_of(member).status == Status.EXPECTED


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
