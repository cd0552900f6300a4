"""Keeping the index: every action that writes or deletes words calls it in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.search.folding import composed, fold, pairs
from accounts.search.models import Entry, Searchable, kind_of

# The beginning of a longer text is found. Two characters are no more than eight bytes and a space
# behind them, so what is kept of the pairs stays below a megabyte.
MOST_CHARACTERS = 100_000
# Texts as long as that may come one after the other, and each is in memory four times.
_BATCH = 100
_WRITTEN = [
    field.name
    for field in Entry._meta.concrete_fields  # noqa: SLF001 - the documented way to them
    if field.name not in ("id", "kind", "key")
]


def index(*things: Searchable) -> None:
    """Let the things be found by the words they have now."""
    _write(things)


def forget(thing: Searchable) -> None:
    """Let it no longer be found; before it is deleted, as long as it has its key."""
    Entry.objects.filter(kind=kind_of(thing), key=thing.pk).delete()


def forget_session(session_key: int) -> None:
    """Let nothing be found any more that belongs to a session; before it is deleted."""
    Entry.objects.filter(session_key=session_key).delete()


def redate(*, session_key: int, day: date) -> None:
    """Date everything that belongs to a session anew, after the session moved to that day."""
    Entry.objects.filter(session_key=session_key).update(day=day)


@transaction.atomic
def rebuild(kinds: Iterable[QuerySet[Any]]) -> int:
    """Make the whole index anew from the things themselves, and say how many there are.

    ``kinds`` are all things of each kind, with what their words need. Safe to repeat: where the
    index is right, nothing changes. What no longer exists is forgotten.
    """
    written, kept = 0, []
    for things in kinds:
        model: type[Searchable] = things.model
        kept.append(kind_of(model))
        entries = Entry.objects.filter(kind=kind_of(model))
        entries.exclude(key__in=things.order_by().values("pk")).delete()
        waiting = things.order_by("pk").iterator(_BATCH)
        while batch := list(islice(waiting, _BATCH)):
            _write(batch)
            written += len(batch)
    Entry.objects.exclude(kind__in=kept).delete()
    return written


def _write(things: Sequence[Searchable]) -> None:
    Entry.objects.bulk_create(
        map(_entry, things),
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=_WRITTEN,
    )


def _entry(thing: Searchable) -> Entry:
    words = thing.words()
    title, text = composed(words.title), composed(words.text)[:MOST_CHARACTERS]
    plain_title = fold(title)
    plain = f"{plain_title}\n{fold(text)}"
    return Entry(
        kind=kind_of(thing),
        key=thing.pk,
        unit_id=words.unit_id,
        session_key=words.session_key,
        day=words.day,
        title=title,
        text=text,
        plain_title=plain_title,
        plain=plain,
        tokens=" ".join(pairs(plain)),
    )
