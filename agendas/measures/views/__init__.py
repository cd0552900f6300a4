"""Pages of measures."""

from agendas.measures.views.change import ask_extension, ask_target, decide_change
from agendas.measures.views.measure import measure
from agendas.measures.views.measures import closing_file, measures, reading_file
from agendas.measures.views.milestones import drop_milestone, reach_milestone, set_milestone
from agendas.measures.views.session import (
    add_indicator,
    explain_no_measures,
    make_measure,
    remove_indicator,
    remove_measure,
    session_measures,
    share_measures,
)
from agendas.measures.views.work import (
    apply_closing,
    decide_closing,
    record_reading,
    stop_measure,
)

__all__ = [
    "add_indicator",
    "apply_closing",
    "ask_extension",
    "ask_target",
    "closing_file",
    "decide_change",
    "decide_closing",
    "drop_milestone",
    "explain_no_measures",
    "make_measure",
    "measure",
    "measures",
    "reach_milestone",
    "reading_file",
    "record_reading",
    "remove_indicator",
    "remove_measure",
    "session_measures",
    "set_milestone",
    "share_measures",
    "stop_measure",
]
