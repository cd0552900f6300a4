"""The notice, the list and its seats, presence."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from agendas.attendance import actions
from agendas.attendance.models import Attendance, Capacity, Opening, OpeningKind, Origin, Status
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole, Membership
from studygroups.years.models import GroupYear
from tests.factories import AttendanceFactory, SessionFactory, UnitFactory, UserFactory, at, seat

pytestmark = pytest.mark.django_db

NOTICE = at("2017-03-20 09:00")
DAY = at("2017-03-31 14:00")
LEADS = ("leader", "deputy", "secretary")
EVERYBODY = (*LEADS, "member", "supervisor", "other_secretary", "guest", "outsider")


def code(refused):
    """The refusal's code; where a form field names it, the first of them."""
    return refused.value.error_list[0].code if hasattr(refused.value, "error_list") else "invalid"


def add(session, by, **row):
    fields = {"capacity": Capacity.MEDIA, "name": "记者甲", "unit_name": "县融媒体中心", **row}
    return actions.add_person(session=session, by=by, at=NOTICE, **fields)


def open_media(session, by, quota):
    return actions.open_to(
        session=session,
        by=by,
        at=NOTICE,
        kind=OpeningKind.MEDIA,
        quota=quota,
        note="",
        shows_agenda=True,
        shows_minutes=False,
    )


# --- the notice ---------------------------------------------------------------------------------


def test_the_notice_expects_every_student_and_freezes_who_they_are(announced, member, secretary):
    member.full_name, member.post = "改名", "局长"
    member.save()

    rows = Attendance.objects.filter(session=announced).in_order()

    assert [(row.name, row.post, row.capacity) for row in rows] == [
        ("组长甲", "科长", Capacity.CHAIR),
        ("副组长乙", "科长", Capacity.MEMBER),
        ("成员丁", "科长", Capacity.MEMBER),
    ]
    assert announced.announced_at == NOTICE
    assert not Notice.objects.filter(recipient=secretary).exists()
    assert GroupYear.objects.get(group=announced.group, year=2017).is_stale


def test_announcing_again_tells_nobody_twice_and_keeps_the_answers(announced, seat_of, member):
    Attendance.objects.filter(person=member).update(status=Status.COMING)

    actions.announce(session=announced, by=announced.created_by, at=DAY)

    assert Attendance.objects.filter(session=announced).count() == 3
    assert seat_of(member).status == Status.COMING
    assert Notice.objects.filter(recipient=member).count() == 1
    assert announced.announced_at == NOTICE


def test_a_session_entered_after_it_was_held_invites_nobody(preparing, leader, secretary):
    preparing.stage = Stage.MEETING
    actions.announce(session=preparing, by=secretary, at=at("2017-06-01 09:00"))

    assert not Notice.objects.exists()
    assert Attendance.objects.filter(session=preparing).count() == 1


def test_a_notice_without_time_or_place_says_so(group, leader, secretary):
    session = SessionFactory(group=group, stage=Stage.MEETING, starts_at=None, venue="", year=2017)

    actions.announce(session=session, by=secretary, at=NOTICE)

    assert "，时间另行通知，地点另行通知。" in Notice.objects.get(recipient=leader).text


# --- the list -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_add_open_remove_and_record(cast, announced, guest_row, role):
    by = cast[role]
    attempts = (
        lambda: open_media(announced, by, 3),
        lambda: add(announced, by),
        lambda: actions.record_list(
            session=announced, by=by, at=DAY, statuses={guest_row.pk: Status.PRESENT}
        ),
        lambda: actions.remove_person(attendance=guest_row, by=by, at=NOTICE),
    )

    for act in attempts:
        if role in LEADS:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()

    assert Opening.objects.exists() is (role in LEADS)
    assert Attendance.objects.filter(name="记者甲").exists() is (role in LEADS)
    assert Attendance.objects.filter(person=cast["guest"]).exists() is (role not in LEADS)


