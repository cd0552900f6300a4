"""Making measures, reporting on them, changing, passing on, closing and stopping them."""

from agendas.measures.actions.change import ask_extension, ask_target, decide_change
from agendas.measures.actions.ending import decide_closing, stop_measure
from agendas.measures.actions.making import (
    add_indicator,
    doers,
    make_measure,
    remove_indicator,
    remove_measure,
)
from agendas.measures.actions.milestones import drop_milestone, reach_milestone, set_milestone
from agendas.measures.actions.passing import pass_on_measure
from agendas.measures.actions.progress import apply_closing, record_reading
from agendas.measures.actions.session import explain_no_measures, share_measures

__all__ = [
    "add_indicator",
    "apply_closing",
    "ask_extension",
    "ask_target",
    "decide_change",
    "decide_closing",
    "doers",
    "drop_milestone",
    "explain_no_measures",
    "make_measure",
    "pass_on_measure",
    "reach_milestone",
    "record_reading",
    "remove_indicator",
    "remove_measure",
    "set_milestone",
    "share_measures",
    "stop_measure",
]
