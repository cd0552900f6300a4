"""Marks from a room page, which may have waited for the network: each counts once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices

from accounts.audit.actions import record, record_each
from accounts.people.models import User
from agendas.attendance.models import Attendance, Origin
from agendas.attendance.rules import ListRefusal, refuse_presence, refuse_status
from agendas.presence import rules
from agendas.presence.models import STANDING, Mark, Outcome, Said
from agendas.presence.rules import MarkRefusal, Word
from agendas.sessions.actions import allow, insist, locked, refuse
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from studygroups.localrules.models import RuleKey
from studygroups.years.actions import mark_stale

_SAID_OF_A_ROW = ("status", "headcount", "origin")


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one mark that was sent: kept, or refused with the reason."""

    key: UUID
    mark: Mark | None = None
    refusal: TextChoices | None = None


@dataclass(frozen=True, slots=True)
class _Batch:
    """From where a batch came, when, and what is known of what it speaks of."""

    session: StudySession
    by: User
    at: datetime
    device: UUID
    sent_at: datetime | None
    rows: dict[int, Attendance]
    known: dict[UUID, Mark]
    last: dict[int, Mark]
    windows: Mapping[RuleKey, int]
    # What is written at the end, in a few statements however many marks there are.
    made: list[Mark] = field(default_factory=list)
    undone: list[Mark] = field(default_factory=list)
    changed: list[tuple[Attendance, list[str]]] = field(default_factory=list)


@transaction.atomic
def merge_marks(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    device: UUID,
    words: Sequence[Word],
    sent_at: datetime | None = None,
) -> list[Merged]:
    """Put the marks on the list in their order; those that came before add nothing.

    A mark on a row that another recorded otherwise in the meantime changes nothing and waits for
    somebody to choose. A mark that is refused says why and keeps none of the others off.
    ``sent_at`` is what the device's clock says now. Raises ``PermissionDenied`` for whoever does
    not run the session.
    """
    allow(runs(by, session))
    if not words:
        return []
    # Two pages that send at the same moment are served one after the other.
    session = locked(session)
    keys = {word.key for word in words} | {word.undoes for word in words if word.undoes}
    listed = Attendance.objects.filter(session=session, pk__in={word.row for word in words})
    # Somebody may be signing in by code just now, who holds his row and not the session.
    held = listed.select_for_update(of=("self",)).order_by("pk")
    rows = held.select_related("leave_decision").in_bulk()
    standing = Mark.objects.filter(attendance__in=rows, outcome__in=STANDING).order_by("pk")
    batch = _Batch(
        session=session,
        by=by,
        at=at,
        device=device,
        sent_at=sent_at,
        rows=rows,
        known=Mark.objects.in_bulk(keys, field_name="key"),
        last={mark.attendance_id: mark for mark in standing},
        windows=rules.windows_of(session),
    )
    merged = [_merge(word, batch) for word in words]
    _write(batch)
    return merged


def _write(batch: _Batch) -> None:
    Mark.objects.bulk_create(batch.made)
    Mark.objects.filter(pk__in=[mark.pk for mark in batch.undone]).update(outcome=Outcome.UNDONE)
    if not batch.changed:
        return
    # Most rows of a batch come to say the same.
    alike: dict[tuple[str, int, str], set[int]] = {}
    for row in {row.pk: row for row, _ in batch.changed}.values():
        alike.setdefault((row.status, row.headcount, row.origin), set()).add(row.pk)
    for said, keys in alike.items():
        fields = dict(zip(_SAID_OF_A_ROW, said, strict=True))
        Attendance.objects.filter(pk__in=keys).update(**fields, recorded_at=batch.at)
    record_each("attendance.record", batch.changed, by=batch.by, at=batch.at)
    mark_stale(batch.session.group, batch.session.year)