def test_a_person_from_outside_becomes_a_guest_and_hears_when_the_notice_goes_out(
    preparing, secretary, guest, leader
):
    row = add(preparing, secretary, person=guest, capacity=Capacity.DEPARTMENT, name="别名")

    assert (row.name, row.unit_name, row.post) == ("列席人", guest.unit.name, "科长")
    assert guest in preparing.guests.all()
    assert not Notice.objects.exists()
    preparing.stage = Stage.MEETING
    actions.announce(session=preparing, by=secretary, at=NOTICE)
    assert Notice.objects.filter(recipient=guest).count() == 1


def test_who_is_added_after_the_notice_receives_it(announced, secretary, guest):
    add(announced, secretary, person=guest, capacity=Capacity.OBSERVER)

    assert "会议通知" in Notice.objects.get(recipient=guest).text


def test_guests_stand_by_unit_and_by_their_own_order(announced, secretary):
    later, sooner = UnitFactory(order=20, name="县财政局"), UnitFactory(order=10, name="县发改局")
    second = UserFactory(unit=later, order=1, full_name="财政二")
    first = UserFactory(unit=sooner, order=9, full_name="发改一")
    add(announced, secretary, name="来路不明", capacity=Capacity.DEPARTMENT, unit_name="某公司")
    add(announced, secretary, person=second, capacity=Capacity.DEPARTMENT)
    add(announced, secretary, name="发改末", capacity=Capacity.DEPARTMENT, unit_name="县发改局")
    add(announced, secretary, person=first, capacity=Capacity.DEPARTMENT)

    rows = Attendance.objects.filter(capacity=Capacity.DEPARTMENT).in_order()

    assert [row.name for row in rows] == ["发改一", "发改末", "财政二", "来路不明"]


def test_the_same_person_stands_on_the_list_once(announced, secretary, guest_row, guest):
    with pytest.raises(ValidationError) as refused:
        add(announced, secretary, person=guest)

    assert "该人员已在名单中。" in refused.value.messages
    assert Attendance.objects.filter(person=guest).count() == 1


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"headcount": -1}, "headcount"),
        ({"headcount": 0}, "headcount"),
        ({"capacity": Capacity.CHAIR}, "wrong_capacity"),
        ({"capacity": Capacity.MEMBER}, "not_member"),
        ({"capacity": "nonsense"}, "invalid"),
        ({"name": " "}, "invalid"),
    ],
)
def test_what_cannot_be_on_a_list(announced, secretary, row, expected):
    with pytest.raises(ValidationError) as refused:
        add(announced, secretary, **row)

    assert code(refused) == expected
    assert Attendance.objects.count() == 3


def test_a_person_counts_for_one(announced, secretary, guest):
    with pytest.raises(ValidationError) as refused:
        add(announced, secretary, person=guest, headcount=2)

    assert code(refused) == "headcount"
    assert guest not in announced.guests.all()


def test_a_member_comes_as_a_member_and_in_no_other_way(announced, secretary, group):
    late = seat(group)

    with pytest.raises(ValidationError) as refused:
        add(announced, secretary, person=late, capacity=Capacity.EXTENDED)

    assert code(refused) == "is_member"
    row = add(announced, secretary, person=late, capacity=Capacity.MEMBER)
    assert row.order == group.memberships.get(person=late).order
    assert late not in announced.guests.all()


@pytest.mark.parametrize("stage", [Stage.TOPIC, Stage.CONVERSION, Stage.FOLLOWUP])
def test_the_list_is_kept_from_research_until_the_meeting_is_over(preparing, secretary, stage):
    preparing.stage = stage
    preparing.save()

    with pytest.raises(ValidationError) as refused:
        add(preparing, secretary)
    with pytest.raises(ValidationError) as refused_opening:
        open_media(preparing, secretary, 3)

    assert code(refused) == code(refused_opening) == "wrong_stage"
    assert not Attendance.objects.exists()
    assert not Opening.objects.exists()


