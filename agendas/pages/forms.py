"""What is posted from 待我审批."""

from __future__ import annotations

from django import forms

from agendas.sessions.models import Outcome


class ApprovalForm(forms.Form):
    """One outcome for all the matters named; a return carries its reason."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    reason = forms.CharField(label="退回理由", max_length=200, required=False)
