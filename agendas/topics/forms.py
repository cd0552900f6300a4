"""What is typed about problems and topics."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from accounts.units.models import Unit
from agendas.sessions.forms import DayField
from agendas.topics.models import Angle, Problem, ProblemSource, Topic, TopicKind
from studygroups.groups.models import StudyGroup


class GroupChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic when run
    """One of the visitor's own groups; the first where he has only one."""

    def __init__(self) -> None:
        super().__init__(queryset=StudyGroup.objects.none(), label="中心组", empty_label=None)


class ProblemForm(forms.Form):
    group = GroupChoice()
    title = forms.CharField(label="问题", max_length=100)
    detail = forms.CharField(
        label="具体情况", max_length=2000, required=False, widget=forms.Textarea
    )
    source = forms.ChoiceField(label="来源", choices=ProblemSource.choices)
    found_on = DayField(label="发现日期")
    raised_by_unit = forms.ModelChoiceField(
        label="提出单位", queryset=Unit.objects.all(), required=False, empty_label="本单位"
    )

    def __init__(self, *args: object, groups: QuerySet[StudyGroup], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type] # handed on as they came
        self.fields["group"].queryset = groups  # type: ignore[attr-defined] # a GroupChoice


class TopicForm(forms.Form):
    group = GroupChoice()
    title = forms.CharField(label="议题", max_length=100)
    kind = forms.ChoiceField(label="类型", choices=TopicKind.choices, widget=forms.RadioSelect)
    angles = forms.MultipleChoiceField(
        label="切入角度", choices=Angle.choices, widget=forms.CheckboxSelectMultiple
    )
    central_task = forms.CharField(label="服务的中心工作", max_length=200)
    theme = forms.CharField(label="对应的上级规定专题", max_length=200, required=False)
    why_now = forms.CharField(label="为什么现在学", max_length=1000, widget=forms.Textarea)
    problems = forms.ModelMultipleChoiceField(
        label="回应的问题",
        queryset=Problem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: object,
        groups: QuerySet[StudyGroup],
        problems: QuerySet[Problem],
        **options: object,
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type] # handed on as they came
        self.fields["group"].queryset = groups  # type: ignore[attr-defined] # a GroupChoice
        self.fields["problems"].queryset = problems  # type: ignore[attr-defined] # a choice field


class TakeForm(forms.Form):
    """Which topic of the pool the session takes."""

    topic = forms.ModelChoiceField(
        label="从议题库选用", queryset=Topic.objects.none(), empty_label="请选择议题"
    )

    def __init__(self, *args: object, pool: QuerySet[Topic], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type] # handed on as they came
        self.fields["topic"].queryset = pool  # type: ignore[attr-defined] # a ModelChoiceField
