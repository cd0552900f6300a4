"""What is typed to ask for a later deadline or another target."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.people.models import User
from agendas.measures.forms.making import FIGURE
from agendas.measures.models import Indicator, Measure
from agendas.proxies.forms import GivenForm
from agendas.sessions.forms import DayField


class ExtensionForm(GivenForm):
    due_on = DayField(label="新时限")
    reason = forms.CharField(label="延期理由", max_length=200)
    field_order = ("due_on", "reason", "given_on", "scan")

    def __init__(self, *args: Any, **options: Any) -> None:
        # On one page with the other forms of a measure, whose fields bear the same names.
        super().__init__(*args, **{**options, "auto_id": "extend-%s"})

    def facts(self, *, by: User) -> dict[str, Any]:
        words = {name: self.cleaned_data[name] for name in ("due_on", "reason")}
        return {**words, "given": self.given(by=by)}


class TargetForm(GivenForm):
    """Another target for one of the measure's indicators."""

    indicator = forms.ModelChoiceField(
        label="指标", queryset=Indicator.objects.none(), empty_label=None
    )
    target = forms.DecimalField(label="新目标值", **FIGURE)
    reason = forms.CharField(label="调整理由", max_length=200)
    field_order = ("indicator", "target", "reason", "given_on", "scan")

    def __init__(self, *args: Any, measure: Measure, **options: Any) -> None:
        super().__init__(*args, **{**options, "auto_id": "target-%s"})
        field: Any = self.fields["indicator"]
        field.queryset = Indicator.objects.filter(measure=measure)
        # Those of the page are loaded already.
        field.choices = [(one.pk, f"{one.name}（{one.unit}）") for one in measure.indicators.all()]

    def facts(self, *, by: User) -> dict[str, Any]:
        words = {name: self.cleaned_data[name] for name in ("indicator", "target", "reason")}
        return {**words, "given": self.given(by=by)}
