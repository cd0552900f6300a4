"""Agenda, minutes and resolutions in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from agendas.drafts.api import DraftCollection
from agendas.minutes import actions
from agendas.minutes.models import AgendaItem, Minutes, Resolution
from agendas.sessions.api import DecisionSerializer, OfSession, VisibleField
from agendas.sessions.models import StudySession


class ItemSerializer(serializers.ModelSerializer[AgendaItem]):
    session = VisibleField(queryset=StudySession.objects.select_related("group"))

    class Meta:
        model = AgendaItem
        fields = ["id", "session", "order", "kind", "title", "speaker", "minutes"]
        read_only_fields = ["order"]


class MoveInput(serializers.Serializer[Any]):
    up = serializers.BooleanField()


class ItemFilters(OfSession):
    class Meta:
        model = AgendaItem
        fields = ["kind"]


class ItemViewSet(Collection[AgendaItem]):
    """议程：本中心组和督导单位，以及准予查看的参会人员可见。"""

    serializer_class = ItemSerializer
    queryset = AgendaItem.objects.select_related("session__group").order_by(
        "session", "order", "pk"
    )
    filterset_class = ItemFilters
    search_fields = ["title", "speaker"]

    def create(self, request: ApiRequest) -> Response:
        """在议程末尾增加一项。"""
        return self.reply(actions.add_item(**self.typed(request)), made=True)

    @extend_schema(request=MoveInput)
    @action(detail=True, methods=["post"])
    def move(self, request: ApiRequest, **_: str) -> Response:
        """上移或下移一位。"""
        item = self.get_object()
        return self.reply(actions.move_item(item=item, **self.typed(request, MoveInput)))

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: ApiRequest, **_: str) -> Response:
        """删除该项议程。"""
        actions.remove_item(item=self.get_object(), **signed(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MinutesSerializer(serializers.ModelSerializer[Minutes]):
    session = VisibleField(queryset=StudySession.objects.select_related("group"))
    revision = serializers.IntegerField(min_value=0)
    written_by = serializers.CharField(source="written_by.full_name", read_only=True)
    decision = DecisionSerializer(read_only=True)

    class Meta:
        model = Minutes
        fields = [
            "id",
            "session",
            "record",
            "summary",
            "state",
            "revision",
            "written_by",
            "written_at",
            "decision",
        ]
        read_only_fields = ["state", "written_at"]


class SaveInput(serializers.Serializer[Any]):
    revision = serializers.IntegerField(min_value=0)
    record = serializers.CharField(max_length=50000, allow_blank=True, required=False)
    summary = serializers.CharField(max_length=20000, allow_blank=True, required=False)


class MinutesFilters(OfSession):
    class Meta:
        model = Minutes
        fields = ["state"]


@extend_schema_view(
    decide=extend_schema(
        description="审定会议记录和会议纪要；``revision`` 填读取时的版本号，已变动的答 412。"
    ),
)
class MinutesViewSet(DraftCollection[Minutes]):
    """会议记录和会议纪要：组长、副组长、学习秘书看草稿，其他人员看已审定的。"""

    acts = actions.MINUTES
    serializer_class = MinutesSerializer
    queryset = Minutes.objects.select_related(
        "session__group", "written_by", "submitted_by", "decision__by", "decision__acted_for"
    ).order_by("-session", "pk")
    filterset_class = MinutesFilters
    search_fields = ["record", "summary"]

    def create(self, request: ApiRequest) -> Response:
        """保存；``revision`` 填读取时的版本号，首次保存填 0，已被他人修改的答 412。"""
        words = {"record": "", "summary": ""} | self.typed(request)
        return self.reply(actions.save_minutes(**words), made=True)

    @extend_schema(request=SaveInput)
    def update(self, request: ApiRequest, **_: str) -> Response:
        """在 ``revision`` 的基础上保存；未提交的字段保持不变，已被他人修改的答 412。"""
        minutes = self.get_object()
        kept = {"record": minutes.record, "summary": minutes.summary}
        words = kept | self.typed(request, SaveInput)
        return self.reply(actions.save_minutes(session=minutes.session, **words))

    @extend_schema(request=SaveInput)
    def partial_update(self, request: ApiRequest, **_: str) -> Response:
        """在 ``revision`` 的基础上保存；未提交的字段保持不变，已被他人修改的答 412。"""
        return self.update(request)


class ResolutionSerializer(serializers.ModelSerializer[Resolution]):
    session = VisibleField(queryset=StudySession.objects.select_related("group"))

    class Meta:
        model = Resolution
        fields = ["id", "session", "order", "kind", "text"]
        read_only_fields = ["order"]


class ResolutionFilters(OfSession):
    class Meta:
        model = Resolution
        fields = ["kind"]


class ResolutionViewSet(Collection[Resolution]):
    """共识、决定、要求、提请上级研究事项：随会议记录可见。"""

    serializer_class = ResolutionSerializer
    queryset = Resolution.objects.select_related("session__group").order_by(
        "session", "order", "pk"
    )
    filterset_class = ResolutionFilters
    search_fields = ["text"]

    def create(self, request: ApiRequest) -> Response:
        """增加一项。"""
        return self.reply(actions.add_resolution(**self.typed(request)), made=True)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: ApiRequest, **_: str) -> Response:
        """删除该项。"""
        actions.remove_resolution(resolution=self.get_object(), **signed(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
