"""What awaits a decision in any room, and whose decision it is; two queries for all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from accounts.people.models import User
from agendas.attendance.models import Attendance
from agendas.measures.models import Change, Closing
from agendas.minutes.models import Minutes, Scheme
from agendas.papers.models import Paper
from agendas.research.models import Duty
from agendas.sessions.models import Matter
from agendas.topics.models import Topic, TopicState
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole, Membership, StudyGroup
from studygroups.groups.rules import Mandate, mandates


@dataclass(frozen=True, slots=True)
class Source:
    """Where matters of one kind wait.

    The rows, what they are called, the way to their session, and who may not decide them because
    they are his own (up to three people). Where those are exempt, only whoever acts for another
    may not.
    """

    rows: Callable[[], QuerySet[Any]]
    title: str
    session: str = "session"
    submitters: tuple[str, ...] = ()
    are_exempt: bool = False

    def mandates(self, seats: list[Membership], submitters: list[int | None]) -> list[Mandate]:
        """Whose decision it is when those people submitted it."""
        if self.are_exempt:
            return mandates(seats, proposers=submitters)
        return mandates(seats, submitters)


def _topics() -> QuerySet[Topic]:
    """Topics taken by a session that is still choosing one."""
    return Topic.objects.filter(state=TopicState.SUBMITTED, session__stage=Stage.TOPIC)


# The choice of a topic is the leader's even where he proposed it.
SOURCES: dict[Matter, Source] = {
    Matter.TOPIC: Source(_topics, "title", submitters=("proposed_by",), are_exempt=True),
    Matter.EXCUSE: Source(Duty.objects.awaiting_decision, "name", submitters=("person",)),
    Matter.SCHEME: Source(
        Scheme.objects.awaiting_decision, "session__title", submitters=("submitted_by",)
    ),
    Matter.LEAVE: Source(Attendance.objects.awaiting_decision, "name", submitters=("person",)),
    Matter.MINUTES: Source(
        Minutes.objects.awaiting_decision, "session__title", submitters=("submitted_by",)
    ),
    Matter.REPORT: Source(Paper.objects.awaiting_decision, "title", submitters=("submitted_by",)),
    Matter.CHANGE: Source(
        Change.objects.awaiting_decision,
        "measure__title",
        session="measure__session",
        submitters=("measure__owner", "measure__handler", "applied_by"),
    ),
    Matter.CLOSING: Source(
        Closing.objects.awaiting_decision,
        "measure__title",
        session="measure__session",
        submitters=("measure__owner", "measure__handler", "applied_by"),
    ),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter that waits, and who may decide it."""

    matter: Matter
    pk: int
    title: str
    session_id: int
    session_title: str
    mandates: list[Mandate]

    @property
    def deciders(self) -> list[User]:
        return [each.person for each in self.mandates]

    def acts_for(self, person: User) -> User | None:
        """In whose place the person decides it; ``None`` by his own seat."""
        return next((each.acts_for for each in self.mandates if each.person == person), None)

    @property
    def key(self) -> str:
        """What names it in a form: ``topic-7``."""
        return f"{self.matter}-{self.pk}"

    @property
    def object_key(self) -> str:
        """What names it in the log."""
        model = SOURCES[self.matter].rows().model
        return f"{model._meta.label_lower}:{self.pk}"  # noqa: SLF001 - the documented way


def waiting_for(person: User, *, on: date) -> list[Waiting]:
    """What this person may decide on that day, by his own seat or for another (代理).

    His own matters are not among it.
    """
    seats = _seats(on)
    his = seats.filter(Q(role__in=(GroupRole.LEADER, GroupRole.DEPUTY)) | Q(is_acting_head=True))
    stood_in = StudyGroup.objects.stood_in_by(person, on=on)
    where = Q(group__in=his.filter(person=person).values("group"))
    seated = _by_group(seats.filter(where | Q(group__in=stood_in.values("pk"))))
    if not seated:
        return []
    return [each for each in _read(seated) if person in each.deciders]


def everything_waiting(*, on: date) -> list[Waiting]:
    """What waits in all groups, with those who may decide it."""
    return _read(_by_group(_seats(on)))


class Asked(NamedTuple):
    """One matter that somebody submitted and another has still to decide."""

    matter: Matter
    title: str
    session_id: int
    session_title: str


def asked_by(person: User) -> list[Asked]:
    """What waits for others because this person submitted it, in one query."""
    sources = [(matter, source) for matter, source in SOURCES.items() if source.submitters]
    first, *others = (
        _columns(matter, source, _submitted_by(person, source)) for matter, source in sources
    )
    rows = first.union(*others, all=True)
    found = [Asked(Matter(matter), *words) for matter, _, *words, _, _, _, _ in rows]
    return sorted(found, key=lambda each: (each.session_id, each.matter, each.title))


def _submitted_by(person: User, source: Source) -> Q:
    return reduce(or_, (Q(**{path: person}) for path in source.submitters))


def _seats(on: date) -> QuerySet[Membership]:
    return Membership.objects.current(on)


def _by_group(seats: QuerySet[Membership]) -> dict[int, list[Membership]]:
    grouped = defaultdict(list)
    for seat in seats.select_related("person").order_by("order", "pk"):
        grouped[seat.group_id].append(seat)
    return grouped


def _read(seated: dict[int, list[Membership]]) -> list[Waiting]:
    """The waiting rows of those groups, all rooms in one query; in the order of the stages."""
    found = [
        Waiting(
            matter=Matter(matter),
            pk=pk,
            title=title,
            session_id=session_id,
            session_title=session_title,
            mandates=SOURCES[Matter(matter)].mandates(seated[group_id], submitters),
        )
        for matter, pk, title, session_id, session_title, group_id, *submitters in _rows(seated)
    ]
    stages = list(SOURCES)
    return sorted(found, key=lambda each: (stages.index(each.matter), each.session_id, each.pk))


def _rows(groups: Iterable[int]) -> QuerySet[Any]:
    first, *others = (
        _columns(matter, source, Q(**{f"{source.session}__group__in": list(groups)}))
        for matter, source in SOURCES.items()
    )
    return first.union(*others, all=True)


def _columns(matter: Matter, source: Source, where: Q) -> QuerySet[Any]:
    """One room's waiting rows in the columns all rooms share."""
    people = [*source.submitters, None, None, None][:3]
    rows = source.rows().order_by()
    columns: QuerySet[Any] = (
        rows.filter(where)
        .annotate(
            matter_name=Value(matter.value, output_field=CharField()),
            called=F(source.title),
            session_key=F(f"{source.session}__pk"),
            session_called=F(f"{source.session}__title"),
            group_key=F(f"{source.session}__group__pk"),
            **{f"submitter_{n}": _key_of(path) for n, path in enumerate(people)},
        )
        .values_list(
            "matter_name",
            "pk",
            "called",
            "session_key",
            "session_called",
            "group_key",
            *(f"submitter_{n}" for n in range(3)),
        )
    )
    return columns


def _key_of(path: str | None) -> Any:
    # PostgreSQL wants to know of which type a column is that holds nothing.
    return F(f"{path}__pk") if path else Cast(Value(None), BigIntegerField())
