"""For which unit somebody observes, and whom he may name."""

from __future__ import annotations

from django.db.models import Q

from accounts.people.models import Role, User, UserQuerySet
from accounts.units.models import Unit
from agendas.observing.models import Observation
from studygroups.groups.models import StudyGroup


def supervising_unit(person: User, group: StudyGroup) -> Unit | None:
    """The unit for which he supervises the group directly, the first in official order."""
    units = Unit.objects.filter(
        role_grants__person=person, role_grants__role=Role.SUPERVISOR, supervisions__group=group
    )
    return units.first()


def supervises_for(person: User, observation: Observation) -> bool:
    """Whether he does the supervising for the unit that observes."""
    return Observation.objects.of_supervisor(person).filter(pk=observation.pk).exists()


def may_report(person: User, observation: Observation) -> bool:
    """The lead of the team, or a supervisor of its unit."""
    return observation.lead == person or supervises_for(person, observation)


def people_to_name(observation: Observation, *, by_words: bool) -> UserQuerySet:
    """Anybody but the observed group's own unit; until words narrow them, the unit's people.

    Who observed for the unit before comes first.
    """
    people = User.objects.active().exclude(unit=observation.session.group.unit)
    before = Observation.team.through.objects.filter(observation__unit=observation.unit)
    people = people.recent_first(before, "user")
    return people if by_words else people.filter(Q(unit=observation.unit) | Q(is_recent=True))
