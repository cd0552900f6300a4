"""Questions for every member, and which group and year are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.templatetags.words import padded
from agendas.research.models import Duty
from studygroups.groups.models import StudyGroup


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


class MatrixFilter(forms.Form):
    """One of the groups the visitor leads, and a year; the newest where none is chosen."""

    group = forms.ChoiceField(label="中心组", required=False)
    year = forms.ChoiceField(label="年度", required=False)

    def __init__(
        self, asked: Any, *, groups: Sequence[StudyGroup], years: Sequence[int], this_year: int
    ) -> None:
        super().__init__(asked)
        self.groups = {str(group.pk): group for group in groups}
        self.years = {str(year): year for year in sorted({*years, this_year}, reverse=True)}
        self._choose("group", list(self.groups.items()), str(groups[0].pk))
        self._choose("year", [(key, f"{key}年") for key in self.years], str(this_year))

    def _choose(self, name: str, choices: list[tuple[str, Any]], usual: str) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        if self.data.get(name) not in dict(choices):
            self.data = self.data | {name: usual}  # type: ignore[operator] # a plain dict here

    def chosen(self) -> tuple[StudyGroup, int]:
        return self.groups[str(self.data["group"])], self.years[str(self.data["year"])]