def _merge(word: Word, batch: _Batch) -> Merged:
    mark = batch.known.get(word.key)
    if mark and (mark.session_id, mark.attendance_id) == (batch.session.pk, word.row):
        return Merged(word.key, mark)
    row = batch.rows.get(word.row)
    if row is None or mark:
        return Merged(word.key, refusal=ListRefusal.NOT_ON_LIST)
    undone = batch.known.get(word.undoes) if word.undoes else None
    fresh = _as_mark(word, row, undone, batch)
    if refusal := _refuse(fresh, row, undone, batch):
        return Merged(word.key, refusal=refusal)
    seen = undone.status if undone else word.seen
    last = batch.last.get(row.pk)
    if rules.is_disputed(row, fresh.status, seen, last=last, device=batch.device):
        fresh.outcome = Outcome.CONFLICT
    if fresh.outcome == Outcome.APPLIED:
        if undone:
            undone.outcome = Outcome.UNDONE
            batch.undone.append(undone)
        if changed := _put(fresh, row, old=undone):
            batch.changed.append((row, changed))
        batch.last[row.pk] = fresh
    batch.made.append(fresh)
    batch.known[word.key] = fresh
    return Merged(word.key, fresh)


def _as_mark(word: Word, row: Attendance, undone: Mark | None, batch: _Batch) -> Mark:
    counted = rules.counted_at(word.marked_at, batch.sent_at, at=batch.at)
    if word.said == Said.UNDO:
        status = undone.old_status if undone else row.status
    else:
        status = rules.status_of(word.said, batch.session, batch.windows, at=counted)
    return Mark(
        key=word.key,
        session=batch.session,
        attendance=row,
        device=batch.device,
        said=word.said,
        status=status,
        headcount=undone.old_headcount if undone and undone.headcount else word.headcount,
        origin=Origin.LIST,
        marked_at=word.marked_at,
        counted_at=counted,
        clock_offset=round((batch.at - batch.sent_at).total_seconds()) if batch.sent_at else 0,
        by=batch.by,
        received_at=batch.at,
        old_status=row.status,
        old_origin=row.origin,
        old_headcount=row.headcount,
    )


def _refuse(mark: Mark, row: Attendance, undone: Mark | None, batch: _Batch) -> TextChoices | None:
    if refusal := refuse_presence(batch.session, at=mark.counted_at):
        return refusal
    if mark.headcount is not None and (row.person_id or mark.headcount < 1):
        return ListRefusal.HEADCOUNT
    if mark.said != Said.UNDO:
        return refuse_status(row, mark.status)
    if rules.may_undo(undone, batch.session, row.pk):
        return None
    return MarkRefusal.NOTHING_TO_UNDO


def _put(mark: Mark, row: Attendance, *, old: Mark | None = None) -> list[str]:
    """Let the row, not saved yet, say what the mark says; the names of what that changes.

    How it came to be known changes with it: to what it was before where a mark is taken back.
    """
    wanted = {"status": mark.status, "headcount": mark.headcount or row.headcount}
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.origin = old.old_origin if old else mark.origin
    return changed


@transaction.atomic
def settle(*, mark: Mark, by: User, at: datetime, is_taken: bool) -> Mark:
    """Choose between what stands on the list and the mark that disagrees with it.

    Raises ``PermissionDenied`` for whoever does not run the session, ``ValidationError`` where it
    was settled already, if only by what was recorded since, or presence is no longer recorded.
    """
    allow(runs(by, mark.session))
    session = locked(mark.session)
    insist(refuse_presence(session, at=at))
    waiting = Mark.objects.in_conflict().filter(pk=mark.pk).first()
    if waiting is None:
        refuse(MarkRefusal.SETTLED)
    mark = waiting
    mark.outcome = Outcome.TAKEN if is_taken else Outcome.KEPT
    row = mark.attendance
    mark.old_status, mark.old_origin, mark.old_headcount = row.status, row.origin, row.headcount
    mark.save(update_fields=["outcome", "old_status", "old_origin", "old_headcount"])
    record("mark.settle", mark, by=by, at=at, fields=["outcome"])
    if is_taken:
        changed = _put(mark, row)
        row.recorded_at = at
        row.save(update_fields=[*_SAID_OF_A_ROW, "recorded_at"])
        record("attendance.record", row, by=by, at=at, fields=changed)
        mark_stale(session.group, session.year)
    return mark