def test_a_guest_taken_off_the_list_is_told_and_no_longer_sees_the_session(
    announced, secretary, guest_row, guest
):
    key = guest_row.pk

    actions.remove_person(attendance=guest_row, by=secretary, at=NOTICE)

    assert not Attendance.objects.filter(person=guest).exists()
    assert guest not in announced.guests.all()
    assert "不再列入" in Notice.objects.get(recipient=guest).text
    assert LogEntry.objects.filter(
        kind="attendance.remove", object_key__endswith=f":{key}"
    ).exists()


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(actions.remove_person, id="removed"),
        pytest.param(partial(actions.answer, coming=True), id="answered"),
    ],
)
def test_a_row_somebody_else_took_off_meanwhile_is_refused(
    announced, secretary, guest, guest_row, act
):
    stale = Attendance.objects.get(pk=guest_row.pk)
    actions.remove_person(attendance=guest_row, by=secretary, at=NOTICE)
    logged, told = LogEntry.objects.count(), Notice.objects.count()
    announced.guests.add(guest)

    with pytest.raises(ValidationError) as refused:
        act(attendance=stale, by=secretary, at=NOTICE)

    assert code(refused) == "not_on_list"
    assert guest in announced.guests.all()
    assert (LogEntry.objects.count(), Notice.objects.count()) == (logged, told)


def test_who_became_a_member_meanwhile_is_judged_by_the_row_as_it_is_now(
    announced, secretary, guest, guest_row, group
):
    stale = Attendance.objects.get(pk=guest_row.pk)
    Membership.objects.create(
        group=group, person=guest, role=GroupRole.MEMBER, from_on=NOTICE.date()
    )
    Attendance.objects.filter(pk=guest_row.pk).update(capacity=Capacity.MEMBER)

    with pytest.raises(ValidationError) as refused:
        actions.remove_person(attendance=stale, by=secretary, at=NOTICE)

    assert code(refused) == "member_stays"
    assert Attendance.objects.filter(pk=guest_row.pk).exists()


def test_a_journalist_without_account_is_taken_off_in_silence(announced, secretary):
    row = add(announced, secretary)
    told = Notice.objects.count()

    actions.remove_person(attendance=row, by=secretary, at=NOTICE)

    assert not Attendance.objects.filter(name="记者甲").exists()
    assert Notice.objects.count() == told


def test_a_member_stays_on_the_list(announced, secretary, seat_of, member):
    with pytest.raises(ValidationError) as refused:
        actions.remove_person(attendance=seat_of(member), by=secretary, at=NOTICE)

    assert code(refused) == "member_stays"
    assert seat_of(member)


# --- quotas -------------------------------------------------------------------------------------


def test_a_full_opening_takes_nobody_more(preparing, secretary):
    open_media(preparing, secretary, 3)
    add(preparing, secretary, name="采访车", headcount=2)

    with pytest.raises(ValidationError) as refused:
        add(preparing, secretary, name="第二采访车", headcount=2)

    assert code(refused) == "full"
    assert Attendance.objects.count() == 1
    add(preparing, secretary)
    with pytest.raises(ValidationError):
        add(preparing, secretary, name="记者乙")


def test_other_capacities_are_not_counted_against_an_opening(preparing, secretary):
    open_media(preparing, secretary, 0)

    add(preparing, secretary, capacity=Capacity.EXTENDED)

    assert Attendance.objects.count() == 1


def test_an_opening_without_a_quota_is_never_full(preparing, secretary):
    open_media(preparing, secretary, None)

    add(preparing, secretary, headcount=500)

    assert Attendance.objects.count() == 1


def test_a_quota_is_not_cut_below_the_list(preparing, secretary):
    opening = open_media(preparing, secretary, 3)
    add(preparing, secretary, headcount=3)

    with pytest.raises(ValidationError) as refused:
        open_media(preparing, secretary, 2)

    assert code(refused) == "below_list"
    opening.refresh_from_db()
    assert opening.quota == 3


def test_setting_an_opening_again_changes_it(preparing, secretary):
    first = open_media(preparing, secretary, 3)

    second = open_media(preparing, secretary, 5)

    assert (second.pk, second.quota) == (first.pk, 5)
    kinds = LogEntry.objects.order_by("pk").values_list("kind", "fields")
    assert list(kinds)[-1] == ("opening.change", ["quota"])


