"""Research papers as the API takes and shows them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from accounts.files.api import CheckedFileField
from accounts.people.models import User
from agendas.proxies.api import EnteredSerializer, GivenInput
from agendas.research.models import Duty, Finding, FindingKind, Research
from agendas.sessions.api import VisibleField
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
        fields = ["id", "kind", "text"]


class FindingField(serializers.PrimaryKeyRelatedField[Finding]):
    """A finding by its key, out of those of the paper in the address."""

    def get_queryset(self) -> QuerySet[Finding]:
        return Finding.objects.filter(paper=self.context["view"].kwargs["pk"])


class RemoveFindingInput(serializers.Serializer[Any]):
    finding = FindingField(queryset=Finding.objects.none())


class AuthorSerializer(serializers.ModelSerializer[Duty]):
    class Meta:
        model = Duty
        fields = ["person", "name", "unit_name", "post"]


class ResearchSerializer(serializers.ModelSerializer[Research]):
    authors = AuthorSerializer(source="duties", many=True)
    findings = FindingSerializer(many=True)
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
        ]

    def get_file_path(self, paper: Research) -> str | None:
        return reverse("api:research-file", args=[paper.pk]) if paper.file_id else None
