"""Pages of study made up: a session's tasks, one task, a group's year."""

from agendas.makeups.views.part import (
    make_tasks,
    make_ups,
    material_file,
    remove_material,
    save_material,
)
from agendas.makeups.views.task import accept_make_up, ask_more_make_up, hand_in_make_up, make_up
from agendas.makeups.views.year import make_ups_of_year

__all__ = [
    "accept_make_up",
    "ask_more_make_up",
    "hand_in_make_up",
    "make_tasks",
    "make_up",
    "make_ups",
    "make_ups_of_year",
    "material_file",
    "remove_material",
    "save_material",
]
