"""Who sees scheme, agenda, minutes and resolutions: the table of the domain, row by row."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.attendance.models import Capacity, Opening, OpeningKind
from agendas.minutes import actions
from agendas.minutes.models import AgendaItem, Minutes, Resolution, Scheme
from tests.factories import attend, scheme_of

pytestmark = pytest.mark.django_db

SEES = [
    # role, draft, confirmed
    ("leader", True, True),
    ("deputy", True, True),
    ("secretary", True, True),
    ("member", False, True),
    ("supervisor", False, True),
    ("guest", False, False),
    ("other_secretary", False, False),
    ("outsider", False, False),
]


@pytest.fixture
def agreed(meeting, secretary) -> Resolution:
    now = timezone.now()
    return actions.add_resolution(
        session=meeting, by=secretary, at=now, kind="consensus", text="先存量后增量"
    )


def invite(meeting, guest, capacity, kind, **shows):
    meeting.guests.add(guest)
    attend(meeting, guest, capacity=capacity)
    Opening.objects.create(session=meeting, kind=kind, **shows)


@pytest.mark.parametrize(("role", "sees"), [(role, draft) for role, draft, _ in SEES])
def test_who_sees_draft_minutes(cast, agreed, draft, role, sees):
    assert Minutes.objects.visible_to(cast[role]).exists() is sees
    assert Resolution.objects.visible_to(cast[role]).exists() is sees


@pytest.mark.parametrize(("role", "sees"), [(role, confirmed) for role, _, confirmed in SEES])
def test_who_sees_confirmed_minutes(cast, agreed, confirmed, role, sees):
    assert Minutes.objects.visible_to(cast[role]).exists() is sees
    assert Resolution.objects.visible_to(cast[role]).exists() is sees


@pytest.mark.parametrize("shows", [True, False])
def test_a_guest_sees_what_his_opening_shows(agreed, confirmed, meeting, guest, shows):
    AgendaItem.objects.create(session=meeting, kind="first", title="学习文件")
    invite(
        meeting, guest, Capacity.MEDIA, OpeningKind.MEDIA, shows_agenda=shows, shows_minutes=shows
    )

    assert AgendaItem.objects.visible_to(guest).exists() is shows
    assert Minutes.objects.visible_to(guest).exists() is shows
    assert Resolution.objects.visible_to(guest).exists() is shows


def test_a_journalist_sees_nothing_of_what_the_opening_to_cadres_shows(
    agreed, confirmed, meeting, guest
):
    invite(meeting, guest, Capacity.MEDIA, OpeningKind.CADRE, shows_minutes=True)
    Opening.objects.create(session=meeting, kind=OpeningKind.MEDIA, shows_agenda=False)

    assert not Minutes.objects.visible_to(guest)
    assert not AgendaItem.objects.visible_to(guest)


def test_a_guest_does_not_see_a_draft_his_opening_would_show(agreed, draft, meeting, guest):
    invite(meeting, guest, Capacity.EXTENDED, OpeningKind.CADRE, shows_minutes=True)

    assert not Minutes.objects.visible_to(guest)
    assert not Resolution.objects.visible_to(guest)


def test_a_guest_no_longer_invited_sees_nothing(agreed, confirmed, meeting, guest):
    invite(meeting, guest, Capacity.EXTENDED, OpeningKind.CADRE, shows_minutes=True)
    meeting.guests.remove(guest)

    assert not Minutes.objects.visible_to(guest)
    assert not AgendaItem.objects.visible_to(guest)


def test_the_supervisor_sees_nothing_before_the_session_is_announced(
    agreed, confirmed, meeting, supervisor
):
    meeting.announced_at = None
    meeting.save()

    assert not Minutes.objects.visible_to(supervisor)
    assert not AgendaItem.objects.visible_to(supervisor)


@pytest.mark.parametrize(
    ("role", "draft", "submitted", "approved", "demonstration"),
    [
        ("leader", True, True, True, True),
        ("deputy", True, True, True, True),
        ("secretary", True, True, True, True),
        ("member", False, True, True, True),
        ("supervisor", False, False, False, True),
        ("guest", False, False, False, False),
        ("other_secretary", False, False, False, False),
        ("outsider", False, False, False, False),
    ],
)
def test_who_sees_the_scheme(
    cast, planned, secretary, role, draft, submitted, approved, demonstration
):
    """The supervisor of a demonstration group before the session is announced."""
    invite(planned, cast["guest"], Capacity.MEDIA, OpeningKind.MEDIA, shows_agenda=True)
    scheme = scheme_of(planned, secretary)

    def sees(**state):
        Scheme.objects.filter(pk=scheme.pk).update(**state)
        return Scheme.objects.visible_to(cast[role]).exists()

    assert sees(state="draft") is draft
    assert sees(state="submitted") is submitted
    assert sees(state="approved") is approved
    type(planned.group).objects.update(is_demonstration=True)
    assert sees(state="approved") is demonstration
    assert sees(state="submitted") is submitted
