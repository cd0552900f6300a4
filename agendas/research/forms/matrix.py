"""Questions for every member."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.templatetags.words import padded
from agendas.research.models import Duty


class QuestionsForm(forms.Form):
    """One line for each member, by the key of his duty."""

    def __init__(self, *args: Any, duties: Sequence[Duty], **options: Any) -> None:
        super().__init__(*args, **options)
        for duty in duties:
            self.fields[f"q{duty.pk}"] = forms.CharField(
                label=padded(duty.name), max_length=200, required=False, initial=duty.question
            )

    def questions(self) -> dict[int, str]:
        """What ``give_questions`` wants to know."""
        return {int(name[1:]): text for name, text in self.cleaned_data.items()}
