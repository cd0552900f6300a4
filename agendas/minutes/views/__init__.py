"""Pages of a session's scheme, agenda, record and resolutions."""

from agendas.minutes.views.agenda import add_item, add_speeches, move_item, remove_item
from agendas.minutes.views.page import minutes, minutes_scan
from agendas.minutes.views.resolutions import add_resolution, remove_resolution
from agendas.minutes.views.scheme import (
    decide_scheme,
    print_scheme,
    save_scheme,
    scheme,
    submit_scheme,
    withdraw_scheme,
)
from agendas.minutes.views.texts import decide_minutes, save_minutes, withdraw_minutes

__all__ = [
    "add_item",
    "add_resolution",
    "add_speeches",
    "decide_minutes",
    "decide_scheme",
    "minutes",
    "minutes_scan",
    "move_item",
    "print_scheme",
    "remove_item",
    "remove_resolution",
    "save_minutes",
    "save_scheme",
    "scheme",
    "submit_scheme",
    "withdraw_minutes",
    "withdraw_scheme",
]
