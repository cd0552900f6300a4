"""Narrowing the list of sessions, the reasons of a step back or a waiver, handing over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.people.forms import PersonField, PickingForm
from accounts.people.models import User
from accounts.templatetags.words import padded
from agendas.measures.rules import people_for
from agendas.sessions.forms import DayField
from agendas.sessions.models import StudySession
from agendas.workflow.rules import leavers
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


class LeaverField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic when run
    """Somebody of the group, by name and post; they are few, in the group's order."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{padded(obj.full_name)}　{obj.post}".strip()


class HandoverForm(PickingForm):
    """Who leaves, who follows him, from which day; and what was shown to pass over."""

    leaver = LeaverField(label="移交人", queryset=User.objects.none(), empty_label="请选择")
    successor = PersonField(label="接任人")
    on = DayField(label="交接日期")

    def __init__(self, *args: Any, group: StudyGroup, **options: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, initial={"on": today}, **options)
        self.fields["leaver"].queryset = leavers(group, today=today)  # type: ignore[attr-defined] # a ModelChoiceField
        self.offer(people_for(group), "successor")

    def is_filled(self) -> bool:
        """Whether every field holds something that may be, whatever a rule says of it."""
        return set(self.fields) <= set(self.cleaned_data)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def seen(self) -> list[str]:
        """What stood on the list when the button was pressed."""
        return str(self.data.get("seen", "")).split()
