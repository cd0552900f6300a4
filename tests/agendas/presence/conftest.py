"""A meeting that began a few minutes ago, its members on the list."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.actions import record_presence
from agendas.attendance.models import Attendance, Status
from agendas.presence import actions
from agendas.presence.models import Mark, RoomCode, Said
from agendas.presence.rules import Word
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from studygroups.localrules.models import RuleKey
from tests.factories import SessionFactory, attend, lay_down


@pytest.fixture
def meeting(group, secretary, leader, member) -> StudySession:
    """Begun five minutes ago, two hours long; leader and member are expected."""
    begun = timezone.now() - timedelta(minutes=5)
    session: StudySession = SessionFactory(
        group=group,
        created_by=secretary,
        stage=Stage.MEETING,
        starts_at=begun,
        ends_at=begun + timedelta(hours=2),
        year=begun.year,
        announced_at=begun - timedelta(days=8),
    )
    attend(session, leader, order=1)
    attend(session, member, order=2)
    return session


@pytest.fixture
def row(meeting, member) -> Attendance:
    """The member's."""
    return Attendance.objects.get(session=meeting, person=member)


@pytest.fixture
def room_code(meeting) -> RoomCode:
    lay_down(meeting.group, RuleKey.ROOM_CODE, 1)
    return RoomCode.objects.create(session=meeting, secret="s" * 64)


def word(row, said=Said.ARRIVED, **facts):
    """One press on that row, as it stands now."""
    usual = {"key": uuid.uuid4(), "seen": row.status, "marked_at": timezone.now()}
    return Word(row=row.pk, said=said, **(usual | facts))


@pytest.fixture
def merge(meeting, secretary):
    """The outcome or the refusal's code of each word, from one browser unless told otherwise."""
    device = uuid.uuid4()

    def send(*words: Word, session=meeting, device=device, **facts):
        usual = {"by": secretary, "at": timezone.now(), "device": device}
        merged = actions.merge_marks(session=session, words=words, **(usual | facts))
        return [(one.mark and one.mark.outcome) or str(one.refusal) for one in merged]

    return send


@pytest.fixture
def dispute(meeting, row, merge, leader) -> Mark:
    """Marked 到会 without a network, while somebody else recorded 缺席."""
    offline = word(row)
    record_presence(attendance=row, by=leader, at=timezone.now(), status=Status.ABSENT)
    assert merge(offline) == ["conflict"]
    return Mark.objects.select_related("session").get()
