"""What is typed about the way of a session, about sessions held before, and handing over."""

from agendas.workflow.forms.handover import HandoverForm
from agendas.workflow.forms.past import LedgerForm, PastForm
from agendas.workflow.forms.retyped import typed_of
from agendas.workflow.forms.sessions import BackForm, SessionFilter, WaiveForm

__all__ = [
    "BackForm",
    "HandoverForm",
    "LedgerForm",
    "PastForm",
    "SessionFilter",
    "WaiveForm",
    "typed_of",
]
