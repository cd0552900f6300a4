"""A session that its supervisor may observe, some weeks of March 2017 ahead, and its team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.people.models import Role, RoleGrant
from agendas.observing.actions import agree
from agendas.observing.models import ObservationState
from studygroups.forms.models import Stage
from studygroups.groups.models import Supervision
from tests.factories import (
    SessionFactory,
    StudyGroupFactory,
    UnitFactory,
    UserFactory,
    at,
    observation_of,
    supervisor_of,
)

CHOSEN = at("2017-03-20 09:00")
OVER = at("2017-04-05 09:00")


def ahead(group, *, days=20, **facts):
    now = timezone.now()
    facts = {"starts_at": now + timedelta(days=days), "announced_at": now, **facts}
    return SessionFactory(group=group, stage=Stage.MEETING, **facts)


def watched(supervisor):
    """Another group of the same supervisor."""
    group = StudyGroupFactory()
    Supervision.objects.create(group=group, unit=supervisor.unit)
    return group


@pytest.fixture
def announced(group, secretary):
    """On 31 March, a Friday."""
    return SessionFactory(
        group=group,
        created_by=secretary,
        stage=Stage.MEETING,
        starts_at=at("2017-03-31 14:30"),
        announced_at=at("2017-03-17 09:00"),
    )


@pytest.fixture
def observer(supervisor):
    """The lead of the team: a colleague of the supervisor without a role of his own."""
    return UserFactory(username="observer", full_name="旁听甲", unit=supervisor.unit)


@pytest.fixture
def second(db):
    """Named from another unit."""
    return UserFactory(username="second", full_name="旁听乙")


@pytest.fixture
def other_supervisor(group):
    """Of a second unit that supervises the same group."""
    return supervisor_of(group, username="other_supervisor")


@pytest.fixture
def above(supervisor, group):
    """A supervisor of the unit above the supervising one, which supervises nobody here directly."""
    unit = UnitFactory(name="市委宣传部")
    person = UserFactory(username="above", unit=unit)
    RoleGrant.objects.create(person=person, role=Role.SUPERVISOR, unit=unit)
    supervisor.unit.parent = unit
    supervisor.unit.settle(unit)
    supervisor.unit.save()
    return person


@pytest.fixture
def everybody(cast, observer, second, other_supervisor, above):
    """The cast, and those who have to do with observing."""
    people = (observer, second, other_supervisor, above)
    return cast | {person.username: person for person in people}


@pytest.fixture
def proposed(announced, supervisor, observer, second):
    """Chosen by the supervisor, its team named, not answered by the group yet."""
    return observation_of(announced, supervisor, observer, second)


@pytest.fixture
def agreed(proposed, secretary):
    """On the list, nothing handed over yet."""
    return agree(observation=proposed, by=secretary, at=CHOSEN)


@pytest.fixture
def reported(agreed):
    agreed.state, agreed.overall = ObservationState.REPORTED, "研讨充分。"
    agreed.reported_at = OVER
    agreed.save()
    return agreed


@pytest.fixture
def coming(announced):
    """The announced session, three weeks ahead of today."""
    announced.starts_at = timezone.now() + timedelta(days=21)
    announced.save()
    return announced


@pytest.fixture
def asked(coming, proposed):
    return proposed


@pytest.fixture
def over(announced, agreed):
    """Observed a week ago."""
    announced.starts_at = timezone.now() - timedelta(days=7)
    announced.save()
    return agreed
