"""The notice: whom it expects and who hears of it."""

from __future__ import annotations

import pytest

from accounts.notices.models import Notice
from agendas.attendance import actions
from agendas.attendance.models import Attendance, Capacity, Status
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.agendas.attendance.listing import NOTICE
from tests.factories import SessionFactory, at

pytestmark = pytest.mark.django_db

DAY = at("2017-03-31 14:00")


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
