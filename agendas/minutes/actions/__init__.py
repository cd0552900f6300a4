"""Everything that changes the scheme, agenda, minutes and resolutions of a session."""

from agendas.minutes.actions.agenda import add_item, add_speeches, move_item, remove_item
from agendas.minutes.actions.resolutions import add_resolution, remove_resolution
from agendas.minutes.actions.scheme import (
    SCHEME,
    decide_scheme,
    save_scheme,
    submit_scheme,
    withdraw_scheme,
)
from agendas.minutes.actions.texts import (
    MINUTES,
    decide_minutes,
    save_minutes,
    submit_minutes,
    withdraw_minutes,
)

__all__ = [
    "MINUTES",
    "SCHEME",
    "add_item",
    "add_resolution",
    "add_speeches",
    "decide_minutes",
    "decide_scheme",
    "move_item",
    "remove_item",
    "remove_resolution",
    "save_minutes",
    "save_scheme",
    "submit_minutes",
    "submit_scheme",
    "withdraw_minutes",
    "withdraw_scheme",
]
