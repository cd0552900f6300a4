"""The meeting itself: its scheme and agenda, its record and summary, and what it agreed."""

from agendas.minutes.models.agenda import (
    LONGEST_ITEM,
    AgendaItem,
    AgendaItemQuerySet,
    AgendaKind,
)
from agendas.minutes.models.minutes import (
    Minutes,
    MinutesQuerySet,
    MinutesState,
    Resolution,
    ResolutionKind,
    ResolutionQuerySet,
)
from agendas.minutes.models.scheme import Scheme, SchemeQuerySet, SchemeState

__all__ = [
    "LONGEST_ITEM",
    "AgendaItem",
    "AgendaItemQuerySet",
    "AgendaKind",
    "Minutes",
    "MinutesQuerySet",
    "MinutesState",
    "Resolution",
    "ResolutionKind",
    "ResolutionQuerySet",
    "Scheme",
    "SchemeQuerySet",
    "SchemeState",
]
