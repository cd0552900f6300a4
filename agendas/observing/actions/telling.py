"""Holding an observation while it changes, and telling both sides of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import Role, User
from agendas.observing.models import Observation
from agendas.observing.rules import ObservingRefusal
from agendas.sessions.actions import locked, refuse
from studygroups.groups.models import LEADS, Membership, StudyGroup


def locked_observation(observation: Observation) -> Observation:
    """The observation as it stands now, its session held first, as everywhere.

    Raises ``ValidationError`` for one that was withdrawn in the meantime.
    """
    session = locked(observation.session)
    rows = Observation.objects.select_related("unit", "lead")
    fresh = rows.filter(pk=observation.pk).first()
    if fresh is None:
        refuse(ObservingRefusal.WRONG_STATE)
    fresh.session = session
    return fresh


def path_of(observation: Observation) -> str:
    return reverse("agendas:observation", kwargs={"observation_id": observation.pk})


def leads_of(group: StudyGroup, *, at: datetime) -> list[User]:
    seats = Membership.objects.current(timezone.localdate(at)).filter(group=group, role__in=LEADS)
    return [seat.person for seat in seats.in_order()]


def supervisors_of(observation: Observation) -> list[User]:
    """Who does the supervising for the unit that observes."""
    unit = observation.unit
    return list(User.objects.active().filter(roles__role=Role.SUPERVISOR, roles__unit=unit))


def tell_group(observation: Observation, text: str, *, at: datetime, decides: bool = False) -> None:
    _tell(observation, leads_of(observation.session.group, at=at), text, at=at, decides=decides)


def tell_unit(
    observation: Observation, text: str, *, at: datetime, team: Iterable[User] = ()
) -> None:
    """Its supervisors, and those of the team who are to know."""
    _tell(observation, [*supervisors_of(observation), *team], text, at=at)


def _tell(
    observation: Observation,
    people: Iterable[User],
    text: str,
    *,
    at: datetime,
    decides: bool = False,
) -> None:
    tell(
        people,
        kind=NoticeKind.DECIDE if decides else NoticeKind.INFORM,
        text=text,
        path=path_of(observation),
        key=f"observation-{observation.pk}-{at:%Y%m%d%H%M%S%f}",
    )
