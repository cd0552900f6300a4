"""What is typed about the scheme, the agenda, the minutes and the resolutions."""

from __future__ import annotations

from django import forms

from agendas.drafts.forms import DraftForm, Prose
from agendas.minutes.models import LONGEST_ITEM, AgendaKind, ResolutionKind


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


class MinutesForm(DraftForm):
    texts = ("record", "summary")

    record = Prose(label="会议记录", max_length=50000, required=False)
    summary = Prose(label="会议纪要", max_length=20000, required=False)


class SchemeForm(DraftForm):
    texts = ("requirements",)

    requirements = Prose(
        label="有关要求",
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text="其余内容由系统按学习会现有安排列出，不必重复填写。",
    )


class ResolutionForm(forms.Form):
    kind = forms.ChoiceField(label="类别", choices=ResolutionKind.choices)
    text = forms.CharField(label="内容", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    order = PlaceField()
