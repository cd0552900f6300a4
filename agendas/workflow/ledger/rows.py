"""What was read of a ledger: its cells, its rows, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from agendas.workflow.rules import PastEntry


@dataclass(slots=True)
class Cell:
    """One cell: where it stands, the head of its column, what it shows, what is wrong with it."""

    address: str
    label: str
    text: str
    fault: str = ""


@dataclass(slots=True)
class Row:
    """One row of the ledger; without faults it holds what it would enter."""

    number: int
    cells: dict[str, Cell]
    values: dict[str, Any] = field(default_factory=dict)
    entry: PastEntry | None = None
    expected: int = 0
    is_roll_known: bool = True

    def faults(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.fault]

    def shown(self) -> list[tuple[Cell, bool]]:
        """What is written there or wrong, and whether it was judged: names wait for the day."""
        return [
            (cell, bool(cell.fault) or name in self.values)
            for name, cell in self.cells.items()
            if cell.text or cell.fault
        ]

    def present(self) -> int:
        return self.expected - len(self.entry.away) if self.entry else 0


@dataclass(slots=True)
class Reading:
    """A whole ledger; ``ignored`` are heads of columns nothing is entered from."""

    rows: list[Row]
    ignored: list[str]

    def row_count(self) -> int:
        return len(self.rows)

    def faults(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.faults()]

    def fault_count(self) -> int:
        return len(self.faults())

    def entries(self) -> list[PastEntry]:
        return [row.entry for row in self.rows if row.entry]
