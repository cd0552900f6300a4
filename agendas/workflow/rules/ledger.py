"""Whether an uploaded ledger may be entered."""

from __future__ import annotations

from typing import Protocol

from django.db.models import TextChoices

from agendas.workflow.models import Ledger


class LedgerRefusal(TextChoices):
    ENTERED = "entered", "该台账已录入，不能重复录入。"
    HAS_FAULTS = "has_faults", "台账有误，未录入任何一行。请改正后重新上传。"
    EMPTY = "empty", "台账中没有可录入的行。"


class Counted(Protocol):
    """What was read of a ledger."""

    def row_count(self) -> int: ...
    def fault_count(self) -> int: ...


def refuse_entering(ledger: Ledger, reading: Counted | None = None) -> LedgerRefusal | None:
    """Once, and only what is right in every cell."""
    if ledger.entered_at:
        return LedgerRefusal.ENTERED
    if reading is None:
        return None
    if reading.fault_count():
        return LedgerRefusal.HAS_FAULTS
    return None if reading.row_count() else LedgerRefusal.EMPTY
