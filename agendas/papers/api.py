"""Official papers in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest
from accounts.filters import WholeFilter
from agendas.drafts.api import DraftCollection
from agendas.papers import actions
from agendas.papers.models import Paper
from agendas.sessions.api import (
    DayField,
    DecisionSerializer,
    OfSession,
    VisibleField,
)
from agendas.sessions.models import StudySession


class PaperSerializer(serializers.ModelSerializer[Paper]):
    session = VisibleField(queryset=StudySession.objects.select_related("group__unit"))
    revision = serializers.IntegerField(min_value=0, default=0)
    decision = DecisionSerializer(read_only=True)

    class Meta:
        model = Paper
        fields = [
            "id",
            "session",
            "kind",
            "issuer",
            "year",
            "number",
            "title",
            "body",
            "recipients",
            "status",
            "reason",
            "sent_on",
            "revision",
            "decision",
        ]
        read_only_fields = ["kind", "issuer", "year", "number", "status", "reason", "sent_on"]
        # Posting again changes the draft; the action keeps a session at one report.
        validators: list[object] = []
        extra_kwargs = {
            "title": {"required": True, "allow_blank": False},
            "body": {"required": True, "allow_blank": False},
        }


class NotApplicableInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.select_related("group__unit"))
    reason = serializers.CharField(max_length=200)


class SendInput(serializers.Serializer[Any]):
    sent_on = DayField()


class PaperFilters(OfSession):
    year = WholeFilter("year", most=9999, label="编号年度")

    class Meta:
        model = Paper
        fields = ["kind", "status"]


@extend_schema_view(
    decide=extend_schema(
        description="审定文书，同意后编号；``revision`` 填读取时的版本号，已变动的答 412。"
    ),
)
class PaperViewSet(DraftCollection[Paper]):
    """文书：组长、副组长、学习秘书看草稿，成员看已签发的，督导单位看报送本单位的。"""

    acts = actions.REPORT
    serializer_class = PaperSerializer
    queryset = Paper.objects.select_related(
        "session__group__unit", "submitted_by", "decision__by", "decision__acted_for"
    ).prefetch_related("recipients")
    filterset_class = PaperFilters
    search_fields = ["title", "body"]

    def create(self, request: ApiRequest) -> Response:
        """起草会议专报；修改时 ``revision`` 填读取时的版本号，已被他人修改的答 412。"""
        words = {"recipients": []} | self.typed(request)
        return self.reply(actions.draft_report(**words), made=True)

    @extend_schema(request=NotApplicableInput)
    @action(detail=False, methods=["post"], url_path="not-applicable")
    def not_applicable(self, request: ApiRequest) -> Response:
        """会议专报记为不适用。"""
        return self.reply(actions.mark_not_applicable(**self.typed(request, NotApplicableInput)))

    @extend_schema(request=SendInput)
    @action(detail=True, methods=["post"])
    def send(self, request: ApiRequest, **_: str) -> Response:
        """登记报送日期。"""
        paper = self.get_object()
        return self.reply(actions.send_paper(paper=paper, **self.typed(request, SendInput)))
