"""Pages of ledgers: a session's counts, a group's year, the units of a supervisor."""

from agendas.ledgers.views.group import export_group_ledger, group_ledger
from agendas.ledgers.views.session import export_session_counts, session_counts
from agendas.ledgers.views.units import export_unit_ledger, unit_ledger

__all__ = [
    "export_group_ledger",
    "export_session_counts",
    "export_unit_ledger",
    "group_ledger",
    "session_counts",
    "unit_ledger",
]
