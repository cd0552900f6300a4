"""Who may say who acts for whoever leads a group, and why somebody cannot."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet, TextChoices

from accounts.people.models import StandIn, StandInQuerySet, User
from studygroups.groups.models import GroupRole, Membership, StudyGroup


class StandInRefusal(TextChoices):
    BACKWARD = "ends_before_it_begins", "结束日期不能早于开始日期。"
    PAST = "past", "开始日期不能早于今天。"
    NOT_MEMBER = "not_member", "代理人须是同一中心组的其他成员，学习秘书除外。"
    OVERLAP = "overlap", "这段时间已有代理人，请先结束原代理或者另选日期。"
    OVER = "over", "该代理已经结束。"


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
