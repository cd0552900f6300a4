"""Who acts for whom, and the phrases of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.people.forms import FewField
from accounts.people.models import User
from accounts.people.rules import LONGEST_PHRASE, MOST_PHRASES
from agendas.sessions.forms import DayField


class StandInForm(forms.Form):
    """Who acts for whom, from one day to another."""

    person = FewField(label="被代理人")
    stand_in = FewField(label="代理人")
    from_on = DayField(label="开始日期")
    until = DayField(label="结束日期", help_text="开始和结束当天都算在内。")

    def __init__(
        self, *args: Any, people: QuerySet[User], members: QuerySet[User], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset, fields["stand_in"].queryset = people, members
        if len(people) == 1:
            fields["person"].widget = forms.HiddenInput()
            fields["person"].initial = people[0]
            fields["stand_in"].queryset = members.exclude(pk=people[0].pk)


class PhrasesForm(forms.Form):
    """His own phrases, one to a line."""

    phrases = forms.CharField(
        label="常用语",
        max_length=2 * MOST_PHRASES * LONGEST_PHRASE,
        required=False,
        widget=forms.Textarea,
        help_text=f"一行一条，最多 {MOST_PHRASES} 条，每条不超过 {LONGEST_PHRASE} 个字。",
    )
