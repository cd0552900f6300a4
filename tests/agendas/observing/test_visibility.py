"""Who sees an observation, and who reads what was handed over."""

from __future__ import annotations

import pytest

from agendas.attendance.models import Attendance
from agendas.minutes.models import AgendaItem, Minutes, Scheme
from agendas.observing import actions
from agendas.observing.models import Observation, ObservationState
from agendas.research.models import Research, ResearchState
from agendas.sessions.models import StudySession
from tests.agendas.observing.conftest import CHOSEN
from tests.factories import minutes_of, owe, paper_of, scheme_of

pytestmark = pytest.mark.django_db

LEADS = ("leader", "deputy", "secretary")


@pytest.fixture
def material(agreed, leader, member, secretary):
    """A paper handed in, one returned, an approved scheme, an agenda, confirmed minutes."""
    session = agreed.session
    paper_of(owe(session, leader), title="已交")
    paper_of(owe(session, member), title="退回", state=ResearchState.RETURNED)
    scheme_of(session, secretary, state="approved")
    AgendaItem.objects.create(session=session, kind="speech", title="发言")
    minutes_of(session, secretary)
    return agreed


def reads(person) -> dict[str, int]:
    kinds = (Research, Scheme, AgendaItem, Minutes)
    return {kind.__name__: kind.objects.visible_to(person).count() for kind in kinds}


@pytest.mark.parametrize("role", ["observer", "second", "supervisor"])
def test_what_was_handed_over_is_read_from_then_on(everybody, material, leader, role):
    assert Research.objects.visible_to(everybody[role]).count() == 0

    actions.hand_over(observation=material, by=leader, at=CHOSEN)

    assert reads(everybody[role]) == {"Research": 1, "Scheme": 1, "AgendaItem": 1, "Minutes": 0}


@pytest.mark.parametrize(
    ("role", "agenda"),
    [("other_supervisor", 1), ("above", 0), ("other_secretary", 0), ("guest", 0), ("outsider", 0)],
)
def test_nobody_else_reads_any_of_it(everybody, material, leader, role, agenda):
    actions.hand_over(observation=material, by=leader, at=CHOSEN)

    expected = {"Research": 0, "Scheme": 0, "AgendaItem": agenda, "Minutes": 0}
    assert reads(everybody[role]) == expected
    assert not Observation.objects.visible_to(everybody[role]).exists()


def test_after_the_session_an_observer_reads_what_he_was_handed_and_no_more(
    material, leader, observer
):
    actions.hand_over(observation=material, by=leader, at=CHOSEN)
    Minutes.objects.update(state="confirmed")
    StudySession.objects.update(stage="conversion")

    assert reads(observer) == {"Research": 1, "Scheme": 1, "AgendaItem": 1, "Minutes": 0}
    assert Attendance.objects.visible_to(observer).count() == 1


def test_who_is_taken_off_the_list_reads_nothing_any_more(material, leader, observer):
    actions.hand_over(observation=material, by=leader, at=CHOSEN)

    material.session.guests.remove(observer)

    assert sum(reads(observer).values()) == 0


def test_a_unit_that_no_longer_supervises_the_group_reads_nothing_any_more(
    material, leader, supervisor
):
    actions.hand_over(observation=material, by=leader, at=CHOSEN)

    material.session.group.supervisions.all().delete()

    assert sum(reads(supervisor).values()) == 0
    assert not Observation.objects.visible_to(supervisor).exists()


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        *((role, True, True) for role in (*LEADS, "supervisor")),
        *((role, False, True) for role in ("observer", "second")),
        *(
            (role, False, False)
            for role in ("member", "other_supervisor", "above", "guest", "other_secretary")
        ),
    ],
)
def test_who_sees_the_observation_before_and_after_it_is_agreed(
    everybody, proposed, leader, role, before, after
):
    seen = Observation.objects.visible_to(everybody[role])
    assert seen.exists() is before

    actions.agree(observation=proposed, by=leader, at=CHOSEN)

    assert [one.state for one in seen.all()] == ([ObservationState.AGREED] if after else [])
