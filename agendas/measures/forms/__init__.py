"""What is typed about measures, their indicators, progress and end."""

from agendas.measures.forms.making import IndicatorForm, MeasureForm, NoMeasuresForm, PersonField
from agendas.measures.forms.narrowing import MeasureFilter
from agendas.measures.forms.work import ClosingForm, PaperStopForm, ReadingForm, StopForm

__all__ = [
    "ClosingForm",
    "IndicatorForm",
    "MeasureFilter",
    "MeasureForm",
    "NoMeasuresForm",
    "PaperStopForm",
    "PersonField",
    "ReadingForm",
    "StopForm",
]
