"""An expression written out as SQL, for a reckoning that is clearer so than as nested objects."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Field, Func


class Reckoned(Func):
    """SQL whose ``{names}`` stand for expressions, each compiled once however often it is named.

    As nested expressions the same took longer to put together than the database to answer.
    """

    def __init__(self, written: str, output_field: Field[Any, Any], **parts: Any) -> None:
        super().__init__(*parts.values(), output_field=output_field)
        self.names = tuple(parts)
        self.words = re.split(r"\{(\w+)\}", written)

    def as_sql(self, compiler: Any, *_: Any, **__: Any) -> tuple[str, list[Any]]:
        sources = self.get_source_expressions()
        made = dict(zip(self.names, map(compiler.compile, sources), strict=True))
        text, params = [], []
        # Between two words of SQL stands a name.
        for place, word in enumerate(self.words):
            sql, values = made[word] if place % 2 else (word, [])
            text.append(sql)
            params += values
        return f"({''.join(text)})", params
