"""What is typed about the scheme, the agenda, the minutes and the resolutions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from agendas.minutes.models import LONGEST_ITEM, AgendaKind, Minutes, ResolutionKind, Scheme
from agendas.sessions.forms import start_again
from agendas.sessions.rules import SessionRefusal


class Prose(forms.CharField):
    """A long text. A line break counts as one character, as it does in the browser."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"class": "tall"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class PlaceField(forms.IntegerField):
    """Where something taken out stood; empty for something new, which comes last."""

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=10_000, required=False, widget=forms.HiddenInput)


class ItemForm(forms.Form):
    kind = forms.ChoiceField(label="环节", choices=AgendaKind.choices)
    title = forms.CharField(label="内容", max_length=100)
    speaker = forms.CharField(label="发言人", max_length=60, required=False)
    minutes = forms.IntegerField(
        label="时长（分钟）", min_value=1, max_value=LONGEST_ITEM, required=False
    )
    order = PlaceField()


class TextsForm(forms.Form):
    """Long texts on which several people work, and the revision from which the writer started."""

    texts: tuple[str, ...]
    # Set once another has saved in the meantime: each text's name and its lines.
    theirs: list[tuple[str, list[tuple[str, bool]]]] | None = None

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def start_from(self, theirs: Any) -> None:
        """Let the texts refused as stale be saved next on top of another's, set beside them."""
        if not self.has_error(NON_FIELD_ERRORS, SessionRefusal.STALE):
            return
        start_again(self, revision=theirs.revision)
        self.theirs = [
            (
                str(self.fields[name].label),
                lines_of(getattr(theirs, name), beside=self.cleaned_data[name]),
            )
            for name in self.texts
        ]


def lines_of(text: str, *, beside: str) -> list[tuple[str, bool]]:
    """The text line by line, each with whether it is missing from the text beside it."""
    known = set(beside.splitlines())
    return [(line, line not in known) for line in text.splitlines()]


class MinutesForm(TextsForm):
    texts = ("record", "summary")

    record = Prose(label="会议记录", max_length=50000, required=False)
    summary = Prose(label="会议纪要", max_length=20000, required=False)

    @classmethod
    def of(cls, minutes: Minutes | None) -> MinutesForm:
        """The form filled with what is saved now; empty at revision 0 before the first save."""
        if minutes is None:
            return cls(initial={"revision": 0})
        names = ("revision", "record", "summary")
        return cls(initial={name: getattr(minutes, name) for name in names})


class SchemeForm(TextsForm):
    texts = ("requirements",)

    requirements = Prose(
        label="有关要求",
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text="其余内容由系统按学习会现有安排列出，不必重复填写。",
    )

    @classmethod
    def of(cls, scheme: Scheme | None) -> SchemeForm:
        """The form filled with what is saved now; empty at revision 0 before the first save."""
        if scheme is None:
            return cls(initial={"revision": 0})
        return cls(initial={"revision": scheme.revision, "requirements": scheme.requirements})


class ResolutionForm(forms.Form):
    kind = forms.ChoiceField(label="类别", choices=ResolutionKind.choices)
    text = forms.CharField(label="内容", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    order = PlaceField()
