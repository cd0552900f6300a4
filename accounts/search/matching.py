"""Asking the index of pairs, which each database keeps in its own way (see the migration)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

# As the compiler gives it: the statement and what is filled in.
Sql = tuple[str, Any]


class HoldsPairs(Func):
    """Whether an entry holds all these pairs.

    They consist of letters and digits alone, so none of them means anything to either database.
    """

    output_field = BooleanField()
    arity = 2

    def __init__(self, pairs: Iterable[str]) -> None:
        super().__init__(F("pk"), F("tokens"))
        self.pairs = sorted(pairs)

    def as_sqlite(  # type: ignore[override] # as Django calls it: by place
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper, **_: Any
    ) -> Sql:
        """By the virtual table whose triggers follow the entries."""
        key, _tokens = (compiler.compile(source)[0] for source in self.get_source_expressions())
        index = "SELECT rowid FROM search_pairs WHERE search_pairs MATCH %s"
        return f"{key} IN ({index})", [" AND ".join(f'"{pair}"' for pair in self.pairs)]

    def as_postgresql(
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper, **_: Any
    ) -> Sql:
        """By the GIN index on the very same expression."""
        _key, tokens = (compiler.compile(source)[0] for source in self.get_source_expressions())
        return f"string_to_array({tokens}, ' ') @> %s::text[]", [self.pairs]
