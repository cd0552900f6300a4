"""What hangs on a seat: what its holder owes, and whether it may be taken out as a mistake."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.people.models import Role, RoleGrant
from agendas.sessions.models import Decision
from agendas.workflow.actions import withdraw_seat
from agendas.workflow.rules import owed_in
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership
from tests.factories import UserFactory, attend, measure_of, owe, paper_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(group):
    person = UserFactory(unit=group.unit)
    RoleGrant.objects.create(person=person, role=Role.SECURITY_ADMIN, unit=group.unit)
    return person


@pytest.fixture
def place(member) -> Membership:
    return Membership.objects.select_related("group__unit", "person").get(person=member)


def decide(session, person, **facts) -> Decision:
    usual = {"matter": "topic", "outcome": "approved", "on": timezone.localdate()}
    return Decision.objects.create(session=session, by=person, **(usual | facts))


def test_what_is_open_is_counted_and_what_is_done_is_not(group, session, member, leader):
    session.stage, session.announced_at = Stage.MEETING, timezone.now()
    session.save()
    assert owed_in(group, member) == ""
    for owner in (member, leader):
        measure_of(session, owner=owner, due_on=date(2017, 12, 31))
    ended = {"status": "closed", "ended_on": timezone.localdate()}
    measure_of(session, owner=member, due_on=date(2017, 12, 31), **ended)
    duty = owe(session, member)
    attend(session, member)

    assert owed_in(group, member) == "措施 1 项、会前调研 1 项、参会答复 1 项"
    paper_of(duty)
    assert owed_in(group, member) == "措施 1 项、参会答复 1 项"


def test_a_seat_with_which_nothing_was_done_is_taken_out(by, place, session, member):
    attend(session, member)
    began = timezone.localdate() + timedelta(days=40)
    Membership.objects.filter(pk=place.pk).update(from_on=began)
    place.refresh_from_db()

    withdraw_seat(seat=place, by=by)

    assert not Membership.objects.filter(pk=place.pk).exists()
    assert LogEntry.objects.filter(kind="group.strike_seat", by=by).count() == 1


@pytest.mark.parametrize("use", [attend, owe, decide])
def test_a_seat_that_was_used_has_its_end_instead(by, place, session, member, use):
    use(session, member)

    with pytest.raises(ValidationError) as refused:
        withdraw_seat(seat=place, by=by)

    assert refused.value.code == "seat_used"
    assert Membership.objects.filter(pk=place.pk).exists()
    assert not LogEntry.objects.filter(kind="group.strike_seat").exists()


@pytest.mark.parametrize("who", ["leader", "secretary", "member", "supervisor", "outsider"])
def test_nobody_else_takes_a_seat_out(cast, place, who):
    with pytest.raises(PermissionDenied):
        withdraw_seat(seat=place, by=cast[who])

    assert Membership.objects.filter(pk=place.pk).exists()
