"""What is typed about research: a paper, its findings, a remark on it, why one is excused."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms

from accounts.files.actions import store
from accounts.files.forms import UploadField
from accounts.people.models import User
from accounts.templatetags.words import padded
from agendas.proxies.forms import GivenForm
from agendas.research.models import Duty, FindingKind, Research


class AuthorsField(forms.MultipleChoiceField):
    """Members of the session.

    Offers those without a paper, but takes any: the rule says why another cannot be an author.
    """

    widget = forms.CheckboxSelectMultiple
    by_key: dict[str, Duty]

    def offer(self, duties: list[Duty], *, known: list[Duty]) -> None:
        self.by_key = {str(duty.pk): duty for duty in known}
        self.choices = [(duty.pk, padded(duty.name)) for duty in duties]

    def valid_value(self, value: object) -> bool:
        return str(value) in self.by_key


class HandInForm(GivenForm):
    """A paper, as text or file.

    Whoever owes one is its author anyway and names who wrote it with him; the secretary
    (``owner`` is ``None``) names them all.
    """

    title = forms.CharField(
        label="题目", max_length=100, required=False, help_text="不填时以文件名为题目。"
    )
    text = forms.CharField(
        label="正文", max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    file = UploadField(
        label="文件", required=False, help_text="正文和文件至少有一项；文件不超过 20 MB。"
    )
    authors = AuthorsField(label="联名作者", required=False)
    field_order = ("title", "text", "file", "authors", "given_on", "scan")

    def __init__(
        self,
        *args: Any,
        owner: Duty | None,
        duties: list[Duty],
        paper: Research | None = None,
        **options: Any,
    ) -> None:
        self.owner, self.paper = owner, paper
        if paper:
            wrote = [duty.pk for duty in duties if duty.paper_id == paper.pk]
            filled = {"title": paper.title, "text": paper.text, "authors": wrote}
            options["initial"] = filled | options.get("initial", {})
        # Other forms of the page have fields of the same names.
        options["auto_id"] = "hand-in-%s"
        super().__init__(*args, for_another=owner is None, **options)
        field = self.fields["authors"]
        field.required = owner is None
        field.label = "联名作者" if owner else "作者"
        others = [duty for duty in duties if duty != owner]
        free = [duty for duty in others if not duty.paper_id or self._is_of(duty, paper)]
        field.offer(free, known=others)  # type: ignore[attr-defined] # an AuthorsField
        if not others:
            del self.fields["authors"]

    @staticmethod
    def _is_of(duty: Duty, paper: Research | None) -> bool:
        return paper is not None and duty.paper_id == paper.pk

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        upload = cleaned.get("file")
        if not cleaned.get("title") and upload:
            cleaned["title"] = PurePath(upload.name).stem[:100]
        if not cleaned.get("title") and "file" not in self.errors:
            has_text = bool(cleaned.get("text"))
            self.add_error(
                "title", "请填写题目。" if has_text else "请填写题目和正文，或者上传文件。"
            )
        return cleaned

    def content(self, *, by: User) -> dict[str, Any]:
        """What ``hand_in`` wants to know; keeps the file that was uploaded."""
        upload = self.cleaned_data["file"]
        field = self.fields.get("authors")
        chosen = [field.by_key[key] for key in self.cleaned_data["authors"]] if field else []  # type: ignore[attr-defined] # an AuthorsField
        authors = [self.owner, *chosen] if self.owner else chosen
        return {
            "title": self.cleaned_data["title"],
            "text": self.cleaned_data["text"],
            "file": store(upload, by=by) if upload else None,
            "authors": [duty.person for duty in authors],
            "given": self.given(by=by),
        }


class FindingForm(forms.Form):
    kind = forms.ChoiceField(label="类别", choices=FindingKind.choices)
    text = forms.CharField(label="发现", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class PassageForm(FindingForm):
    """A finding copied or selected from the text, and the page it stands on."""

    page = forms.IntegerField(
        label="页码",
        min_value=1,
        max_value=9999,
        required=False,
        help_text="不填时按原文自动查找。",
    )
    on_paper = forms.CharField(widget=forms.HiddenInput, initial="yes")


class RemarkForm(forms.Form):
    """One remark, sent by the button of what it asks: 请补充 or 退回."""

    verb = forms.ChoiceField(
        choices=[("ask_more", "请补充"), ("return", "退回")], widget=forms.HiddenInput
    )
    remark = forms.CharField(label="意见", max_length=200, required=False)


class ExcuseForm(GivenForm):
    reason = forms.CharField(label="免交理由", max_length=200)
    field_order = ("reason", "given_on", "scan")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "auto_id": "excuse-%s"})

    def words(self, *, by: User) -> dict[str, Any]:
        """What ``ask_excuse`` wants to know."""
        return {"reason": self.cleaned_data["reason"], "given": self.given(by=by)}
