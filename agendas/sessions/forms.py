"""Input shared by the parts of a session: its head, days and moments, decisions."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.files.actions import store
from accounts.files.forms import UploadField
from accounts.people.models import User
from agendas.sessions.models import Outcome, StudySession
from agendas.sessions.rules import Sheet, within_calendar
from studygroups.forms.models import StudyForm
from studygroups.groups.models import StudyGroup


class DayField(forms.DateField):
    """A day, entered with the browser's own picker."""

    default_validators = [within_calendar]

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **options)


class MomentField(forms.DateTimeField):
    """A day and time, entered with the browser's own picker."""

    default_validators = [within_calendar]

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **options)


class HeadForm(forms.Form):
    """Title, time and place of a session."""

    title = forms.CharField(label="名称", max_length=100)
    starts_at = MomentField(label="开始时间", required=False)
    ends_at = MomentField(label="结束时间", required=False)
    venue = forms.CharField(label="地点", max_length=80, required=False)


class EditForm(HeadForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, session: StudySession) -> EditForm:
        """The form filled with what the session holds now."""
        names = ("title", "starts_at", "ends_at", "venue", "revision")
        return cls(initial={name: getattr(session, name) for name in names})


class OpenForm(HeadForm):
    """A new session of one of the groups its author runs."""

    group = forms.ModelChoiceField(label="中心组", queryset=StudyGroup.objects.none())
    form = forms.ModelChoiceField(
        label="学习形式", queryset=StudyForm.objects.all(), empty_label=None
    )
    field_order = ("group", "form", "title", "starts_at", "ends_at", "venue")

    def __init__(self, *args: Any, groups: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["group"]
        field.queryset = groups  # type: ignore[attr-defined] # a ModelChoiceField
        field.empty_label = None  # type: ignore[attr-defined] # a ModelChoiceField


class DecisionForm(forms.Form):
    """同意 or 退回, with the words that go with it."""

    outcome = forms.ChoiceField(choices=Outcome.choices, widget=forms.HiddenInput)
    reason = forms.CharField(label="意见", max_length=200, required=False)

    def answer(self, *, by: User) -> dict[str, Any]:  # noqa: ARG002 - the paper form needs it
        """What ``decide`` wants to know."""
        return {"outcome": self.cleaned_data["outcome"], "reason": self.cleaned_data["reason"]}


class PaperDecisionForm(DecisionForm):
    """A decision made on paper, entered by the secretary with its scan (代录线下签批)."""

    signed_by = forms.ModelChoiceField(
        label="签批人", queryset=User.objects.none(), empty_label=None
    )
    signed_on = DayField(label="签批日期")
    scan = UploadField(label="签批扫描件")

    def __init__(self, *args: Any, signers: list[User], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["signed_by"]
        field.queryset = User.objects.filter(  # type: ignore[attr-defined] # a ModelChoiceField
            pk__in=[person.pk for person in signers]
        )

    def answer(self, *, by: User) -> dict[str, Any]:
        scan = store(self.cleaned_data["scan"], by=by)
        sheet = Sheet(self.cleaned_data["signed_by"], self.cleaned_data["signed_on"], scan)
        return {**super().answer(by=by), "sheet": sheet}


class ObjectionForm(forms.Form):
    text = forms.CharField(label="异议", max_length=200)
