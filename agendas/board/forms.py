"""What is typed about the public board, material for the media, and what they published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator

from accounts.files.actions import store
from accounts.files.forms import UploadField
from accounts.people.models import User
from agendas.board.models import PressMaterial
from agendas.board.models.publications import SCHEMES
from agendas.board.rules import Opinion
from agendas.sessions.forms import AnswerForm, DayField, SheetForm
from agendas.sessions.models import Outcome


class BoardForm(forms.Form):
    text = forms.CharField(label="公开内容", max_length=2000, widget=forms.Textarea)
    shows_time_and_place = forms.BooleanField(label="公开时间地点", required=False)


class ReviewForm(AnswerForm):
    """What a second person says of the wording that ``revision`` names."""

    outcome = forms.ChoiceField(choices=Outcome.choices, widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    is_secrecy_checked = forms.BooleanField(
        label="已作保密审查，不涉及国家秘密、工作秘密和不宜公开的内容", required=False
    )
    is_publicity_checked = forms.BooleanField(
        label="已作宣传审核，导向正确、事实准确、表述规范", required=False
    )
    field_order = ("is_secrecy_checked", "is_publicity_checked", "reason")

    def answer(self, *, by: User) -> dict[str, Any]:  # noqa: ARG002 - the sheet needs it
        return {"opinion": Opinion(**self.opinion())}

    def opinion(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ReviewForm.base_fields}


class SheetReviewForm(SheetForm, ReviewForm):
    """The leader's review as he signed it on paper."""


class MaterialForm(forms.Form):
    """A piece for the media; a new file takes the place of the former one."""

    title = forms.CharField(label="标题", max_length=100)
    text = forms.CharField(label="正文", max_length=5000, required=False, widget=forms.Textarea)
    file = UploadField(label="文件", required=False, help_text="通稿、图片、图表等；可以只有正文。")
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, material: PressMaterial) -> MaterialForm:
        names = ("title", "text", "revision")
        return cls(initial={name: getattr(material, name) for name in names})

    def words(self, *, by: User) -> dict[str, Any]:
        """What ``prepare_material`` wants to know; keeps the file that was uploaded."""
        upload = self.cleaned_data["file"]
        return {**self.cleaned_data, "file": store(upload, by=by) if upload else None}


class PublicationForm(forms.Form):
    """One report in the media."""

    outlet = forms.CharField(label="媒体", max_length=60)
    title = forms.CharField(label="标题", max_length=120)
    published_on = DayField(label="刊播日期")
    link = forms.CharField(
        label="链接",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        validators=[URLValidator(schemes=SCHEMES, message="请填写以 http 或 https 开头的网址。")],
    )
    scan = UploadField(label="扫描件", required=False, help_text="报样或截图，公开栏不显示。")

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="id_publication_%s")

    def words(self, *, by: User) -> dict[str, Any]:
        """What ``enter_publication`` wants to know; keeps the scan that was uploaded."""
        upload = self.cleaned_data["scan"]
        return {**self.cleaned_data, "scan": store(upload, by=by) if upload else None}
