"""Schemes in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api import ApiRequest
from agendas.drafts.api import DraftCollection
from agendas.minutes import actions
from agendas.minutes.models import Scheme
from agendas.sessions.api import DecisionSerializer, OfSession, VisibleField
from agendas.sessions.models import StudySession


class SectionSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())


class SchemeSerializer(serializers.ModelSerializer[Scheme]):
    session = VisibleField(queryset=StudySession.objects.select_related("group"))
    revision = serializers.IntegerField(min_value=0)
    sections = serializers.SerializerMethodField()
    written_by = serializers.CharField(source="written_by.full_name", read_only=True)
    decision = DecisionSerializer(read_only=True)

    class Meta:
        model = Scheme
        fields = [
            "id",
            "session",
            "requirements",
            "sections",
            "state",
            "revision",
            "written_by",
            "written_at",
            "submitted_at",
            "decision",
        ]
        read_only_fields = ["state", "written_at", "submitted_at"]

    @extend_schema_field(SectionSerializer(many=True))
    def get_sections(self, scheme: Scheme) -> list[dict[str, Any]]:
        """The sheet as it was submitted; empty while it is written."""
        shown = [] if scheme.is_draft() else scheme.sections
        return [{"name": name, "lines": lines} for name, lines in shown]


class SchemeFilters(OfSession):
    class Meta:
        model = Scheme
        fields = ["state"]


@extend_schema_view(
    submit=extend_schema(
        description="按学习会现有安排列出方案，提交审定；批准后安排有变动的可以再次提交。"
    ),
    decide=extend_schema(
        description="审定学习会方案；``revision`` 填读取时的版本号，已变动的答 412。"
    ),
)
class SchemeViewSet(DraftCollection[Scheme]):
    """学习会方案：组长、副组长、学习秘书看草稿，成员看已送审的，重点单位的督导单位看已批准的。"""

    acts = actions.SCHEME
    serializer_class = SchemeSerializer
    queryset = Scheme.objects.select_related(
        "session__group", "written_by", "submitted_by", "decision__by"
    ).order_by("-session", "pk")
    filterset_class = SchemeFilters
    search_fields = ["session__title", "requirements"]

    def create(self, request: ApiRequest) -> Response:
        """保存有关要求；``revision`` 填读取时的版本号，首次保存填 0，已被他人修改的答 412。"""
        return self.reply(actions.save_scheme(**self.typed(request)), made=True)
