"""Making tasks, the material for them, handing in, accepting."""

from agendas.makeups.actions.material import remove_material, save_material
from agendas.makeups.actions.tasks import accept, ask_for_more, hand_in, make_tasks, path_to

__all__ = [
    "accept",
    "ask_for_more",
    "hand_in",
    "make_tasks",
    "path_to",
    "remove_material",
    "save_material",
]
