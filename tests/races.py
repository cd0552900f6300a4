"""Several people who do something at the same moment; needs a database that locks rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """What became of each, in alphabetical order: the refusal's code, or ``done``."""
    start = threading.Barrier(len(acts))

    def take(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except ValidationError as refusal:
            return str(refusal.code)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as people:
        return sorted(people.map(take, acts))
