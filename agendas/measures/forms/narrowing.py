"""Narrowing the list of measures."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from agendas.measures.models import Light, MeasureQuerySet, MeasureStatus
from agendas.measures.rules import Yardstick, lit


class MeasureFilter(forms.Form):
    """By light, status and year; what is left empty does not narrow."""

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
        if chosen["status"]:
            rows = rows.filter(status=chosen["status"])
        if chosen["year"]:
            rows = rows.filter(session__year=chosen["year"])
        return lit(rows, yardstick).filter(Q(light=chosen["light"])) if chosen["light"] else rows
