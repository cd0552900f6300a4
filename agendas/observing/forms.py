"""What is typed about observations, inspections and what learners take home."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet

from accounts.people.forms import PersonField, PickingForm, Sought
from accounts.people.models import User
from accounts.units.models import Unit
from agendas.observing import rules
from agendas.observing.models import Observation
from agendas.observing.models.inspections import KINDS
from agendas.observing.models.observations import LONGEST_FEEDBACK
from agendas.observing.models.takeaways import LONGEST_TAKEAWAY
from agendas.research.forms.visits import LinesField
from agendas.sessions.forms import DayField
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup

MOST_WORDS = 40


class OverviewFilter(forms.Form):
    """Which of the coming sessions are shown, and in which order."""

    q = forms.CharField(label="中心组或学习会", max_length=MOST_WORDS, required=False)
    chosen = forms.ChoiceField(
        label="旁听", choices=[("", "全部"), ("no", "未选"), ("yes", "已选")], required=False
    )
    sort = forms.ChoiceField(
        label="排序",
        choices=[
            ("", "按召开时间"),
            ("last", "最久未旁听在前"),
            ("problems", "待回应问题多在前"),
        ],
        required=False,
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[StudySession]:
        """Of sessions that know ``last_observed``, ``open_problems`` and ``is_chosen``."""
        if not self.is_valid():
            return rows.order_by("starts_at", "pk")
        asked = self.cleaned_data
        if asked["q"]:
            words = Q(title__icontains=asked["q"]) | Q(group__name__icontains=asked["q"])
            rows = rows.filter(words)
        if asked["chosen"]:
            rows = rows.filter(is_chosen=asked["chosen"] == "yes")
        orders: dict[str, list[Any]] = {
            "last": [F("last_observed").asc(nulls_first=True)],
            "problems": [F("open_problems").desc()],
        }
        return rows.order_by(*orders.get(asked["sort"], []), "starts_at", "pk")


class TeamForm(PickingForm):
    """Two or three observers, the lead first."""

    lead = PersonField(label="带队人")
    second = PersonField(label="旁听人员")
    third = PersonField(label="第三名旁听人员", required=False)

    def __init__(
        self, *args: Any, observation: Observation, sought: Sought, **options: Any
    ) -> None:
        people = observation.people()
        now = dict(zip(self.base_fields, people, strict=False))
        super().__init__(*args, sought=sought, initial=now, **options)
        for name in self.base_fields:
            by_words = bool(sought.words(name))
            self.offer(rules.people_to_name(observation, by_words=by_words), name)
            # Whoever cannot come in the end is refused by the rule, with its reason.
            self.fields[name].queryset = User.objects.active()  # type: ignore[attr-defined] # a PersonField

    def team(self) -> dict[str, Any]:
        """What ``name_team`` wants to know."""
        others = [self.cleaned_data[name] for name in ("second", "third")]
        return {"lead": self.cleaned_data["lead"], "others": [one for one in others if one]}


class WordsForm(forms.Form):
    """What the group says: to agree late, or which time it would rather have."""

    words = forms.CharField(label="意见", max_length=200, required=False)


class ReportForm(forms.Form):
    overall = forms.CharField(
        label="总体评价",
        max_length=LONGEST_FEEDBACK,
        widget=forms.Textarea,
        help_text=f"总体评价、亮点、问题合计不超过 {LONGEST_FEEDBACK} 字。",
    )
    highlights = forms.CharField(
        label="亮点", max_length=LONGEST_FEEDBACK, required=False, widget=forms.Textarea
    )
    problems = LinesField(
        label="问题",
        help_text=f"一行一个，每个不超过 {rules.LONGEST_PROBLEM} 字，列入该中心组的问题清单。",
    )


class ResponseForm(forms.Form):
    text = forms.CharField(label="整改情况", max_length=LONGEST_FEEDBACK, widget=forms.Textarea)


class InspectionForm(forms.Form):
    """One group at a time: which units may have inspected it depends on the group."""

    kind = forms.ChoiceField(label="类别", choices=KINDS)
    unit = forms.ModelChoiceField(label="检查单位", queryset=Unit.objects.none(), empty_label=None)
    inspected_on = DayField(label="检查日期")
    problems = LinesField(
        label="发现的问题",
        help_text=f"一行一个，每个不超过 {rules.LONGEST_PROBLEM} 字，列入问题清单。",
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined] # a ModelChoiceField


class GroupPick(forms.Form):
    """Of which group an inspection is entered; of those he leads or supervises."""

    group = forms.ModelChoiceField(
        label="中心组", queryset=StudyGroup.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, groups: QuerySet[StudyGroup], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined] # a ModelChoiceField


class TakeawayForm(forms.Form):
    text = forms.CharField(
        label="学习所得",
        max_length=LONGEST_TAKEAWAY,
        widget=forms.Textarea,
        help_text=f"不超过 {LONGEST_TAKEAWAY} 字。本人和本中心组的组长、副组长、学习秘书可见。",
    )
