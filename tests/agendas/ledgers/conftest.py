"""A session of 31 March 2017 that is held: one on leave, one absent, guests and a branch room."""

from __future__ import annotations

import pytest

from accounts.people.models import User
from agendas.attendance.models import Status
from agendas.minutes.models import AgendaItem
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import AttendanceFactory, SessionFactory, at, attend, seat


@pytest.fixture
def colleague(group) -> User:
    return seat(group, username="colleague", full_name="成员己")


@pytest.fixture
def held(group, leader, deputy, member, colleague, secretary, guest) -> StudySession:
    """Expected are four: two came, one of them late."""
    session: StudySession = SessionFactory(
        group=group,
        created_by=secretary,
        title="用地学习会",
        stage=Stage.CONVERSION,
        starts_at=at("2017-03-31 14:30"),
        announced_at=at("2017-03-20 09:00"),
    )
    attend(session, leader, status=Status.PRESENT, order=1, capacity="chair")
    attend(session, deputy, status=Status.LEAVE, order=2, leave_category="sick")
    attend(session, member, status=Status.ABSENT, order=4)
    attend(session, colleague, status=Status.LATE, order=5)
    attend(session, guest, status=Status.PRESENT, capacity="department")
    hall = {"name": "乡镇分会场", "headcount": 40, "capacity": "extended"}
    AttendanceFactory(session=session, status=Status.PRESENT, **hall)
    AttendanceFactory(session=session, status=Status.ABSENT, name="记者")
    session.guests.add(guest)
    return session


@pytest.fixture
def agenda(held) -> None:
    """Half an hour of it is discussion; the speech of two was not timed."""
    for kind, minutes, speaker in (
        ("lead_study", 10, "领学人"),
        ("speech", 20, "张　三"),
        ("speech", None, "张三、李四"),
        ("discussion", 30, ""),
    ):
        AgendaItem.objects.create(
            session=held, kind=kind, title=kind, minutes=minutes, speaker=speaker
        )
