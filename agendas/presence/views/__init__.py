"""Pages of the room: the list that survives the network, the screen, the phone, the sheet."""

from agendas.presence.views.phone import check_in, enter_code
from agendas.presence.views.room import room, settle, undo, worker
from agendas.presence.views.screen import screen, switch_code
from agendas.presence.views.sheet import enter_sheet, sheet

__all__ = [
    "check_in",
    "enter_code",
    "enter_sheet",
    "room",
    "screen",
    "settle",
    "sheet",
    "switch_code",
    "undo",
    "worker",
]