def test_an_unknown_kind_of_opening_is_refused(preparing, secretary):
    with pytest.raises(ValidationError):
        actions.open_to(
            session=preparing,
            by=secretary,
            at=NOTICE,
            kind="nonsense",
            quota=1,
            note="",
            shows_agenda=True,
            shows_minutes=False,
        )

    assert not Opening.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_want_the_last_seat_and_one_gets_it(preparing, secretary):
    open_media(preparing, secretary, 1)
    start = threading.Barrier(8)
    outcomes: list[str | None] = []

    def ask(number: int) -> None:
        start.wait()
        try:
            add(preparing, secretary, name=f"记者{number}")
            outcomes.append("seated")
        except ValidationError as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(outcomes) == {"full": 7, "seated": 1}
    assert Attendance.objects.count() == 1


# --- presence -----------------------------------------------------------------------------------


def test_the_whole_list_is_recorded_at_once(announced, secretary, seat_of, leader, member):
    statuses = {seat_of(leader).pk: Status.PRESENT, seat_of(member).pk: Status.LATE}
    GroupYear.objects.update(is_stale=False)

    actions.record_list(session=announced, by=secretary, at=DAY, statuses=statuses)

    assert (seat_of(leader).status, seat_of(member).status) == (Status.PRESENT, Status.LATE)
    assert seat_of(member).origin == Origin.LIST
    assert LogEntry.objects.filter(kind="attendance.record").count() == 2
    assert GroupYear.objects.get(group=announced.group).is_stale


def test_how_a_presence_came_to_be_known_is_kept(announced, secretary, seat_of, member):
    actions.record_presence(
        attendance=seat_of(member),
        by=secretary,
        at=DAY,
        status=Status.PRESENT,
        origin=Origin.SHEET,
    )

    actions.record_list(
        session=announced, by=secretary, at=DAY, statuses={seat_of(member).pk: Status.PRESENT}
    )

    assert seat_of(member).origin == Origin.SHEET
    assert LogEntry.objects.filter(kind="attendance.record").count() == 1


@pytest.mark.parametrize("status", [Status.EXPECTED, Status.COMING, Status.LEAVE_ASKED, "x", ""])
def test_only_a_presence_is_recorded(announced, secretary, seat_of, leader, member, status):
    statuses = {seat_of(leader).pk: Status.PRESENT, seat_of(member).pk: status}

    with pytest.raises(ValidationError) as refused:
        actions.record_list(session=announced, by=secretary, at=DAY, statuses=statuses)

    assert code(refused) == "wrong_status"
    assert not Attendance.objects.filter(status=Status.PRESENT).exists()


def test_leave_is_not_recorded_without_a_decision(announced, secretary, seat_of, member):
    with pytest.raises(ValidationError) as refused:
        actions.record_presence(
            attendance=seat_of(member), by=secretary, at=DAY, status=Status.LEAVE
        )

    assert code(refused) == "not_on_leave"
    assert seat_of(member).status == Status.EXPECTED


def test_nothing_is_recorded_before_the_notice(preparing, secretary):
    row = add(preparing, secretary)

    with pytest.raises(ValidationError) as refused:
        actions.record_presence(attendance=row, by=secretary, at=DAY, status=Status.PRESENT)

    assert code(refused) == "not_announced"
    row.refresh_from_db()
    assert row.status == Status.EXPECTED


def test_nothing_is_recorded_before_the_day(announced, secretary, seat_of, member):
    with pytest.raises(ValidationError) as refused:
        actions.record_presence(
            attendance=seat_of(member),
            by=secretary,
            at=DAY - timedelta(days=1),
            status=Status.PRESENT,
        )

    assert code(refused) == "not_begun"


def test_nothing_is_recorded_once_the_stage_is_left(announced, secretary, seat_of, member):
    announced.stage = Stage.CONVERSION
    announced.save()

    with pytest.raises(ValidationError) as refused:
        actions.record_presence(
            attendance=seat_of(member), by=secretary, at=DAY, status=Status.PRESENT
        )

    assert code(refused) == "wrong_stage"


def test_a_row_of_another_session_is_not_recorded(announced, secretary, seat_of, member):
    strange = AttendanceFactory()

    with pytest.raises(ValidationError) as refused:
        actions.record_list(
            session=announced,
            by=secretary,
            at=DAY,
            statuses={seat_of(member).pk: Status.PRESENT, strange.pk: Status.PRESENT},
        )

    assert code(refused) == "not_on_list"
    assert not Attendance.objects.filter(status=Status.PRESENT).exists()
