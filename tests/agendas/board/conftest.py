"""A session of 31 March 2017 before its notice, and the same once the notice is out."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Opening, OpeningKind
from agendas.board import actions
from agendas.board.models import PressMaterial
from agendas.board.rules import Opinion
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, at, attend, material_of


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
def announced(preparing: StudySession, leader, deputy, member) -> StudySession:
    preparing.stage, preparing.announced_at = Stage.MEETING, at("2017-03-20 09:00")
    preparing.save()
    return preparing


@pytest.fixture
def guest_row(announced, guest) -> Attendance:
    """The guest on the list, for departments."""
    announced.guests.add(guest)
    return attend(announced, guest, capacity="department")


@pytest.fixture
def journalist(announced, guest: User) -> User:
    """The guest as a journalist on the list of a session that is open to the media."""
    Opening.objects.create(session=announced, kind=OpeningKind.MEDIA)
    announced.guests.add(guest)
    attend(announced, guest, capacity="media")
    return guest


@pytest.fixture
def piece(announced, secretary) -> PressMaterial:
    """Material for the media that nobody reviewed yet."""
    return material_of(announced, secretary)


@pytest.fixture
def released(piece, leader) -> PressMaterial:
    yes = Opinion("approved", is_secrecy_checked=True, is_publicity_checked=True, revision=1)
    return actions.review_material(material=piece, by=leader, at=timezone.now(), opinion=yes)
