"""What is typed about the public board."""

from __future__ import annotations

from django import forms


class BoardForm(forms.Form):
    text = forms.CharField(label="公开内容", max_length=2000, widget=forms.Textarea)
    shows_time_and_place = forms.BooleanField(label="公开时间地点", required=False)


class ReviewForm(forms.Form):
    """Names the wording that was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
