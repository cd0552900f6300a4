"""Who sits in on whose sessions, what came of it, and what inspections found."""

from agendas.observing.models.inspections import Inspection, InspectionQuerySet
from agendas.observing.models.observations import (
    COMING,
    Observation,
    ObservationQuerySet,
    ObservationState,
)
from agendas.observing.models.takeaways import Takeaway, TakeawayQuerySet

__all__ = [
    "COMING",
    "Inspection",
    "InspectionQuerySet",
    "Observation",
    "ObservationQuerySet",
    "ObservationState",
    "Takeaway",
    "TakeawayQuerySet",
]
