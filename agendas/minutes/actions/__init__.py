"""Everything that changes the agenda, the minutes and the resolutions of a session."""

from agendas.minutes.actions.agenda import add_item, add_speeches, move_item, remove_item
from agendas.minutes.actions.resolutions import add_resolution, remove_resolution
from agendas.minutes.actions.texts import (
    decide_minutes,
    save_minutes,
    submit_minutes,
    withdraw_minutes,
)

__all__ = [
    "add_item",
    "add_resolution",
    "add_speeches",
    "decide_minutes",
    "move_item",
    "remove_item",
    "remove_resolution",
    "save_minutes",
    "submit_minutes",
    "withdraw_minutes",
]
