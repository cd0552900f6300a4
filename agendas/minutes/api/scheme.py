"""Schemes in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from agendas.minutes import actions
from agendas.minutes.models import Scheme
from agendas.sessions.api import DecisionSerializer, OfSession, SeenDecisionInput, VisibleField
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


class SchemeViewSet(Collection[Scheme]):
    """学习会方案：组长、副组长、学习秘书看草稿，成员看已送审的，重点单位的督导单位看已批准的。"""

    serializer_class = SchemeSerializer
    queryset = Scheme.objects.select_related(
        "session__group", "written_by", "submitted_by", "decision__by"
    ).order_by("-session", "pk")
    filterset_class = SchemeFilters
    search_fields = ["session__title", "requirements"]

    def create(self, request: ApiRequest) -> Response:
        """保存有关要求；``revision`` 填读取时的版本号，首次保存填 0，已被他人修改的答 412。"""
        return self.reply(actions.save_scheme(**self.typed(request)), made=True)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request: ApiRequest, **_: str) -> Response:
        """按学习会现有安排列出方案，提交审定；批准后安排有变动的可以再次提交。"""
        return self.reply(actions.submit_scheme(scheme=self.get_object(), **signed(request)))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, **_: str) -> Response:
        """撤回修改。"""
        return self.reply(actions.withdraw_scheme(scheme=self.get_object(), **signed(request)))

    @extend_schema(request=SeenDecisionInput)
    @action(detail=True, methods=["post"])
    def decide(self, request: ApiRequest, **_: str) -> Response:
        """审定学习会方案；``revision`` 填读取时的版本号，已变动的答 412。"""
        scheme = self.get_object()
        return self.reply(
            actions.decide_scheme(scheme=scheme, **self.typed(request, SeenDecisionInput))
        )
