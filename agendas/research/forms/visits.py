"""What is noted of one visit."""

from __future__ import annotations

from typing import Any

from django import forms

from agendas.sessions.forms import DayField


class LinesField(forms.CharField):
    """Several things, each on a line of its own."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(max_length=2000, required=False, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        lines = super().clean(value).splitlines()
        return [line.strip() for line in lines if line.strip()]


class FieldVisitForm(forms.Form):
    visited_on = DayField(label="走访日期")
    place = forms.CharField(label="走访单位或地点", max_length=80)
    met_count = forms.IntegerField(
        label="见面人数", min_value=0, max_value=9999, initial=0, help_text="只记人数，不记姓名。"
    )
    problems = LinesField(label="发现的问题", help_text="一行一个，每个不超过 100 字。")
    solved = LinesField(label="当场解决的问题", help_text="一行一个。")
