"""Scheme, agenda, minutes and resolutions in the API."""

from agendas.minutes.api.minutes import ItemViewSet, MinutesViewSet, ResolutionViewSet
from agendas.minutes.api.scheme import SchemeViewSet

__all__ = ["ItemViewSet", "MinutesViewSet", "ResolutionViewSet", "SchemeViewSet"]
