"""Who sees the head of a session: the first row of the table of rights."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership
from tests.factories import SessionFactory, UserFactory, supervisor_of

pytestmark = pytest.mark.django_db

GROUP = ("leader", "deputy", "secretary", "member")


def sees(person, session):
    return StudySession.objects.visible_to(person).filter(pk=session.pk).exists()


@pytest.mark.parametrize("role", [*GROUP, "supervisor", "guest", "other_secretary", "outsider"])
@pytest.mark.parametrize("announced", [False, True])
def test_the_head_of_a_session(cast, session, guest, role, announced):
    session.guests.add(guest)
    if announced:
        session.announced_at = timezone.now()
        session.save()

    expected = role in GROUP or (announced and role in ("supervisor", "guest"))

    assert sees(cast[role], session) is expected


def test_a_member_who_left_sees_it_no_more(session, member):
    Membership.objects.filter(person=member).update(until=timezone.localdate().replace(year=2018))

    assert not sees(member, session)


def test_above_the_direct_supervising_unit_nobody_sees_a_session(group, supervisor):
    session = SessionFactory(group=group, stage=Stage.MEETING, announced_at=timezone.now())
    above = supervisor_of(SessionFactory().group)
    colleague = UserFactory(unit=supervisor.unit)

    assert sees(supervisor, session)
    assert not sees(above, session)
    assert not sees(colleague, session)
