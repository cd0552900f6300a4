"""Which year is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms


class YearFilter(forms.Form):
    """One of the years in which anything was held; this one where none is chosen."""

    year = forms.ChoiceField(label="年度", required=False)

    def __init__(self, asked: Any, *, years: Sequence[int], this_year: int) -> None:
        super().__init__(asked)
        self.years = {str(year): year for year in sorted({*years, this_year}, reverse=True)}
        field: Any = self.fields["year"]
        field.choices = [(key, f"{key}年") for key in self.years]
        if self.data.get("year") not in self.years:
            self.data = {"year": str(this_year)}

    def chosen(self) -> int:
        return self.years[str(self.data["year"])]
