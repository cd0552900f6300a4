"""Who is who in a group, and who may decide there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import TextChoices

from accounts.people.models import User
from studygroups.groups.models import LEADS, GroupRole, Membership, StudyGroup


class SeatRefusal(TextChoices):
    ENDED = "seat_ended", "该席位已登记截止。"
    ENDS_TOO_EARLY = "seat_ends_too_early", "截止日期不能早于起始日期。"


def refuse_end(seat: Membership, until: date) -> SeatRefusal | None:
    """A seat ends once, and not before it began."""
    if seat.until is not None:
        return SeatRefusal.ENDED
    return SeatRefusal.ENDS_TOO_EARLY if until < seat.from_on else None


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


def deciders(group: StudyGroup, *, on: date, concerned: Collection[User | None] = ()) -> list[User]:
    """Whose decision it is in the group on that day; see ``entitled``."""
    seats = Membership.objects.current(on).filter(group=group).in_order()
    return entitled(seats, {person.pk for person in concerned if person})


def entitled(seats: Iterable[Membership], concerned: Collection[int | None] = ()) -> list[User]:
    """Whose decision it is among those seats: the leader's, or another's where it is not his.

    Nobody decides his own matter, so whoever is ``concerned`` (keys of people) is left out. Where
    the leader's post is vacant or the matter is his own, the one in charge (主持工作) decides,
    failing him any deputy.
    """
    seats = [seat for seat in seats if seat.person_id not in concerned]
    for those in (
        [seat for seat in seats if seat.role == GroupRole.LEADER],
        [seat for seat in seats if seat.is_acting_head],
        [seat for seat in seats if seat.role == GroupRole.DEPUTY],
    ):
        if those:
            return [seat.person for seat in those]
    return []
