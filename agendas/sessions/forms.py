"""Input shared by the parts of a session: its head, days and moments, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet

from accounts.files.actions import store
from accounts.files.forms import UploadField
from accounts.people.models import User
from agendas.sessions.models import Outcome, StudySession
from agendas.sessions.rules import SessionRefusal, Sheet, within_calendar
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


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # not generic when run
    """Several rows by their keys; a key too long for any column is one that does not exist."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as unknown:
            raise forms.ValidationError(self.error_messages["invalid_list"]) from unknown


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


class GroupYearFilter(forms.Form):
    """One of the groups the visitor leads, and a year; the newest where none is chosen."""

    group = forms.ChoiceField(label="中心组", required=False)
    year = forms.ChoiceField(label="年度", required=False)

    def __init__(
        self, asked: Any, *, groups: Sequence[StudyGroup], years: Sequence[int], this_year: int
    ) -> None:
        super().__init__(asked)
        self.groups = {str(group.pk): group for group in groups}
        self.years = {str(year): year for year in sorted({*years, this_year}, reverse=True)}
        self._choose("group", list(self.groups.items()), str(groups[0].pk))
        self._choose("year", [(key, f"{key}年") for key in self.years], str(this_year))

    def _choose(self, name: str, choices: list[tuple[str, Any]], usual: str) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        if self.data.get(name) not in dict(choices):
            self.data = self.data | {name: usual}  # type: ignore[operator] # a plain dict here

    def chosen(self) -> tuple[StudyGroup, int]:
        return self.groups[str(self.data["group"])], self.years[str(self.data["year"])]


class AnswerForm(forms.Form):
    """The words that go with a decision."""

    reason = forms.CharField(label="意见", max_length=200, required=False)

    def answer(self, *, by: User) -> dict[str, Any]:  # noqa: ARG002 - the sheet needs it
        """What the action that decides wants to know."""
        return {"reason": self.cleaned_data["reason"]}


class DecisionForm(AnswerForm):
    """同意 or 退回; where it may be rewritten, ``revision`` names what was shown."""

    outcome = forms.ChoiceField(choices=Outcome.choices, widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, revision: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["revision"].initial = revision
        if revision is None:
            del self.fields["revision"]

    def answer(self, *, by: User) -> dict[str, Any]:
        names = {"outcome", "revision"} & set(self.fields)
        return {**super().answer(by=by), **{name: self.cleaned_data[name] for name in names}}


class SheetForm(AnswerForm):
    """Who signed on paper and when, entered by the secretary with the scan (代录线下签批)."""

    signed_by = forms.ModelChoiceField(
        label="签批人", queryset=User.objects.none(), empty_label=None
    )
    signed_on = DayField(label="签批日期")
    scan = UploadField(label="签批扫描件")

    def __init__(
        self, *args: Any, signers: QuerySet[User], deciders: list[User], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["signed_by"]
        field.queryset = signers
        field.widget.choices = list(field.choices)  # read once, however often it is asked
        # Whoever decides today has mostly signed it.
        field.initial = deciders[0] if deciders else None

    def answer(self, *, by: User) -> dict[str, Any]:
        scan = store(self.cleaned_data["scan"], by=by)
        sheet = Sheet(self.cleaned_data["signed_by"], self.cleaned_data["signed_on"], scan)
        return {**super().answer(by=by), "sheet": sheet}


class PaperDecisionForm(SheetForm, DecisionForm):
    """同意 or 退回 as it was signed on paper."""


def start_again(form: forms.Form, *, revision: int) -> None:
    """Let what was refused as stale be sent again, now on what is shown beside it."""
    if form.has_error(NON_FIELD_ERRORS, SessionRefusal.STALE):
        again: Any = form.data.copy()  # type: ignore[attr-defined] # what is posted is a QueryDict
        again["revision"] = str(revision)
        form.data = again


class ObjectionForm(forms.Form):
    text = forms.CharField(label="异议", max_length=200)
