"""What is typed about research."""

from agendas.research.forms.matrix import QuestionsForm
from agendas.research.forms.papers import (
    AuthorsField,
    ExcuseForm,
    FindingForm,
    HandInForm,
    PassageForm,
    RemarkForm,
)
from agendas.research.forms.visits import FieldVisitForm

__all__ = [
    "AuthorsField",
    "ExcuseForm",
    "FieldVisitForm",
    "FindingForm",
    "HandInForm",
    "PassageForm",
    "QuestionsForm",
    "RemarkForm",
]
