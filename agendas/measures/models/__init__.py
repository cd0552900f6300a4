"""Measures that turn words into deeds: owner, deadline, indicators with readings, closing."""

from agendas.measures.models.change import Change, ChangeQuerySet
from agendas.measures.models.closing import Closing, ClosingQuerySet
from agendas.measures.models.indicator import (
    Comparator,
    Indicator,
    IndicatorKind,
    IndicatorQuerySet,
    Reading,
    ReadingQuerySet,
    Rhythm,
)
from agendas.measures.models.measure import (
    ENDED,
    RUNNING,
    FormerDoer,
    Light,
    Measure,
    MeasureQuerySet,
    MeasureStatus,
)
from agendas.measures.models.milestone import Milestone, MilestoneQuerySet

__all__ = [
    "ENDED",
    "RUNNING",
    "Change",
    "ChangeQuerySet",
    "Closing",
    "ClosingQuerySet",
    "Comparator",
    "FormerDoer",
    "Indicator",
    "IndicatorKind",
    "IndicatorQuerySet",
    "Light",
    "Measure",
    "MeasureQuerySet",
    "MeasureStatus",
    "Milestone",
    "MilestoneQuerySet",
    "Reading",
    "ReadingQuerySet",
    "Rhythm",
]
