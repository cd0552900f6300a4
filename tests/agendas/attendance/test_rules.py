"""Counting, gaps, order, and what a guest may read."""

from __future__ import annotations

import pytest

from agendas.attendance import rules
from agendas.attendance.actions import announce
from agendas.attendance.models import Attendance, Capacity, Opening, OpeningKind, Status
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole
from studygroups.localrules.models import LocalRule, RuleKey
from tests.factories import AttendanceFactory, SessionFactory, at, seat

pytestmark = pytest.mark.django_db

NOW = at("2017-03-31 15:00")


def tally(session):
    return rules.tally_of(session, Attendance.objects.filter(session=session), at=NOW)


def test_the_rate_counts_members_only_and_halls_count_every_head(announced, seat_of, leader):
    Attendance.objects.filter(pk=seat_of(leader).pk).update(status=Status.PRESENT)
    AttendanceFactory(session=announced, status=Status.PRESENT)
    AttendanceFactory(
        session=announced, capacity=Capacity.EXTENDED, headcount=40, status=Status.LATE
    )

    counted = tally(announced)

    assert (counted.expected, counted.present, round(counted.rate or 0, 1)) == (3, 1, 33.3)
    assert (counted.came, counted.media) == (42, 1)
    assert counted.through(OpeningKind.CADRE) == (40, 40)
    assert not counted.reaches_threshold


def test_the_threshold_is_the_local_one_of_the_day(announced, group, seat_of, leader):
    LocalRule.objects.create(
        unit=group.unit, key=RuleKey.RATE_THRESHOLD, value=30, from_on=at("2017-01-01").date()
    )
    Attendance.objects.filter(pk=seat_of(leader).pk).update(status=Status.PRESENT)

    counted = tally(announced)

    assert counted.threshold == 30
    assert counted.reaches_threshold


def test_without_members_there_is_no_rate(preparing):
    assert tally(preparing).rate is None


def test_the_list_stands_in_official_order(announced):
    AttendanceFactory(session=announced, capacity=Capacity.MEDIA, name="记者", order=0)
    AttendanceFactory(session=announced, capacity=Capacity.EXTENDED, name="科长", order=0)

    names = [row.name for row in Attendance.objects.filter(session=announced).in_order()]

    assert names == ["组长甲", "副组长乙", "成员丁", "科长", "记者"]


def test_the_notice_is_late_by_days_not_by_hours(preparing):
    on_time = rules.notice_gaps(preparing, at=at("2017-03-24 17:00"))
    late = rules.notice_gaps(preparing, at=at("2017-03-25 08:00"))

    assert on_time == []
    assert [(gap.code, gap.can_be_waived) for gap in late] == [("notice_late", True)]


def test_the_notice_needs_time_and_place(preparing):
    preparing.venue = ""

    assert [gap.code for gap in rules.notice_gaps(preparing, at=NOW)] == ["no_date"]


def test_everybody_on_the_list_has_to_be_accounted_for(announced):
    assert [gap.code for gap in rules.gaps(announced, at=at("2017-03-31 14:00"))] == ["not_begun"]
    assert [gap.text for gap in rules.gaps(announced, at=NOW)] == ["3 人未登记到会情况"]
    Attendance.objects.update(status=Status.ABSENT)
    assert rules.gaps(announced, at=NOW) == []
    Attendance.objects.all().delete()
    assert [gap.code for gap in rules.gaps(announced, at=NOW)] == ["attendance_missing"]


def test_leave_is_shown_to_whose_decision_it_is(announced, seat_of, leader, deputy, member):
    Attendance.objects.filter(person__in=(leader, member)).update(status=Status.LEAVE_ASKED)
    rows = list(Attendance.objects.filter(session=announced).select_related("session__group"))

    by_leader = rules.leave_to_decide(leader, announced, rows)
    by_deputy = rules.leave_to_decide(deputy, announced, rows)

    assert by_leader == [seat_of(member)]
    assert by_deputy == [seat_of(leader)]


@pytest.mark.parametrize("vacant", [True, False])
def test_without_a_leader_it_is_the_one_in_charge(preparing, group, secretary, vacant):
    first = seat(group, GroupRole.DEPUTY)
    acting = seat(group, GroupRole.DEPUTY)
    group.memberships.filter(person=acting).update(is_acting_head=vacant)

    preparing.stage = Stage.MEETING

    announce(session=preparing, by=secretary, at=at("2017-03-20 09:00"))

    chair = Attendance.objects.get(session=preparing, capacity=Capacity.CHAIR)
    assert chair.person == (acting if vacant else first)


def test_a_guest_reads_what_his_own_opening_shows(announced, guest_row, guest, outsider):
    made = {kind: Opening.objects.create(session=announced, kind=kind) for kind in OpeningKind}

    assert list(Opening.objects.admitting(guest)) == [made[OpeningKind.DEPARTMENT]]
    assert not Opening.objects.admitting(outsider).exists()


def test_an_observer_reads_what_any_opening_shows(announced, guest_row, guest):
    guest_row.capacity = Capacity.OBSERVER
    guest_row.save()
    made = [Opening.objects.create(session=announced, kind=kind) for kind in OpeningKind]

    assert list(Opening.objects.admitting(guest)) == made


def test_before_the_notice_nobody_learns_that_he_is_on_a_list(preparing, guest, secretary):
    row = AttendanceFactory(session=preparing, person=guest)

    assert not Attendance.objects.visible_to(guest).exists()
    assert list(Attendance.objects.visible_to(secretary)) == [row]


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("leader", 4),
        ("deputy", 4),
        ("secretary", 4),
        ("member", 1),
        ("guest", 1),
        ("supervisor", 0),
        ("other_secretary", 0),
        ("outsider", 0),
    ],
)
def test_who_sees_which_rows(cast, guest_row, role, sees):
    assert Attendance.objects.visible_to(cast[role]).count() == sees


def test_leave_waiting_for_a_decision_is_found(announced, seat_of, member):
    SessionFactory()
    Attendance.objects.filter(person=member).update(status=Status.LEAVE_ASKED)

    assert list(Attendance.objects.awaiting_decision()) == [seat_of(member)]
