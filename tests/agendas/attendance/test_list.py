"""The list of a session: who is put on it, by whom, and taken off."""

from __future__ import annotations

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from agendas.attendance import actions
from agendas.attendance.models import Attendance, Capacity, Opening, Status
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole, Membership
from tests.agendas.attendance.listing import NOTICE, add, code, open_media
from tests.factories import UnitFactory, UserFactory, at, seat

pytestmark = pytest.mark.django_db

DAY = at("2017-03-31 14:00")
LEADS = ("leader", "deputy", "secretary")
EVERYBODY = (*LEADS, "member", "supervisor", "other_secretary", "guest", "outsider")


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
