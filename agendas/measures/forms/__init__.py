"""What is typed about measures, their indicators, progress, changes and end."""

from agendas.measures.forms.change import ExtensionForm, TargetForm
from agendas.measures.forms.making import IndicatorForm, MeasureForm, NoMeasuresForm
from agendas.measures.forms.milestones import MilestoneForm, ReachingForm
from agendas.measures.forms.narrowing import MeasureFilter
from agendas.measures.forms.work import ClosingForm, PaperStopForm, ReadingForm, StopForm

__all__ = [
    "ClosingForm",
    "ExtensionForm",
    "IndicatorForm",
    "MeasureFilter",
    "MeasureForm",
    "MilestoneForm",
    "NoMeasuresForm",
    "PaperStopForm",
    "ReachingForm",
    "ReadingForm",
    "StopForm",
    "TargetForm",
]
