"""Narrowing the list of measures."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q

from agendas.measures.models import Light, MeasureQuerySet, MeasureStatus
from agendas.measures.rules import Yardstick, lit

# Where each of the words typed is looked for.
_WITHIN = ("title", "lead_unit", "owner__full_name", "handler__full_name", "session__title")


class MeasureFilter(forms.Form):
    """By words, light, status and year; what is left empty does not narrow."""

    q = forms.CharField(
        label="任务、单位、责任人或学习会",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "多个词用空格隔开"}),
    )
    light = forms.ChoiceField(label="灯号", choices=[("", "全部"), *Light.choices], required=False)
    status = forms.ChoiceField(
        label="状态", choices=[("", "全部"), *MeasureStatus.choices], required=False
    )
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100, required=False)

    def narrow(self, rows: MeasureQuerySet, yardstick: Yardstick) -> MeasureQuerySet:
        """Those asked for; what makes no sense narrows nothing."""
        if not self.is_valid():
            return rows
        chosen = self.cleaned_data
        for word in chosen["q"].split():
            anywhere = (Q((f"{column}__icontains", word)) for column in _WITHIN)
            rows = rows.filter(reduce(or_, anywhere))
        if chosen["status"]:
            rows = rows.filter(status=chosen["status"])
        if chosen["year"]:
            rows = rows.filter(session__year=chosen["year"])
        return lit(rows, yardstick).filter(Q(light=chosen["light"])) if chosen["light"] else rows
