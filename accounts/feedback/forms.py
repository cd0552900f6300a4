"""What is typed about the product, and what is answered."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.feedback.models import LONGEST, Feedback, FeedbackCategory


class FeedbackForm(forms.Form):
    category = forms.ChoiceField(label="类别", choices=FeedbackCategory.choices)
    text = forms.CharField(
        label="内容",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="不超过 500 字；不写国家秘密和他人的个人信息。",
    )
    page = forms.CharField(
        label="所在页面",
        max_length=200,
        required=False,
        help_text="从哪个页面点进来，就自动填写哪个页面。",
    )


class AnswerForm(forms.Form):
    """One answer; many of these stand on one page, so its ids carry the key of the remark."""

    text = forms.CharField(
        label="答复", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, feedback: Feedback) -> None:
        super().__init__(data, auto_id=f"id_{feedback.pk}_%s")
