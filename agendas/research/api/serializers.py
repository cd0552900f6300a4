"""Research papers as the API takes and shows them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from accounts.files.api import CheckedFileField
from accounts.files.models import FileText
from accounts.people.models import User
from agendas.proxies.api import EnteredSerializer, GivenInput
from agendas.research.models import Duty, FieldVisit, Finding, FindingKind, MetProblem, Research
from agendas.research.rules.visits import LONGEST_PROBLEM
from agendas.sessions.api import DayField, VisibleField
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup


class AuthorField(serializers.PrimaryKeyRelatedField[User]):
    """A person by his key, out of the caller's own groups."""

    def get_queryset(self) -> QuerySet[User]:
        caller = self.context["request"].user
        groups = StudyGroup.objects.of_member(caller, on=timezone.localdate())
        return User.objects.filter(memberships__group__in=groups.values("pk")).distinct()


class PaperInput(GivenInput):
    title = serializers.CharField(max_length=100)
    text = serializers.CharField(max_length=20000, allow_blank=True, default="")
    file = CheckedFileField(required=False)
    authors = AuthorField(
        queryset=User.objects.none(), many=True, required=False, help_text="不填即为本人"
    )


class HandInInput(PaperInput):
    session = VisibleField(queryset=StudySession.objects.all())


class RemarkInput(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=200, allow_blank=True, default="")


class FindingSerializer(serializers.ModelSerializer[Finding]):
    kind = serializers.ChoiceField(choices=FindingKind.choices)

    class Meta:
        model = Finding
        fields = ["id", "kind", "text", "page"]
        extra_kwargs = {"page": {"min_value": 1, "max_value": 9999}}


class FindingField(serializers.PrimaryKeyRelatedField[Finding]):
    """A finding by its key, out of those of the paper in the address."""

    def get_queryset(self) -> QuerySet[Finding]:
        return Finding.objects.filter(paper=self.context["view"].kwargs["pk"])


class RemoveFindingInput(serializers.Serializer[Any]):
    finding = FindingField(queryset=Finding.objects.none())


class ProblemTextField(serializers.CharField):
    def __init__(self) -> None:
        super().__init__(max_length=LONGEST_PROBLEM)


class MetProblemSerializer(serializers.ModelSerializer[MetProblem]):
    class Meta:
        model = MetProblem
        fields = ["id", "text", "is_solved", "listed"]


class FieldVisitSerializer(serializers.ModelSerializer[FieldVisit]):
    problems = MetProblemSerializer(many=True)

    class Meta:
        model = FieldVisit
        fields = ["id", "visited_on", "place", "met_count", "problems"]


class FieldVisitInput(serializers.Serializer[Any]):
    visited_on = DayField()
    place = serializers.CharField(max_length=80)
    met_count = serializers.IntegerField(min_value=0, max_value=9999, default=0)
    problems = serializers.ListField(child=ProblemTextField(), default=list)
    solved = serializers.ListField(
        child=ProblemTextField(), default=list, help_text="当场解决的问题"
    )


class MetProblemField(serializers.PrimaryKeyRelatedField[MetProblem]):
    """A problem by its key, out of those met on the visits of the paper in the address."""

    def get_queryset(self) -> QuerySet[MetProblem]:
        return MetProblem.objects.filter(visit__paper=self.context["view"].kwargs["pk"])


class ListProblemInput(serializers.Serializer[Any]):
    problem = MetProblemField(queryset=MetProblem.objects.none(), source="met")


class TextSerializer(serializers.ModelSerializer[FileText]):
    trouble = serializers.CharField(source="get_trouble_display")
    pages = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = FileText
        fields = ["state", "trouble", "has_pages", "is_cut", "pages"]


class AuthorSerializer(serializers.ModelSerializer[Duty]):
    class Meta:
        model = Duty
        fields = ["person", "name", "unit_name", "post"]


class ResearchSerializer(serializers.ModelSerializer[Research]):
    authors = AuthorSerializer(source="duties", many=True)
    findings = FindingSerializer(many=True)
    visits = FieldVisitSerializer(many=True)
    file_name = serializers.CharField(source="file.name", default=None)
    file_path = serializers.SerializerMethodField()
    proxy = EnteredSerializer(read_only=True, allow_null=True)
    handed_in_by = serializers.IntegerField(
        source="proxy.entered_by_id", read_only=True, allow_null=True, default=None
    )

    class Meta:
        model = Research
        fields = [
            "id",
            "session",
            "title",
            "text",
            "file_name",
            "file_path",
            "authors",
            "state",
            "remark",
            "handed_in_by",
            "handed_in_at",
            "proxy",
            "findings",
            "visits",
        ]

    def get_file_path(self, paper: Research) -> str | None:
        return reverse("api:research-file", args=[paper.pk]) if paper.file_id else None
