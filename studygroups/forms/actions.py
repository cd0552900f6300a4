"""Seeing to it that the standard forms of study exist."""

from __future__ import annotations

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from studygroups.forms.models import FULL_FORM, STAGE_ORDER, Stage, StudyForm

_FULL = [stage.value for stage in STAGE_ORDER if stage != Stage.CLOSED]
_MEETING = [Stage.MEETING.value]

# Code, name, stages; their order here is their order in every list.
STANDARD_FORMS = (
    (FULL_FORM, "三聚三开放", _FULL),
    ("discussion", "集体学习研讨", _MEETING),
    ("lecture", "专题讲座", _MEETING),
    ("reading", "读书班", _MEETING),
    ("night", "每周一夜学", _MEETING),
    ("forum", "科长论坛", _MEETING),
    ("micro", "书记微党课", _MEETING),
    ("quiz", "知识竞赛", _MEETING),
    ("talk", "主题宣讲", _MEETING),
    ("onsite", "现场会", _MEETING),
)


@transaction.atomic
def ensure_standard_forms(*, by: User | None = None) -> int:
    """Add the standard forms that are missing and say how many those were.

    Leaves alone what exists already, so that a name changed here stays changed.
    """
    known = set(StudyForm.objects.values_list("code", flat=True))
    missing = [
        StudyForm(code=code, name=name, stages=stages, order=place * 10)
        for place, (code, name, stages) in enumerate(STANDARD_FORMS, start=1)
        if code not in known
    ]
    for form in missing:
        form.full_clean()
        form.save()
        record("form.add", form, by=by)
    return len(missing)
