"""What is typed about problems and topics."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db.models import Q, QuerySet

from accounts.units.models import Unit
from agendas.sessions.forms import DayField, RowsField
from agendas.topics.models import Angle, Problem, ProblemSource, Topic, TopicKind
from studygroups.groups.models import StudyGroup, Supervision

# Boxes to tick; an older problem is reached from its own row in the list of problems.
MOST_PROBLEMS = 50
# More digits than these no key has.
_LONGEST_KEY = 18


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
        label="提出单位", queryset=Unit.objects.none(), required=False, empty_label="本单位"
    )

    def __init__(self, *args: object, groups: QuerySet[StudyGroup], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type] # handed on as they came
        self.fields["group"].queryset = groups  # type: ignore[attr-defined] # a GroupChoice
        self.fields["raised_by_unit"].queryset = _units_above(groups)  # type: ignore[attr-defined] # a ModelChoiceField


def _units_above(groups: QuerySet[StudyGroup]) -> QuerySet[Unit]:
    """Who may have raised a problem of the groups: units that supervise them or stand above."""
    paths = {
        path for group in groups.select_related("unit") for path in group.unit.path_upward()[:-1]
    }
    supervising = Supervision.objects.filter(group__in=groups).values("unit")
    return Unit.objects.filter(Q(path__in=paths) | Q(pk__in=supervising))


class OneProblemForm(forms.Form):
    """The one problem of the list that a hit of the search leads to."""

    problem = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


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
    problems = RowsField(
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
        field = self.fields["problems"]
        field.queryset = problems  # type: ignore[attr-defined] # a choice field
        chosen = _keys(self["problems"].value())
        field.widget.choices = [(row.pk, row) for row in _offered(problems, chosen)]


def _keys(values: Iterable[object] | None) -> set[int]:
    """The keys among what was chosen, named in the address or posted, which may hold anything."""
    texts = (str(value) for value in values or ())
    return {int(text) for text in texts if text.isdecimal() and len(text) <= _LONGEST_KEY}


def _offered(problems: QuerySet[Problem], chosen: set[int]) -> list[Problem]:
    """The newest, and older ones that were chosen."""
    newest = list(problems[:MOST_PROBLEMS])
    older = chosen - {problem.pk for problem in newest}
    return [*newest, *problems.filter(pk__in=older)] if older else newest


class TakeForm(forms.Form):
    """Which topic of the pool the session takes."""

    topic = forms.ModelChoiceField(
        label="从议题库选用", queryset=Topic.objects.none(), empty_label="请选择议题"
    )

    def __init__(self, *args: object, pool: QuerySet[Topic], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type] # handed on as they came
        self.fields["topic"].queryset = pool  # type: ignore[attr-defined] # a ModelChoiceField
        self.has_choice = pool.exists()
