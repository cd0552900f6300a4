"""A session of 31 March 2017 that is over: the leader was there, two were not."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.files.actions import store
from agendas.attendance.models import Attendance, Status
from agendas.makeups import actions
from agendas.makeups.models import MakeUp, MaterialFile
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, at, attend

HELD_AT = at("2017-03-31 14:30")
NEXT_DAY = at("2017-04-01 09:00")
LATER = at("2017-04-10 09:00")


@pytest.fixture
def held(group, leader, deputy, member, secretary) -> StudySession:
    """The deputy was on leave, the member absent."""
    session: StudySession = SessionFactory(
        group=group,
        created_by=secretary,
        stage=Stage.CONVERSION,
        starts_at=HELD_AT,
        announced_at=at("2017-03-20 09:00"),
    )
    attend(session, leader, status=Status.PRESENT, order=1)
    attend(session, deputy, status=Status.LEAVE, order=2, leave_category="sick")
    attend(session, member, status=Status.ABSENT, order=3)
    return session


@pytest.fixture
def tasks(held, secretary) -> list[MakeUp]:
    return actions.make_tasks(session=held, by=secretary, at=NEXT_DAY)


@pytest.fixture
def task(tasks, member) -> MakeUp:
    """The member's own."""
    return MakeUp.objects.with_rows().get(attendance__person=member)


@pytest.fixture
def handed_in(task, member) -> MakeUp:
    return actions.hand_in(make_up=task, by=member, at=LATER, note="保护耕地是底线。")


@pytest.fixture
def correct(held):
    """Put another status on somebody's row, as a corrected list does."""

    def put(person, status: str = Status.PRESENT) -> None:
        Attendance.objects.filter(session=held, person=person).update(status=status)

    return put


@pytest.fixture
def attached(held: StudySession, secretary, pdf) -> MaterialFile:
    facts = {"session": held, "by": secretary, "at": timezone.now()}
    return actions.save_material(
        **facts, text="读会议记录", files=[store(pdf, by=secretary)]
    ).files.get()
