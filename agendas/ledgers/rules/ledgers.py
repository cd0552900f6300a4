"""The ledger of one group's year with its people, and of many groups without them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, AttendanceQuerySet, Capacity
from agendas.ledgers.rules.counting import (
    Counts,
    Times,
    capacities_in,
    counts_by,
    counts_of,
    times_in,
    total_of,
)
from agendas.sessions.models import StudySession
from studygroups.groups.models import Membership, StudyGroup
from studygroups.localrules.models import RuleKey
from studygroups.localrules.rules import value_at_each


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One member's year; name and post as they were last written down."""

    person_id: int
    name: str
    post: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session; ``threshold`` in per cent is that of its place on its day."""

    session: StudySession
    counts: Counts
    threshold: int

    @property
    def reaches_threshold(self) -> bool:
        return self.counts.reaches(self.threshold)


@dataclass(frozen=True, slots=True)
class GroupLedger:
    people: list[PersonLine]
    sessions: list[SessionLine] = field(default_factory=list)
    total: Counts = field(default_factory=Counts)

    @property
    def capacities(self) -> list[Capacity]:
        return capacities_in([self.total])

    @property
    def times(self) -> list[Times]:
        named = [(line.session.title, line.counts) for line in self.sessions]
        return times_in([*named, ("合计", self.total)])


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One group's year in numbers; ``held`` is how many sessions."""

    group: StudyGroup
    held: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class UnitLedger:
    lines: list[UnitLine]
    held: int
    total: Counts

    @property
    def capacities(self) -> list[Capacity]:
        return capacities_in([self.total])

    @property
    def times(self) -> list[Times]:
        named = [(line.group.unit.name, line.counts) for line in self.lines]
        return times_in([*named, ("全部单位", self.total)])


def groups_known_to(user: User) -> QuerySet[StudyGroup]:
    """Groups of whose ledger he may see something: his own line, all of it, or counts."""
    groups = StudyGroup.objects
    return groups.filter(
        Q(pk__in=groups.of_member(user, on=timezone.localdate()).values("pk"))
        | Q(pk__in=groups.counted_by(user).values("pk"))
    )


def rows_of(groups: Any, year: int) -> AttendanceQuerySet:
    """The lists of their sessions that were held in the year; a meeting not closed is not one."""
    held = StudySession.objects.held().filter(group__in=groups, year=year)
    return Attendance.objects.filter(session__in=held.order_by().values("pk"))


def group_ledger(group: StudyGroup, year: int, *, on: date) -> GroupLedger:
    """Everything, for those who lead the group: the caller sees to it."""
    rows = rows_of([group], year)
    held = StudySession.objects.held().filter(group=group, year=year).select_related("form")
    sessions = list(held.order_by("starts_at", "pk"))
    counts = counts_by("session", rows, on=on)
    days = [(group.unit, session.day()) for session in sessions]
    thresholds = value_at_each(RuleKey.RATE_THRESHOLD, days)
    return GroupLedger(
        people=_people(rows.members(), group, on=on),
        sessions=[
            SessionLine(session, counts.get(session.pk, Counts()), threshold)
            for session, threshold in zip(sessions, thresholds, strict=True)
        ],
        total=total_of(counts.values()),
    )


def own_ledger(group: StudyGroup, year: int, person: User, *, on: date) -> GroupLedger:
    """What a member sees: his own line and nothing of the others."""
    rows = rows_of([group], year).filter(person=person).members()
    return GroupLedger(people=_people(rows, group, on=on))


def _people(rows: AttendanceQuerySet, group: StudyGroup, *, on: date) -> list[PersonLine]:
    """In today's official order, those who left after them; in four queries."""
    later = rows.filter(
        person=OuterRef("person"), session__starts_at__gt=OuterRef("session__starts_at")
    )
    latest = rows.filter(~Exists(later)).order_by("pk")
    newest = {row.person_id: row for row in latest if row.person_id}
    counts = counts_by("person", rows, on=on)
    seats = Membership.objects.current(on).filter(group=group)
    order = dict(seats.values_list("person_id", "order"))
    people = sorted(
        newest, key=lambda key: (key not in order, order.get(key, newest[key].order), key)
    )
    return [PersonLine(key, newest[key].name, newest[key].post, counts[key]) for key in people]


def unit_ledger(
    groups: QuerySet[StudyGroup], shown: Collection[StudyGroup], year: int, *, on: date
) -> UnitLedger:
    """Counts of those ``shown``, in their order, and of all the groups together; nobody's name."""
    held = StudySession.objects.held().filter(year=year).order_by()
    numbers = dict(held.filter(group__in=shown).values_list("group").annotate(total=Count("pk")))
    counts = counts_by("session__group", rows_of(shown, year), on=on)
    every = groups.order_by().values("pk")
    return UnitLedger(
        lines=[
            UnitLine(group, numbers.get(group.pk, 0), counts.get(group.pk, Counts()))
            for group in shown
        ],
        held=held.filter(group__in=every).count(),
        total=counts_of(rows_of(every, year), on=on),
    )
