"""What is typed about the report of a session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from accounts.units.models import Unit
from agendas.minutes.forms import Prose
from agendas.papers.models import Paper
from agendas.papers.rules import units_above
from agendas.sessions.forms import DayField


def _others(paper: Paper) -> QuerySet[Unit]:
    """Neighbours of the group's unit below the same parent, and whoever is a recipient already."""
    own = paper.session.group.unit
    beside = Q(parent=own.parent_id) | Q(pk__in=paper.recipients.values("pk"))
    return Unit.objects.filter(beside).exclude(pk=own.pk)


class ReportForm(forms.Form):
    """The report, and the units it goes to: first those above, then the others."""

    title = forms.CharField(label="标题", max_length=100)
    body = Prose(label="正文", max_length=20000)
    recipients = forms.ModelMultipleChoiceField(
        label="报送单位",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.ModelMultipleChoiceField(
        label="其他报送单位",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="按住 Ctrl 键可以选择多个单位。",
    )

    def __init__(self, *args: Any, paper: Paper, **options: Any) -> None:
        super().__init__(*args, **options)
        above = units_above(paper.session.group)
        self._offer("recipients", above)
        self._offer("others", _others(paper).exclude(pk__in=above.values("pk")))

    def _offer(self, name: str, units: QuerySet[Unit]) -> None:
        self.fields[name].queryset = units  # type: ignore[attr-defined] # a choice of units

    @classmethod
    def of(cls, paper: Paper) -> ReportForm:
        """The form filled with what is saved now."""
        sent_to = list(paper.recipients.all())
        words = {"title": paper.title, "body": paper.body}
        return cls(initial={**words, "recipients": sent_to, "others": sent_to}, paper=paper)

    def words(self) -> dict[str, Any]:
        """What ``draft_report`` wants to know."""
        facts = self.cleaned_data
        recipients = [*facts["recipients"], *facts["others"]]
        return {"title": facts["title"], "body": facts["body"], "recipients": recipients}


class ReasonForm(forms.Form):
    reason = forms.CharField(label="不适用的理由", max_length=200)


class SendForm(forms.Form):
    sent_on = DayField(label="报送日期")
