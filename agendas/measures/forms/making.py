"""What is typed when measures are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.people.forms import PersonField, PickingForm
from accounts.people.models import UserQuerySet
from agendas.measures.models import Comparator, IndicatorKind, Measure, Rhythm
from agendas.minutes.models import Resolution
from agendas.sessions.forms import DayField
from agendas.topics.models import Problem

# As many digits as the columns hold.
FIGURE: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class MeasureForm(PickingForm):
    """What it comes from, the task, who, how and by when."""

    resolution = forms.ModelChoiceField(
        label="来自会议成果", queryset=Resolution.objects.none(), required=False, empty_label="无"
    )
    problem = forms.ModelChoiceField(
        label="针对的问题", queryset=Problem.objects.none(), required=False, empty_label="无"
    )
    title = forms.CharField(label="任务", max_length=100)
    lead_unit = forms.CharField(label="责任单位", max_length=80)
    owner = PersonField(label="责任人")
    handler = PersonField(label="经办人", required=False)
    schedule = forms.CharField(
        label="进度安排", max_length=1000, required=False, widget=forms.Textarea
    )
    starts_on = DayField(label="开始日期")
    due_on = DayField(label="时限")

    def __init__(
        self,
        *args: Any,
        people: UserQuerySet,
        resolutions: QuerySet[Resolution],
        problems: QuerySet[Problem],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["resolution"].queryset = resolutions
        fields["problem"].queryset = problems
        self.offer(people, "owner", "handler")


class IndicatorForm(forms.Form):
    """What is counted, for one of the session's running measures."""

    measure = forms.ModelChoiceField(
        label="措施", queryset=Measure.objects.none(), empty_label=None
    )
    name = forms.CharField(label="指标", max_length=60)
    kind = forms.ChoiceField(
        label="口径",
        choices=IndicatorKind.choices,
        help_text="累计：各次进度相加；最新值、比例：以最近一次为准。",
    )
    comparator = forms.ChoiceField(label="要求", choices=Comparator.choices)
    target = forms.DecimalField(label="目标值", **FIGURE)
    unit = forms.CharField(label="单位", max_length=12, help_text="如亩、万亩、个、人、%。")
    rhythm = forms.ChoiceField(
        label="报送周期",
        choices=Rhythm.choices,
        initial=Rhythm.QUARTER,
        help_text="每期末报一次，遇节假日顺延至下一个工作日。",
    )
    baseline = forms.DecimalField(label="上年基数", required=False, **FIGURE)

    def __init__(self, *args: Any, measures: Iterable[Measure], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["measure"]
        running = {measure.pk: measure for measure in measures if measure.is_running()}
        field.queryset = Measure.objects.filter(pk__in=running)
        field.choices = [(pk, measure.title) for pk, measure in running.items()]

    def facts(self) -> dict[str, Any]:
        """What ``add_indicator`` wants to know besides the measure."""
        return {name: value for name, value in self.cleaned_data.items() if name != "measure"}


class NoMeasuresForm(forms.Form):
    reason = forms.CharField(label="未形成措施的理由", max_length=200)
