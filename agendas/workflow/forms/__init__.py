"""What is typed about the way of a session, and about sessions held before."""

from agendas.workflow.forms.past import LedgerForm, PastForm
from agendas.workflow.forms.sessions import BackForm, SessionFilter, WaiveForm

__all__ = ["BackForm", "LedgerForm", "PastForm", "SessionFilter", "WaiveForm"]
