"""Writing the log; every action calls ``record`` in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.people.models import User


def record(
    kind: str,
    thing: models.Model,
    *,
    by: User | None,
    at: datetime | None = None,
    fields: Iterable[str] = (),
) -> None:
    """Note that ``by`` did ``kind`` to ``thing``; ``by`` is empty for the clock's own acts.

    ``fields`` are names of changed fields; values never enter the log, so that purging a file
    or a text leaves nothing of it behind. The label is the kind of thing, not its title.
    """
    _entry(kind, thing, by=by, at=at, fields=fields).save(force_insert=True)


def record_each(
    kind: str,
    things: Iterable[tuple[models.Model, Iterable[str]]],
    *,
    by: User | None,
    at: datetime | None = None,
) -> None:
    """As ``record`` does for each thing and its changed fields, in one statement."""
    entries = [_entry(kind, thing, by=by, at=at, fields=fields) for thing, fields in things]
    LogEntry.objects.bulk_create(entries)


def _entry(
    kind: str,
    thing: models.Model,
    *,
    by: User | None,
    at: datetime | None,
    fields: Iterable[str],
) -> LogEntry:
    names = thing._meta  # noqa: SLF001 - the documented way to a model's names
    return LogEntry(
        at=at or timezone.now(),
        by=by,
        kind=kind,
        object_key=f"{names.label_lower}:{thing.pk}",
        label=str(names.verbose_name)[:120],
        fields=sorted(fields),
    )
