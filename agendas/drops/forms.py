"""Files uploaded all at once, and what the secretary says of each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.files.forms import ManyFiles
from accounts.templatetags.words import padded
from agendas.drops.actions import Choice
from agendas.drops.models import DroppedFile
from agendas.drops.rules import MOST_FILES
from agendas.proxies.rules import Given
from agendas.research.forms import AuthorsField
from agendas.research.models import Duty
from agendas.sessions.forms import DayField


class FilesField(forms.FileField):
    """Any number of files. What cannot be taken is told file by file, not here."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ARG002 - Django's
        if not data:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(data)


class DropForm(forms.Form):
    papers = FilesField(
        label="文件",
        help_text="可一次选多个文件，也可上传一个压缩包。文件名里写明成员姓名，多人合写的写全姓名。"
        f"每个文件不超过 20 MB，一次合计不超过 40 MB，一批最多 {MOST_FILES} 个。",
    )


class DropDayForm(forms.Form):
    """When the files were given, the same for all of the batch."""

    given_on = DayField(
        label="本人交来的日期", required=False, help_text="整批同一日期，不填即为今天。"
    )

    def given(self) -> Given | None:
        day = self.cleaned_data["given_on"]
        return Given(day) if day else None


class DroppedFileForm(forms.Form):
    """Whose one file is: the first author, those who wrote it with him, or nobody's."""

    title = forms.CharField(label="题目", max_length=100, required=False)
    author = forms.ChoiceField(label="作者", required=False)
    others = AuthorsField(label="联名作者", required=False)
    is_left_out = forms.BooleanField(label="不代交这份", required=False)

    def __init__(
        self, posted: Any, *, row: DroppedFile, authors: list[Duty], duties: list[Duty]
    ) -> None:
        self.row = row
        keys = [duty.pk for duty in authors]
        filled = {
            "title": row.title,
            "author": keys[0] if keys else "",
            "others": keys[1:],
            "is_left_out": row.is_left_out,
        }
        super().__init__(posted, initial=filled, prefix=f"f{row.pk}")
        named = [(duty.pk, _label(duty)) for duty in duties]
        self.fields["author"].choices = [("", "请选择"), *named]  # type: ignore[attr-defined] # a ChoiceField
        self.fields["others"].offer(duties, known=duties)  # type: ignore[attr-defined] # an AuthorsField

    def choice(self) -> Choice:
        """What ``correct_drop`` wants to know."""
        typed = self.cleaned_data
        by_key = self.fields["others"].by_key  # type: ignore[attr-defined] # an AuthorsField
        keys = dict.fromkeys(key for key in (typed["author"], *typed["others"]) if key)
        authors = [by_key[key] for key in keys]
        return Choice(typed["title"], authors, typed["is_left_out"])


def _label(duty: Duty) -> str:
    return f"{padded(duty.name)}（已有材料）" if duty.paper_id else padded(duty.name)
