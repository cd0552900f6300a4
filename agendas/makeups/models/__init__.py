"""Study made up by members who were absent or on leave (补学), and the material for it."""

from agendas.makeups.models.make_up import (
    AWAY,
    TALLIED,
    UNDONE,
    MakeUp,
    MakeUpQuerySet,
    MakeUpState,
    Tally,
)
from agendas.makeups.models.material import (
    Material,
    MaterialFile,
    MaterialFileQuerySet,
    MaterialQuerySet,
)

__all__ = [
    "AWAY",
    "TALLIED",
    "UNDONE",
    "MakeUp",
    "MakeUpQuerySet",
    "MakeUpState",
    "Material",
    "MaterialFile",
    "MaterialFileQuerySet",
    "MaterialQuerySet",
    "Tally",
]
