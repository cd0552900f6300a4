"""Entering sessions that were held before (补录): as held, without gates and without notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from accounts.audit.actions import record
from accounts.people.models import User
from accounts.search.actions import index
from agendas.attendance.models import Attendance, Capacity, Origin, Status
from agendas.minutes.models import Minutes, MinutesState, Resolution
from agendas.sessions.actions import allow, refuse
from agendas.sessions.models import StageChange, StudySession
from agendas.workflow.rules import (
    MOST_ENTRIES,
    Fault,
    PastEntry,
    PastRefusal,
    Roll,
    faults_of,
    roll_of,
    titles_known,
)
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership, StudyGroup
from studygroups.groups.rules import entitled, is_lead
from studygroups.years.actions import mark_stale

M = TypeVar("M", bound=Model)
_KNOWN, _UNKNOWN = "补录", "补录；当日成员未登记，按现有成员列入名单"


@transaction.atomic
def enter_past(
    *,
    group: StudyGroup,
    entries: Sequence[PastEntry],
    by: User,
    at: datetime,
    origin: str = Origin.LIST,
) -> list[StudySession]:
    """Enter sessions held on days before today, all of them or none.

    Each stands at once where the entry says: closed, or in follow-up with its measures to come.
    The members of its day are on its list, present unless said otherwise. Nobody is told.
    Raises ``PermissionDenied`` unless ``by`` runs the group, and ``ValidationError`` with every
    fault of the first entry that has any; each names its ``field`` among its ``params``.
    """
    today = timezone.localdate(at)
    allow(is_lead(by, group, on=today))
    if len(entries) > MOST_ENTRIES:
        refuse(PastRefusal.TOO_MANY)
    # Two people who enter the same session at once are served one after the other.
    StudyGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    roll, known = roll_of(group, today=today), titles_known(group)
    for entry in entries:
        _insist_on_none(faults_of(entry, roll=roll, known=known))
        known.add((entry.title, entry.held_on))
    return _enter(group, entries, roll=roll, by=by, at=at, origin=origin)


def _insist_on_none(faults: Iterable[Fault]) -> None:
    refused = [
        ValidationError("%(text)s", code=each.code, params={"text": each.text, "field": each.field})
        for each in faults
    ]
    if refused:
        raise ValidationError(refused)


def _enter(
    group: StudyGroup,
    entries: Sequence[PastEntry],
    *,
    roll: Roll,
    by: User,
    at: datetime,
    origin: str,
) -> list[StudySession]:
    sessions = _save(StudySession, (_session_of(entry, group, by=by, at=at) for entry in entries))
    both = list(zip(sessions, entries, strict=True))
    StageChange.objects.bulk_create(
        _change_to(one, entry.held_on, roll=roll, by=by, at=at) for one, entry in both
    )
    Attendance.objects.bulk_create(
        row
        for one, entry in both
        for row in (
            *_members_of(one, entry, roll.on(entry.held_on), origin=origin),
            *_others_of(one, entry, origin=origin),
        )
    )
    results = _save(
        Resolution, (row for one, entry in both for row in _results_of(one, entry, by=by))
    )
    index(*sessions, *results, *_keep_texts(both, by=by, at=at))
    for one in sessions:
        record("session.enter_past", one, by=by, at=at)
    for year in {one.year for one in sessions}:
        mark_stale(group, year)
    return sessions


def _save(model: type[M], rows: Iterable[M]) -> list[M]:
    """Save rows of what was typed at once, each looked at first, but not what it points to."""
    made = list(rows)
    names = model._meta.fields  # noqa: SLF001 - the documented way to a model's fields
    for row in made:
        row.clean_fields(exclude=[name.name for name in names if name.is_relation])
    return model._default_manager.bulk_create(made)  # noqa: SLF001 - as above


def _session_of(entry: PastEntry, group: StudyGroup, *, by: User, at: datetime) -> StudySession:
    begins = datetime.combine(entry.held_on, entry.begins or time.min)
    return StudySession(
        group=group,
        form=entry.form,
        title=entry.title,
        year=entry.held_on.year,
        stage=entry.stage,
        starts_at=timezone.make_aware(begins),
        venue=entry.venue,
        # No notice went out from here; from now on those find it who would have had one.
        announced_at=at,
        closed_at=at if entry.stage == Stage.CLOSED else None,
        is_backfilled=True,
        created_by=by,
        created_at=at,
    )


def _change_to(
    session: StudySession, held_on: date, *, roll: Roll, by: User, at: datetime
) -> StageChange:
    """One step, the only one it took here; its reason says how it came in."""
    reason = _KNOWN if roll.is_known(held_on) else _UNKNOWN
    return StageChange(session=session, to_stage=session.stage, reason=reason, by=by, at=at)


def _members_of(
    session: StudySession, entry: PastEntry, seats: Sequence[Membership], *, origin: str
) -> Iterable[Attendance]:
    chair = entry.chair or _chair_of(entry, seats)
    for seat in seats:
        person = seat.person
        status = entry.away.get(seat.person_id, Status.PRESENT)
        yield Attendance(
            session=session,
            person=person,
            name=person.full_name,
            unit_name=person.unit.name,
            post=person.post,
            order=seat.order,
            capacity=Capacity.CHAIR if seat.person_id == chair else Capacity.MEMBER,
            status=status,
            origin="" if status == Status.LEAVE else origin,
        )


def _chair_of(entry: PastEntry, seats: Sequence[Membership]) -> int | None:
    """The leader of that day, or whoever stood in for him."""
    present = entitled(seats, entry.away.keys())
    return present[0].pk if present else None


def _others_of(session: StudySession, entry: PastEntry, *, origin: str) -> Iterable[Attendance]:
    for capacity, headcount in entry.others.items():
        label = Capacity(capacity).label
        yield Attendance(
            session=session,
            name=label if label.endswith(("人", "人员")) else f"{label}人员",
            headcount=headcount,
            capacity=capacity,
            status=Status.PRESENT,
            origin=origin,
        )


def _results_of(session: StudySession, entry: PastEntry, *, by: User) -> Iterable[Resolution]:
    for order, (kind, text) in enumerate(entry.results, start=1):
        yield Resolution(session=session, order=order, kind=kind, text=text, created_by=by)


def _keep_texts(
    both: Iterable[tuple[StudySession, PastEntry]], *, by: User, at: datetime
) -> list[Minutes]:
    """The record as it was kept on paper: nobody confirms it here, and it stands as it is."""
    written: dict[str, Any] = {"state": MinutesState.CONFIRMED, "written_by": by, "written_at": at}
    kept = [
        (Minutes(session=one, record=entry.record, **written), entry.scans)
        for one, entry in both
        if entry.record or entry.scans or entry.results
    ]
    _save(Minutes, (minutes for minutes, _ in kept))
    for minutes, scans in kept:
        if scans:
            minutes.scans.set(scans)
    return [minutes for minutes, _ in kept]
