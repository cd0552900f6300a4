"""Narrowing the list of sessions, and the reasons that go with a step back or a waiver."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.people.models import User
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage, StudyForm
from studygroups.groups.models import StudyGroup


class SessionFilter(forms.Form):
    """By group, form, stage and year; what is left empty does not narrow."""

    group = forms.ModelChoiceField(
        label="中心组", queryset=StudyGroup.objects.none(), required=False, empty_label="全部"
    )
    form = forms.ModelChoiceField(
        label="形式", queryset=StudyForm.objects.all(), required=False, empty_label="全部"
    )
    stage = forms.ChoiceField(label="阶段", choices=[("", "全部"), *Stage.choices], required=False)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100, required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        groups = StudyGroup.objects.visible_to(user)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined] # a ModelChoiceField

    def narrow(self, rows: QuerySet[StudySession]) -> QuerySet[StudySession]:
        if not self.is_valid():
            return rows
        return rows.filter(**{name: value for name, value in self.cleaned_data.items() if value})


class ReasonForm(forms.Form):
    reason = forms.CharField(label="理由", max_length=200)


class BackForm(ReasonForm):
    """Names the stage that was seen, so that pressing twice goes back one stage alone."""

    seen = forms.CharField(max_length=12, widget=forms.HiddenInput)


class WaiveForm(ReasonForm):
    gap = forms.CharField(max_length=30, widget=forms.HiddenInput)
