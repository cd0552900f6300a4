"""Counting who was expected and who came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from agendas.attendance.models import CAME, OPENING_OF, STUDYING, Attendance, Capacity
from agendas.sessions.models import StudySession
from studygroups.localrules.models import RuleKey
from studygroups.localrules.rules import value_for


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are on the list and how many came, by capacity; ``threshold`` in per cent."""

    people: dict[str, tuple[int, int]]
    threshold: int

    def _sum(self, place: int, *capacities: str) -> int:
        return sum(self.people.get(name, (0, 0))[place] for name in capacities)

    @property
    def expected(self) -> int:
        """应到: the members on the list, those on leave included."""
        return self._sum(0, *STUDYING)

    @property
    def present(self) -> int:
        """到会 of the members."""
        return self._sum(1, *STUDYING)

    @property
    def rate(self) -> float | None:
        """参学率 in per cent; ``None`` before anybody is expected."""
        return self.present * 100 / self.expected if self.expected else None

    @property
    def reaches_threshold(self) -> bool:
        return self.present * 100 >= self.threshold * self.expected

    @property
    def came(self) -> int:
        """Everybody in the room and in the halls."""
        return self._sum(1, *Capacity.values)

    @property
    def media(self) -> int:
        return self._sum(1, Capacity.MEDIA)

    def through(self, kind: str) -> tuple[int, int]:
        """On the list and came, by one kind of opening."""
        names = [name for name, opened in OPENING_OF.items() if opened == kind]
        return self._sum(0, *names), self._sum(1, *names)


def tally_of(session: StudySession, rows: Iterable[Attendance], *, at: datetime) -> Tally:
    """Counts the rows of the session; the threshold is that of its place on the day it is held."""
    people: dict[str, tuple[int, int]] = {}
    for row in rows:
        listed, came = people.get(row.capacity, (0, 0))
        present = row.headcount if row.status in CAME else 0
        people[row.capacity] = listed + row.headcount, came + present
    day = timezone.localdate(session.starts_at or at)
    return Tally(people, value_for(session.group.unit, RuleKey.RATE_THRESHOLD, on=day))
