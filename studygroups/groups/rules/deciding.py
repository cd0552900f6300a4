"""Who is who in a group, and who may decide there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from accounts.people.models import User
from studygroups.groups.models import LEADS, STUDENTS, GroupRole, Membership, StudyGroup


def membership_of(person: User, group: StudyGroup, *, on: date) -> Membership | None:
    """The person's seat in the group on that day, or ``None``."""
    return Membership.objects.current(on).filter(person=person, group=group).first()


def is_lead(person: User, group: StudyGroup, *, on: date) -> bool:
    """Leader, deputy or secretary: those who see everything in the group."""
    seat = membership_of(person, group, on=on)
    return seat is not None and seat.role in LEADS


def is_secretary(person: User, group: StudyGroup, *, on: date) -> bool:
    seat = membership_of(person, group, on=on)
    return seat is not None and seat.role == GroupRole.SECRETARY


def supervises(person: User, group: StudyGroup) -> bool:
    """Whether he does the supervising for one of the group's own supervising units."""
    return StudyGroup.objects.supervised_by(person).filter(pk=group.pk).exists()


@dataclass(frozen=True, slots=True)
class Mandate:
    """Somebody who may decide, by his own seat or for another who is away (代理)."""

    person: User
    acts_for: User | None = None


def deciders(
    group: StudyGroup,
    *,
    on: date,
    concerned: Collection[User | None] = (),
    proposers: Collection[User | None] = (),
) -> list[User]:
    """Whose decision it is in the group on that day; see ``mandates``."""
    return [each.person for each in _mandates_in(group, on, concerned, proposers)]


def mandate_of(
    person: User,
    group: StudyGroup,
    *,
    on: date,
    concerned: Collection[User | None] = (),
    proposers: Collection[User | None] = (),
) -> Mandate | None:
    """By what right the person decides in the group on that day; ``None`` if he does not."""
    found = _mandates_in(group, on, concerned, proposers)
    return next((each for each in found if each.person == person), None)


def _mandates_in(
    group: StudyGroup,
    on: date,
    concerned: Collection[User | None],
    proposers: Collection[User | None],
) -> list[Mandate]:
    seats = Membership.objects.current(on).filter(group=group).in_order()
    return mandates(seats, _keys(concerned), _keys(proposers))


def _keys(people: Collection[User | None]) -> set[int]:
    return {person.pk for person in people if person}


def entitled(seats: Iterable[Membership], concerned: Collection[int | None] = ()) -> list[User]:
    """Whose decision it is among those seats; see ``mandates``."""
    return [each.person for each in mandates(seats, concerned)]


def mandates(
    seats: Iterable[Membership],
    concerned: Collection[int | None] = (),
    proposers: Collection[int | None] = (),
) -> list[Mandate]:
    """Whose decision it is among those seats: the leader's, or another's where it is not his.

    Nobody decides his own matter, so whoever is ``concerned`` (keys of people) is left out. Where
    the leader's post is vacant or the matter is his own, the one in charge (主持工作) decides,
    failing him any deputy. Beside the leader or the one in charge decides whoever acts for him
    on that day. ``proposers`` are exempt in their own seat, but nobody acts for another in what
    he or that other proposed.
    """
    seats = [seat for seat in seats if seat.person_id not in concerned]
    for heads in (
        [seat for seat in seats if seat.role == GroupRole.LEADER],
        [seat for seat in seats if seat.is_acting_head],
    ):
        if heads:
            acting = [
                Mandate(seat.person, head.person)
                for head in heads
                for seat in seats
                if _acts_for(seat, head) and not {seat.person_id, head.person_id} & set(proposers)
            ]
            return [*(Mandate(head.person) for head in heads), *acting]
    return [Mandate(seat.person) for seat in seats if seat.role == GroupRole.DEPUTY]


def _acts_for(seat: Membership, head: Membership) -> bool:
    """The secretary prepares what is decided, so he never stands in."""
    return seat.person_id == head.stand_in_id and seat.role in STUDENTS
