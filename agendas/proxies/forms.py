"""What the secretary adds to a form when he fills it in for another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.forms import UploadField
from accounts.people.models import User
from agendas.proxies.rules import Given
from agendas.sessions.forms import DayField


class GivenForm(forms.Form):
    """The day somebody gave it, and perhaps the sheet; gone from the form of who acts himself."""

    given_on = DayField(
        label="提供日期",
        required=False,
        initial=timezone.localdate,
        help_text="本人交来或答复的日期，不填即为今天。",
    )
    scan = UploadField(
        label="扫描件", required=False, help_text="本人交来的纸质件。本人会收到通知，可以提出异议。"
    )

    def __init__(self, *args: Any, for_another: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not for_another:
            del self.fields["given_on"], self.fields["scan"]

    def given(self, *, by: User) -> Given | None:
        """What ``enter_for`` wants to know; keeps the file that was uploaded."""
        if "given_on" not in self.fields:
            return None
        upload = self.cleaned_data["scan"]
        scan = store(upload, by=by) if upload else None
        return Given(self.cleaned_data["given_on"] or timezone.localdate(), scan)
