"""Measures, indicators and readings in the API."""

from agendas.measures.api.indicator import IndicatorViewSet, ReadingViewSet
from agendas.measures.api.measure import MeasureViewSet

__all__ = ["IndicatorViewSet", "MeasureViewSet", "ReadingViewSet"]
