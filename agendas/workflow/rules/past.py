"""What is entered of a session that was held before (补录), and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import TextChoices
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.templatetags.words import day
from agendas.attendance.models import STUDYING, Capacity, Status
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage, StudyForm
from studygroups.groups.models import Membership, StudyGroup

MOST_ENTRIES = 500
MOST_PEOPLE = 100_000
# What keeps a member away; everybody else was there.
AWAY = (Status.LEAVE, Status.ABSENT)


class PastRefusal(TextChoices):
    NOT_PAST = "not_past", "补录的学习会须在今天以前召开，今天和今后的请新建学习会。"
    TWIN = "twin", "当日已有同名的学习会，不能重复补录："
    NO_MEMBERS = "no_members", "中心组尚未登记成员，不能补录。"
    NOT_SEATED = "not_seated", "召开当日不是中心组组长、副组长或成员："
    WRONG_STATUS = "wrong_status", "未到会的只能登记为请假或缺席。"
    CHAIR_AWAY = "chair_away", "主持人不能同时登记为请假或缺席。"
    NOBODY_CAME = "nobody_came", "成员不能全部请假或缺席。"
    WRONG_CAPACITY = "wrong_capacity", "其他参会人员的身份不能是主持人或成员。"
    HEADCOUNT = "headcount", f"人数应为 1 至 {MOST_PEOPLE}。"
    NO_FOLLOWUP = "no_followup", "该学习形式没有问效阶段，请选“已办结”。"
    TOO_MANY = "too_many", f"一次最多补录 {MOST_ENTRIES} 次学习会。"


@dataclass(frozen=True, slots=True)
class PastEntry:
    """One session as its ledger tells it; people and members by their keys.

    Without ``begins`` nobody remembers the hour; without ``chair`` whoever led the group then was
    in the chair. ``away`` holds who was on leave or absent, ``others`` how many came in which
    capacity, ``results`` kinds and texts of resolutions.
    """

    form: StudyForm
    title: str
    held_on: date
    begins: time | None = None
    venue: str = ""
    chair: int | None = None
    away: Mapping[int, str] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)
    record: str = ""
    results: Sequence[tuple[str, str]] = ()
    stage: str = Stage.CLOSED
    scans: Sequence[StoredFile] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one field of an entry; ``code`` as of a refusal."""

    field: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Roll:
    """Who ever studied in the group, in official order, to be asked for one day after another."""

    seats: Sequence[Membership]
    today: date

    def on(self, held_on: date) -> list[Membership]:
        """Who sat on that day; where nobody is known of it, those of today stand in."""
        return self._sitting(held_on) or self._sitting(self.today)

    def is_known(self, held_on: date) -> bool:
        return bool(self._sitting(held_on))

    def _sitting(self, on: date) -> list[Membership]:
        sitting = [
            seat
            for seat in self.seats
            if seat.from_on <= on and (seat.until is None or seat.until >= on)
        ]
        # Whoever changes his role sits in both on the day itself.
        return list({seat.person_id: seat for seat in reversed(sitting)}.values())[::-1]


def roll_of(group: StudyGroup, *, today: date) -> Roll:
    seats = Membership.objects.filter(group=group).students().in_order()
    return Roll(list(seats), today)


def titles_known(group: StudyGroup) -> set[tuple[str, date]]:
    """Title and day of every session the group has."""
    rows = StudySession.objects.filter(group=group, starts_at__isnull=False).order_by()
    return {
        (title, timezone.localdate(starts_at))
        for title, starts_at in rows.values_list("title", "starts_at")
    }


def faults_of(entry: PastEntry, *, roll: Roll, known: AbstractSet[tuple[str, date]]) -> list[Fault]:
    """Everything that is wrong with the entry; ``known`` names the sessions there are already."""
    found = list(_faults_of_head(entry, roll, known))
    if any(fault.field == "held_on" for fault in found):
        return found
    return [*found, *_faults_of_members(entry, roll.on(entry.held_on)), *_faults_of_others(entry)]


def _fault(where: str, refusal: PastRefusal, named: str = "") -> Fault:
    return Fault(where, refusal.value, f"{refusal.label}{named}{'。' if named else ''}")


def _faults_of_head(
    entry: PastEntry, roll: Roll, known: AbstractSet[tuple[str, date]]
) -> Iterator[Fault]:
    if entry.held_on >= roll.today:
        yield _fault("held_on", PastRefusal.NOT_PAST)
    elif not roll.on(entry.held_on):
        yield _fault("held_on", PastRefusal.NO_MEMBERS)
    if (entry.title, entry.held_on) in known:
        yield _fault("title", PastRefusal.TWIN, f"{day(entry.held_on)}《{entry.title}》")
    is_closed = entry.stage == Stage.CLOSED
    is_followed = entry.stage == Stage.FOLLOWUP and Stage.FOLLOWUP in entry.form.stages
    if not (is_closed or is_followed):
        yield _fault("stage", PastRefusal.NO_FOLLOWUP)


def _faults_of_members(entry: PastEntry, seats: Iterable[Membership]) -> Iterator[Fault]:
    sat = {seat.person_id for seat in seats}
    if entry.chair is not None and entry.chair not in sat:
        yield _fault("chair", PastRefusal.NOT_SEATED, "所选主持人")
    elif entry.chair in entry.away:
        yield _fault("chair", PastRefusal.CHAIR_AWAY)
    for person, status in entry.away.items():
        if person not in sat:
            yield _fault(f"away-{person}", PastRefusal.NOT_SEATED, "所选人员")
        if status not in AWAY:
            yield _fault(f"away-{person}", PastRefusal.WRONG_STATUS)
    if sat <= entry.away.keys():
        yield _fault("away", PastRefusal.NOBODY_CAME)


def _faults_of_others(entry: PastEntry) -> Iterator[Fault]:
    for capacity, count in entry.others.items():
        if capacity in STUDYING or capacity not in Capacity.values:
            yield _fault(f"others-{capacity}", PastRefusal.WRONG_CAPACITY)
        elif not 1 <= count <= MOST_PEOPLE:
            yield _fault(f"others-{capacity}", PastRefusal.HEADCOUNT)
