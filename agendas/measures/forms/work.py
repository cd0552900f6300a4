"""What is typed while a measure is worked on: progress, the application to close it, a stop."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.files.actions import store
from accounts.files.forms import UploadField
from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.measures.forms.making import FIGURE
from agendas.measures.models import Indicator, IndicatorKind
from agendas.proxies.forms import GivenForm
from agendas.sessions.forms import AnswerForm, DayField, SheetForm


class EvidenceForm(GivenForm):
    """Words and perhaps a file that show it, by the doer or by the secretary for him."""

    file = UploadField(label="佐证材料", required=False)

    def stored(self, *, by: User) -> StoredFile | None:
        upload = self.cleaned_data["file"]
        return store(upload, by=by) if upload else None


class ReadingForm(EvidenceForm):
    """One dated value of the indicator it was made for."""

    value = forms.DecimalField(**FIGURE)
    read_on = DayField(label="截至日期")
    evidence = forms.CharField(label="依据", max_length=200)
    field_order = ("value", "read_on", "evidence", "file", "given_on", "scan")

    def __init__(self, *args: Any, indicator: Indicator, **options: Any) -> None:
        super().__init__(*args, **{**options, "auto_id": f"reading-{indicator.pk}-%s"})
        self.indicator = indicator
        is_sum = indicator.kind == IndicatorKind.SUM
        self.fields["value"].label = f"{'本期新增' if is_sum else '最新值'}（{indicator.unit}）"
        if is_sum:
            self.fields["value"].help_text = "上次报进度之后新增的数；多报的填负数核减。"

    def facts(self, *, by: User) -> dict[str, Any]:
        words = {name: self.cleaned_data[name] for name in ("value", "read_on", "evidence")}
        return {**words, "file": self.stored(by=by), "given": self.given(by=by)}


class ClosingForm(EvidenceForm):
    evidence = forms.CharField(label="办结情况", max_length=500, widget=forms.Textarea)
    field_order = ("evidence", "file", "given_on", "scan")

    def facts(self, *, by: User) -> dict[str, Any]:
        words = {"evidence": self.cleaned_data["evidence"]}
        return {**words, "file": self.stored(by=by), "given": self.given(by=by)}


class StopForm(AnswerForm):
    reason = forms.CharField(label="终止理由", max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        # On one page with the review of a closing, whose fields bear the same names.
        super().__init__(*args, **{**options, "auto_id": "stop-%s"})


class PaperStopForm(SheetForm, StopForm):
    """A stop as it was signed on paper."""
