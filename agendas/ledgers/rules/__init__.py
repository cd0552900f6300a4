"""What is counted of who came: of a session, of a group's year, of many groups."""

from agendas.ledgers.rules.counting import Counts, capacities_in, counts_by, counts_of, total_of
from agendas.ledgers.rules.ledgers import (
    GroupLedger,
    PersonLine,
    SessionLine,
    UnitLedger,
    UnitLine,
    group_ledger,
    groups_known_to,
    own_ledger,
    rows_of,
    unit_ledger,
)
from agendas.ledgers.rules.speaking import Share, Speaking, speaking_at

__all__ = [
    "Counts",
    "GroupLedger",
    "PersonLine",
    "SessionLine",
    "Share",
    "Speaking",
    "UnitLedger",
    "UnitLine",
    "capacities_in",
    "counts_by",
    "counts_of",
    "group_ledger",
    "groups_known_to",
    "own_ledger",
    "rows_of",
    "speaking_at",
    "total_of",
    "unit_ledger",
]
