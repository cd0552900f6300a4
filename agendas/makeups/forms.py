"""What is typed about study made up: material, due date, note, remark."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.files.actions import store
from accounts.files.forms import UploadsField
from accounts.people.models import User
from agendas.makeups.rules import MakeUpRefusal
from agendas.proxies.forms import GivenForm
from agendas.sessions.forms import DayField


class DueForm(forms.Form):
    due_on = DayField(label="完成期限")


class MaterialForm(forms.Form):
    text = forms.CharField(
        label="补学内容",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="读什么、怎么学。",
    )
    attached = UploadsField(
        label="添加文件", required=False, help_text="可一次选多个，每个不超过 20 MB。"
    )

    def content(self, *, by: User) -> dict[str, Any]:
        """What ``save_material`` wants to know; keeps the files that were uploaded."""
        files = [store(upload, by=by) for upload in self.cleaned_data["attached"]]
        return {"text": self.cleaned_data["text"], "files": files}


class NoteForm(GivenForm):
    """The note; the secretary adds on which day he had it, and perhaps the sheet."""

    note = forms.CharField(
        label="补学小结",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="不超过 500 字。",
        error_messages={"required": MakeUpRefusal.EMPTY.label},
    )
    field_order = ("note", "given_on", "scan")

    def __init__(self, *args: Any, for_another: bool, **options: Any) -> None:
        super().__init__(*args, for_another=for_another, **options)
        # A scan may stand for the words.
        self.fields["note"].required = not for_another

    def words(self, *, by: User) -> dict[str, Any]:
        """What ``hand_in`` wants to know."""
        return {"note": self.cleaned_data["note"], "given": self.given(by=by)}


class MoreForm(forms.Form):
    remark = forms.CharField(label="需要补充的内容", max_length=200, required=False)
