"""The tables of this app, gathered from its rooms for Django to find."""

from studygroups.forms.models import StudyForm
from studygroups.groups.models import Membership, StudyGroup, Supervision
from studygroups.localrules.models import LocalRule
from studygroups.workdays.models import SpecialDay
from studygroups.years.models import GroupYear

__all__ = [
    "GroupYear",
    "LocalRule",
    "Membership",
    "SpecialDay",
    "StudyForm",
    "StudyGroup",
    "Supervision",
]
