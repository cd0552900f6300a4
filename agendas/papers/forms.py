"""What is typed about the report of a session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from accounts.units.models import Unit
from agendas.drafts.forms import DraftForm, Prose, lines_of
from agendas.papers.models import Paper
from agendas.papers.rules import units_above
from agendas.sessions.forms import DayField, RowsField


def _others(paper: Paper) -> QuerySet[Unit]:
    """Neighbours of the group's unit below the same parent, and whoever is a recipient already."""
    own = paper.session.group.unit
    beside = Q(parent=own.parent_id) | Q(pk__in=paper.recipients.values("pk"))
    return Unit.objects.filter(beside).exclude(pk=own.pk)


class ReportForm(DraftForm):
    """The report, and the units it goes to: first those above, then the others."""

    texts = ("title", "body")

    title = forms.CharField(label="标题", max_length=100)
    body = Prose(label="正文", max_length=20000)
    recipients = RowsField(
        label="报送单位",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = RowsField(
        label="其他报送单位",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="按住 Ctrl 键可以选择多个单位。",
    )

    def __init__(self, *args: Any, paper: Paper, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.is_bound:
            self.initial["recipients"] = self.initial["others"] = list(paper.recipients.all())
        above = units_above(paper.session.group)
        self._offer("recipients", above)
        self._offer("others", _others(paper).exclude(pk__in=above.values("pk")))

    def _offer(self, name: str, units: QuerySet[Unit]) -> None:
        self.fields[name].queryset = units  # type: ignore[attr-defined] # a choice of units

    def start_from(self, theirs: Paper) -> None:
        super().start_from(theirs)
        if self.theirs:
            typed = "\n".join(str(unit) for unit in self.words()["recipients"])
            saved = "\n".join(str(unit) for unit in theirs.recipients.all())
            self.theirs.append(("报送单位", lines_of(saved, beside=typed)))

    def words(self) -> dict[str, Any]:
        facts = self.cleaned_data
        words = {name: facts[name] for name in ("title", "body", "revision")}
        return {**words, "recipients": [*facts["recipients"], *facts["others"]]}


class ReasonForm(forms.Form):
    reason = forms.CharField(label="不适用的理由", max_length=200)


class SendForm(forms.Form):
    sent_on = DayField(label="报送日期")
