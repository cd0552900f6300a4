"""Saying who acts for whoever leads a group: that person's own word, or the secretary's for him."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import StandIn, User
from accounts.templatetags.words import day
from studygroups.groups import rules


@transaction.atomic
def give_stand_in(
    *, person: User, stand_in: User, from_on: date, until: date, by: User, at: datetime
) -> StandIn:
    """Let one member act for the head of his group from one day to another, both included.

    He is told; where the secretary entered it, so is the one who is away. Raises
    ``PermissionDenied``, or ``ValidationError`` with the refusal's code: dates, somebody outside
    the group, days that are given already.
    """
    today = timezone.localdate(at)
    _check_arranger(by, person, on=today)
    # The lock makes looking for days already given and giving them one step.
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if refusal := rules.refuse_stand_in(
        person, stand_in, from_on=from_on, until=until, today=today
    ):
        raise ValidationError(refusal.label, code=refusal.value)
    standing = StandIn(
        person=person, stand_in=stand_in, from_on=from_on, until=until, given_by=by, given_at=at
    )
    standing.full_clean()
    standing.save()
    record("stand_in.give", standing, by=by, at=at)
    days = f"{day(from_on)}至{day(until)}"
    _tell(standing, {stand_in}, "given", f"请您{days}代理{person}审批。")
    _tell(standing, {person} - {by}, "entered", f"{by}代您登记：{days}由{stand_in}代理审批。")
    return standing


@transaction.atomic
def end_stand_in(*, standing: StandIn, by: User, at: datetime) -> StandIn:
    """End it early: from this day on he acts for nobody. Both are told, except who ended it.

    Raises ``PermissionDenied``, or ``ValidationError`` once it is over.
    """
    today = timezone.localdate(at)
    _check_arranger(by, standing.person, on=today)
    rows = StandIn.objects.select_for_update(of=("self",)).select_related("person", "stand_in")
    standing = rows.get(pk=standing.pk)
    if refusal := rules.refuse_ending(standing, today=today):
        raise ValidationError(refusal.label, code=refusal.value)
    standing.ended_on = today
    standing.save(update_fields=["ended_on"])
    record("stand_in.end", standing, by=by, at=at, fields=["ended_on"])
    text = f"{standing}自{day(today)}起结束。"
    _tell(standing, {standing.person, standing.stand_in} - {by}, "ended", text)
    return standing


def _check_arranger(by: User, person: User, *, on: date) -> None:
    if not rules.may_arrange(by, person, on=on):
        raise PermissionDenied("代理由组长或者主持工作的同志本人、学习秘书登记。")


def _tell(standing: StandIn, people: set[User], event: str, text: str) -> None:
    tell(
        people,
        kind=NoticeKind.INFORM,
        text=text,
        path=reverse("agendas:stand_ins"),
        key=f"stand-in-{standing.pk}-{event}",
    )
