"""Research papers as the API takes and shows them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from accounts.files.rules import checked_kind
from accounts.http import signed_in
from accounts.people.models import User
from agendas.research.models import Duty, Finding, FindingKind, Research
from agendas.sessions.api import VisibleField
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup


class AuthorField(serializers.PrimaryKeyRelatedField[User]):
    """A person by his key, out of the caller's own groups."""

    def get_queryset(self) -> QuerySet[User]:
        groups = StudyGroup.objects.of_member(
            signed_in(self.context["request"]), on=timezone.localdate()
        )
        return User.objects.filter(memberships__group__in=groups.values("pk")).distinct()


class PaperInput(serializers.Serializer[Any]):
    """A paper as text, file or both; ``authors`` left out means the caller alone."""

    title = serializers.CharField(max_length=100)
    text = serializers.CharField(max_length=20000, allow_blank=True, default="")
    file = serializers.FileField(required=False)
    authors = AuthorField(queryset=User.objects.none(), many=True, required=False)

    def validate_file(self, upload: UploadedFile) -> UploadedFile:
        checked_kind(upload, size=upload.size or 0)
        return upload


class HandInInput(PaperInput):
    session = VisibleField(queryset=StudySession.objects.all())


class RemarkInput(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=200, allow_blank=True, default="")


class FindingSerializer(serializers.ModelSerializer[Finding]):
    kind = serializers.ChoiceField(choices=FindingKind.choices)

    class Meta:
        model = Finding
        fields = ["id", "kind", "text"]


class RemoveFindingInput(serializers.Serializer[Any]):
    finding = serializers.PrimaryKeyRelatedField(queryset=Finding.objects.none())

    def __init__(self, *args: Any, paper: Research, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["finding"].queryset = paper.findings.all()  # type: ignore[attr-defined] # a related field


class AuthorSerializer(serializers.ModelSerializer[Duty]):
    """An author as he was called when the research was asked for."""

    class Meta:
        model = Duty
        fields = ["person", "name", "unit_name", "post"]


class ResearchSerializer(serializers.ModelSerializer[Research]):
    authors = AuthorSerializer(source="duties", many=True)
    findings = FindingSerializer(many=True)
    file_name = serializers.CharField(source="file.name", default=None)
    file_path = serializers.SerializerMethodField()

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
            "findings",
        ]

    def get_file_path(self, paper: Research) -> str | None:
        return reverse("api:research-file", args=[paper.pk]) if paper.file_id else None
