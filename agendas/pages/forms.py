"""What is posted from 待我审批, and what is asked of the search."""

from __future__ import annotations

from django import forms

from agendas.pages.search import KINDS
from agendas.sessions.models import Outcome

LONGEST_QUESTION = 60


class ApprovalForm(forms.Form):
    """One outcome for all the matters named; a return carries its reason."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    reason = forms.CharField(label="退回理由", max_length=200, required=False)


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
