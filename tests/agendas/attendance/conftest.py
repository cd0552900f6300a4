"""A session of 31 March 2017 before its notice, and the same once the notice is out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance import actions
from agendas.attendance.models import Attendance
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import AttendanceFactory, SessionFactory, at


@pytest.fixture
def preparing(group, secretary) -> StudySession:
    session: StudySession = SessionFactory(
        group=group,
        created_by=secretary,
        stage=Stage.RESEARCH,
        starts_at=at("2017-03-31 14:30"),
        year=2017,
    )
    return session


@pytest.fixture
def announced(preparing: StudySession, leader, deputy, member, secretary) -> StudySession:
    """Leader, deputy and member are expected."""
    preparing.stage = Stage.MEETING
    preparing.save()
    actions.announce(session=preparing, by=secretary, at=at("2017-03-20 09:00"))
    return preparing


@pytest.fixture
def coming(announced: StudySession) -> StudySession:
    """The announced session, a month ahead of today."""
    announced.starts_at = timezone.now() + timedelta(days=30)
    announced.save()
    return announced


@pytest.fixture
def seat_of(announced):
    """The row of a person: ``seat_of(member)``."""
    return lambda person: Attendance.objects.get(session=announced, person=person)


@pytest.fixture
def guest_row(announced, guest) -> Attendance:
    """The guest on the list, for departments."""
    announced.guests.add(guest)
    return AttendanceFactory(session=announced, person=guest, capacity="department")
