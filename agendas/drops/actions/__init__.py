"""What is done with files dropped at once: kept, corrected, handed in, given up, forgotten."""

from agendas.drops.actions.batches import Choice, abandon_drop, correct_drop, drop_files
from agendas.drops.actions.expiring import expire_drops
from agendas.drops.actions.handing_in import Outcome, hand_in_drop

__all__ = [
    "Choice",
    "Outcome",
    "abandon_drop",
    "correct_drop",
    "drop_files",
    "expire_drops",
    "hand_in_drop",
]
