"""What is posted from 待我审批, and what is asked of the search."""

from __future__ import annotations

from typing import Any

from django import forms

from agendas.pages.search import KINDS
from agendas.sessions.models import Outcome
from agendas.sessions.rules import DecisionRefusal

LONGEST_QUESTION = 60


class ApprovalForm(forms.Form):
    """One outcome for all the matters named; a return carries its reason, a phrase or typed."""

    outcome = forms.ChoiceField(choices=Outcome.choices, required=False)
    reason = forms.CharField(label="退回理由", max_length=200, required=False)
    phrase = forms.CharField(label="常用语", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """A phrase that was touched is a return with it, whatever was typed beside it."""
        facts = {"reason": "", "outcome": "", **self.cleaned_data}
        if phrase := facts.pop("phrase", ""):
            facts |= {"outcome": Outcome.RETURNED.value, "reason": phrase}
        if not facts["outcome"] and not self.errors:
            self.add_error("outcome", "请选择同意或者退回。")
        if facts["outcome"] == Outcome.RETURNED and not facts["reason"] and not self.errors:
            self.add_error("reason", str(DecisionRefusal.NEEDS_REASON.label))
        return facts


class SearchForm(forms.Form):
    """The words looked for, narrowed by kind (the tabs above the results) and year."""

    q = forms.CharField(
        label="搜索内容",
        max_length=LONGEST_QUESTION,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100, required=False)
    kind = forms.ChoiceField(
        choices=[("", ""), *((slug, slug) for slug in KINDS)],
        required=False,
        widget=forms.HiddenInput,
    )
