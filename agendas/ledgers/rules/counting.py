"""Counting who was expected, who came and who made up, in the database, for any column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from agendas.attendance.models import (
    CAME,
    STUDYING,
    UNSETTLED,
    AttendanceQuerySet,
    Capacity,
    LeaveCategory,
    Status,
)
from agendas.makeups.models import TALLIED, MakeUp

# What is counted of rows of the list. Of the reasons for leave only 公务 is told from the others:
# where each had its number, the one left over would be 病假.
_PEOPLE = {
    "expected": Count("pk"),
    "present": Count("pk", filter=Q(status__in=CAME)),
    "late": Count("pk", filter=Q(status=Status.LATE)),
    "left_early": Count("pk", filter=Q(status=Status.LEFT_EARLY)),
    "on_leave": Count("pk", filter=Q(status=Status.LEAVE)),
    "on_duty": Count("pk", filter=Q(status=Status.LEAVE, leave_category=LeaveCategory.DUTY)),
    "absent": Count("pk", filter=Q(status=Status.ABSENT)),
    "unrecorded": Count("pk", filter=Q(status__in=UNSETTLED)),
}
# Rooms and units that come with a number of people are counted by their heads.
_HEADS = {
    "listed": Sum("headcount"),
    "came": Sum("headcount", filter=Q(status__in=CAME), default=0),
    "in_halls": Sum("headcount", filter=Q(status__in=CAME, headcount__gt=1), default=0),
}


@dataclass(slots=True)
class Counts:
    """Of members how many were expected and what became of them; of everybody, how many came.

    到会 counts who was late or left early, 请假 who was on duty elsewhere. 补学 (``done`` of
    ``asked``) is no part of the rate.
    """

    expected: int = 0
    present: int = 0
    late: int = 0
    left_early: int = 0
    on_leave: int = 0
    on_duty: int = 0
    absent: int = 0
    unrecorded: int = 0
    done: int = 0
    asked: int = 0
    in_halls: int = 0
    # On the list and came, by capacity in the order of capacities.
    people: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def rate(self) -> float | None:
        """参学率 in per cent; ``None`` while nobody is expected or nothing is recorded."""
        if not self.expected or self.unrecorded == self.expected:
            return None
        return self.present * 100 / self.expected

    @property
    def came(self) -> int:
        """参学人次: everybody in the rooms and halls."""
        return sum(came for _, came in self.people.values())

    def came_as(self, capacities: Iterable[Capacity]) -> list[tuple[str, int]]:
        """How many came in each of these capacities, with its label."""
        return [(each.label, self.people.get(each, (0, 0))[1]) for each in capacities]

    def reaches(self, threshold: int) -> bool:
        return self.present * 100 >= threshold * self.expected


# A name, its counts, and how many came in each capacity, with its label.
Times = tuple[str, Counts, list[tuple[str, int]]]


def counts_by(column: str, rows: AttendanceQuerySet, *, on: date) -> dict[int, Counts]:
    """The rows counted for each key in that column of theirs; in two queries."""
    made = MakeUp.objects.standing(on).filter(attendance__in=rows.order_by().values("pk"))
    counts: dict[int, Counts] = {}
    for row in _ordered(rows.values(column, "capacity").annotate(**_PEOPLE, **_HEADS)):
        _add(counts.setdefault(row[column], Counts()), row)
    for row in made.order_by().values(f"attendance__{column}").annotate(**TALLIED):
        each = counts[row[f"attendance__{column}"]]
        each.done, each.asked = row["done"], row["asked"]
    return counts


def counts_of(rows: AttendanceQuerySet, *, on: date) -> Counts:
    """All the rows together; in two queries."""
    made = MakeUp.objects.standing(on).filter(attendance__in=rows.order_by().values("pk"))
    counts = Counts(**made.aggregate(**TALLIED))
    for row in _ordered(rows.values("capacity").annotate(**_PEOPLE, **_HEADS)):
        _add(counts, row)
    return counts


def total_of(counts: Iterable[Counts]) -> Counts:
    """What was counted apart, together."""
    total = Counts()
    for each in counts:
        for name in (*_PEOPLE, "done", "asked", "in_halls"):
            setattr(total, name, getattr(total, name) + getattr(each, name))
        for name, (listed, came) in each.people.items():
            before = total.people.get(name, (0, 0))
            total.people[name] = before[0] + listed, before[1] + came
    return total


def capacities_in(counts: Iterable[Counts]) -> list[Capacity]:
    """In what capacities anybody came, in their order."""
    known = {name for each in counts for name, (_, came) in each.people.items() if came}
    return [capacity for capacity in Capacity if capacity in known]


def times_in(named: Sequence[tuple[str, Counts]]) -> list[Times]:
    """参学人次 of each, by the capacities in which anybody came to any of them."""
    capacities = capacities_in(counts for _, counts in named)
    return [(name, counts, counts.came_as(capacities)) for name, counts in named]


def _ordered(rows: Any) -> list[dict[str, Any]]:
    ranks = list(Capacity.values)
    return sorted(rows.order_by(), key=lambda row: ranks.index(row["capacity"]))


def _add(counts: Counts, row: dict[str, Any]) -> None:
    """One capacity more; who does not study there is expected by nobody."""
    if row["capacity"] in STUDYING:
        for name in _PEOPLE:
            setattr(counts, name, getattr(counts, name) + row[name])
    counts.people[row["capacity"]] = row["listed"], row["came"]
    counts.in_halls += row["in_halls"]
