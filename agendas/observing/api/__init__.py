"""Observations, inspections and what learners take home, in the API."""

from agendas.observing.api.entries import InspectionViewSet, TakeawayViewSet
from agendas.observing.api.observations import ObservationViewSet

__all__ = ["InspectionViewSet", "ObservationViewSet", "TakeawayViewSet"]
