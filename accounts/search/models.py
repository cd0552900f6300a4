"""What can be found by its words: one entry for each thing, kept by the actions that write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from accounts.search.folding import pairs
from accounts.search.matching import HoldsPairs
from accounts.units.models import Unit

# Stands before each page of a text that has some.
PAGE = "\f"


@dataclass(frozen=True, slots=True)
class Words:
    """What is found of a thing, and what a list of hits says beside it.

    ``session_key`` is the key of the study session it belongs to; the table lies in a room above.
    Where ``text`` has pages, ``PAGE`` stands before each.
    """

    title: str
    text: str
    day: date
    unit_id: int
    session_key: int | None = None


class Searchable(models.Model):
    """A thing that is found by its words."""

    class Meta:
        abstract = True

    def words(self) -> Words:
        raise NotImplementedError


def kind_of(thing: Searchable | type[Searchable]) -> str:
    """Under what the entries of such things are kept."""
    return thing._meta.label_lower  # noqa: SLF001 - the documented way to a model's names


def _stands_in(column: str, words: Sequence[str]) -> Q:
    """That each of the folded words stands in the folded column, whatever signs it holds."""
    return Q(*(GreaterThan(StrIndex(column, Value(word)), 0) for word in words))


class EntryQuerySet(models.QuerySet["Entry"]):
    def search(self, words: Sequence[str]) -> Self:
        """Those in which every word stands. ``words`` come folded from ``words_in``.

        Where no word has two letters side by side there is nothing to look up, and all are read.
        """
        wanted = {pair for word in words for pair in pairs(word)}
        rows = self.filter(HoldsPairs(wanted)) if wanted else self
        return rows.filter(_stands_in("plain", words))

    def best_first(self, words: Sequence[str]) -> Self:
        """What holds every word in its title before the rest, the newest on top."""
        in_title = Case(When(_stands_in("plain_title", words), then=Value(0)), default=Value(1))
        return self.order_by(in_title, "-day", "-pk")

    def to_show(self) -> Self:
        """Without what only the search reads."""
        return self.select_related("unit").defer("plain_title", "plain", "tokens")


class Entry(models.Model):
    """One thing that can be found. ``plain`` is title and text, folded; ``tokens`` their pairs.

    Kept by ``index`` alone. Who may see it is for the thing itself to say when it is asked for.
    """

    kind = models.CharField(max_length=60)
    key = models.PositiveBigIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    session_key = models.PositiveBigIntegerField(null=True, db_index=True)
    day = models.DateField()
    # What a search reads comes first: SQLite follows a long row only as far as it must.
    plain_title = models.TextField()
    plain = models.TextField()
    title = models.TextField()
    text = models.TextField()
    tokens = models.TextField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "检索条目"
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="entry_once_for_a_thing")
        ]

    def __str__(self) -> str:
        return self.title
