"""What is typed about the milestones of a measure."""

from __future__ import annotations

from typing import Any

from django import forms

from agendas.measures.models import Milestone
from agendas.sessions.forms import DayField


class MilestoneForm(forms.Form):
    title = forms.CharField(label="节点", max_length=60, help_text="如完成征迁、挂牌出让。")
    due_on = DayField(label="节点时限")

    def __init__(self, *args: Any, **options: Any) -> None:
        # On one page with the other forms of a measure, whose fields bear the same names.
        super().__init__(*args, **{**options, "auto_id": "milestone-%s"})


class ReachingForm(forms.Form):
    """When and how the milestone it was made for was done."""

    done_on = DayField(label="完成日期")
    evidence = forms.CharField(label="完成情况", max_length=200)

    def __init__(self, *args: Any, milestone: Milestone, **options: Any) -> None:
        super().__init__(*args, **{**options, "auto_id": f"reach-{milestone.pk}-%s"})
        self.milestone = milestone
