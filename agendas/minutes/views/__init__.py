"""Pages of a session's agenda, record and resolutions."""

from agendas.minutes.views.agenda import add_item, add_speeches, move_item, remove_item
from agendas.minutes.views.page import minutes, minutes_scan
from agendas.minutes.views.resolutions import add_resolution, remove_resolution
from agendas.minutes.views.texts import decide_minutes, save_minutes, withdraw_minutes

__all__ = [
    "add_item",
    "add_resolution",
    "add_speeches",
    "decide_minutes",
    "minutes",
    "minutes_scan",
    "move_item",
    "remove_item",
    "remove_resolution",
    "save_minutes",
    "withdraw_minutes",
]
