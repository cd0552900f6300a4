"""Who is who in a group, and who may decide there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, TextChoices

from accounts.people.models import StandIn, StandInQuerySet, User
from studygroups.groups.models import LEADS, STUDENTS, GroupRole, Membership, StudyGroup


class StandInRefusal(TextChoices):
    BACKWARD = "ends_before_it_begins", "结束日期不能早于开始日期。"
    PAST = "past", "开始日期不能早于今天。"
    NOT_MEMBER = "not_member", "代理人须是同一中心组的其他成员，学习秘书除外。"
    OVERLAP = "overlap", "这段时间已有代理人，请先结束原代理或者另选日期。"
    OVER = "over", "该代理已经结束。"


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


def may_arrange(by: User, person: User, *, on: date) -> bool:
    """Whether he may say who acts for that person, who leads or is in charge of a group.

    The person himself, and the secretary of the group.
    """
    headed = Membership.objects.current(on).heads().filter(person=person)
    if by == person:
        return headed.exists()
    secretaries = Membership.objects.current(on).filter(person=by, role=GroupRole.SECRETARY)
    return headed.filter(group__in=secretaries.values("group")).exists()


def heads_arranged_by(user: User, *, on: date) -> QuerySet[User]:
    """For whom he may say who acts: himself, and the heads of the groups he is secretary of."""
    seats = Membership.objects.current(on)
    served = seats.filter(person=user, role=GroupRole.SECRETARY).values("group")
    heads = seats.heads().filter(Q(person=user) | Q(group__in=served))
    return User.objects.filter(pk__in=heads.values("person"))


def may_stand_in_for(people: QuerySet[User], *, on: date) -> QuerySet[User]:
    """The members of the groups that these people lead, secretaries left out."""
    seats = Membership.objects.current(on)
    groups = seats.heads().filter(person__in=people.values("pk")).values("group")
    return User.objects.filter(pk__in=seats.students().filter(group__in=groups).values("person"))


def stand_ins_known_to(user: User, *, on: date) -> StandInQuerySet:
    """His own, those given to him, and those of whoever leads a group he belongs to."""
    groups = StudyGroup.objects.of_member(user, on=on)
    heads = Membership.objects.current(on).heads().filter(group__in=groups.values("pk"))
    return StandIn.objects.filter(
        Q(person=user) | Q(stand_in=user) | Q(person__in=heads.values("person"))
    )


def refuse_stand_in(
    person: User, stand_in: User, *, from_on: date, until: date, today: date
) -> StandInRefusal | None:
    """Why that person cannot act for the other in those days."""
    if until < from_on:
        return StandInRefusal.BACKWARD
    if from_on < today:
        return StandInRefusal.PAST
    himself = User.objects.filter(pk=person.pk)
    members = may_stand_in_for(himself, on=today).exclude(pk=person.pk)
    if not members.filter(pk=stand_in.pk).exists():
        return StandInRefusal.NOT_MEMBER
    taken = StandIn.objects.overlapping(from_on, until).filter(person=person)
    return StandInRefusal.OVERLAP if taken.exists() else None


def refuse_ending(standing: StandIn, *, today: date) -> StandInRefusal | None:
    is_over = standing.ended_on is not None or standing.until < today
    return StandInRefusal.OVER if is_over else None
