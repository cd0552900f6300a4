"""What is pressed in the room, typed from a phone, and ticked from a sheet that was signed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from agendas.attendance.forms import MOST_PEOPLE
from agendas.attendance.models import UNSETTLED, Attendance, Status
from agendas.presence.models import Said
from agendas.presence.rules import Word

MOST_KEYS = 2**63 - 1
PRESSES = [choice for choice in Said.choices if choice[0] != Said.UNDO]


class RowField(forms.CharField):
    """``12:expected``: the key of a row, and how it stood where it was pressed."""

    def clean(self, value: Any) -> tuple[int, str]:
        key, _, seen = super().clean(value).partition(":")
        if not key.isdecimal() or int(key) > MOST_KEYS or seen not in Status.values:
            raise forms.ValidationError("名单已有变动，请刷新页面后再登记。", code="not_on_list")
        return int(key), seen


class PressForm(forms.Form):
    """One press without scripts: what is said of the row whose button it was."""

    said = forms.ChoiceField(
        label="登记为",
        choices=PRESSES,
        initial=Said.ARRIVED,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择登记为什么。"},
    )
    row = RowField(max_length=40, widget=forms.HiddenInput)

    def word(self) -> Word:
        key, seen = self.cleaned_data["row"]
        return Word(
            key=uuid.uuid4(),
            row=key,
            said=self.cleaned_data["said"],
            seen=seen,
            marked_at=timezone.now(),
            headcount=self._headcount(key),
        )

    def _headcount(self, key: int) -> int | None:
        """Of a hall's row; a number nobody can read is none."""
        typed = str(self.data.get(f"headcount-{key}", ""))
        is_number = typed.isdecimal() and len(typed) <= len(str(MOST_PEOPLE))
        return min(int(typed), MOST_PEOPLE) if is_number else None


class UndoForm(forms.Form):
    """Taking back one mark."""

    row = RowField(max_length=40)
    undoes = forms.UUIDField()

    def word(self) -> Word:
        key, seen = self.cleaned_data["row"]
        return Word(
            key=uuid.uuid4(),
            row=key,
            said=Said.UNDO,
            seen=seen,
            marked_at=timezone.now(),
            undoes=self.cleaned_data["undoes"],
        )


class SwitchForm(forms.Form):
    is_on = forms.BooleanField(required=False)


class SettleForm(forms.Form):
    is_taken = forms.BooleanField(required=False)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="签到码",
        max_length=40,
        help_text="会场屏幕上显示的字符，不分大小写，横线可以不输。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class SheetForm(forms.Form):
    """Who signed: one box a row, in the order of the sheet; what is recorded already is ticked."""

    misses = forms.BooleanField(
        label="未签到、未请假且未登记的，登记为缺席", required=False, initial=False
    )

    def __init__(self, data: Any = None, *, rows: Iterable[Attendance]) -> None:
        super().__init__(data)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"signed-{row.pk}"] = forms.BooleanField(
                label=row.name, required=False, initial=row.status == Status.PRESENT
            )

    def lines(self) -> Iterator[tuple[Attendance, BoundField]]:
        for row in self.rows:
            yield row, self[f"signed-{row.pk}"]

    def statuses(self) -> dict[int, str]:
        """Who signed was there; whoever is late or left early stays so. Absent who is asked for."""
        found: dict[int, str] = {}
        for row in self.rows:
            if self.cleaned_data[f"signed-{row.pk}"]:
                if row.status not in {Status.LATE, Status.LEFT_EARLY}:
                    found[row.pk] = Status.PRESENT
            elif self.cleaned_data["misses"] and row.status in UNSETTLED:
                found[row.pk] = Status.ABSENT
        return found
