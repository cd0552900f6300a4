"""Sessions in the API: open, change, advance, send back, waive."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from accounts.filters import Filters, WholeFilter
from agendas.sessions.api import MomentField, VisibleField
from agendas.sessions.models import StudySession
from agendas.sessions.rules import belongs
from agendas.workflow import actions
from agendas.workflow.rules import open_gaps
from studygroups.groups.models import StudyGroup


class SessionSerializer(serializers.ModelSerializer[StudySession]):
    group = VisibleField(queryset=StudyGroup.objects.all())
    starts_at = MomentField(required=False, allow_null=True)
    ends_at = MomentField(required=False, allow_null=True)

    class Meta:
        model = StudySession
        fields = [
            "id",
            "title",
            "group",
            "form",
            "year",
            "stage",
            "starts_at",
            "ends_at",
            "venue",
            "revision",
        ]
        read_only_fields = ["year", "stage", "revision"]


class HeadInput(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=100, required=False)
    starts_at = MomentField(required=False, allow_null=True)
    ends_at = MomentField(required=False, allow_null=True)
    venue = serializers.CharField(max_length=80, required=False, allow_blank=True)
    revision = serializers.IntegerField(min_value=1)


class ReasonInput(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class WaiveInput(ReasonInput):
    gap = serializers.CharField(max_length=30)


class GapSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    text = serializers.CharField()
    part = serializers.CharField()
    can_be_waived = serializers.BooleanField()


class SessionFilters(Filters):
    year = WholeFilter("year", most=9999, label="年度")

    class Meta:
        model = StudySession
        fields = ["group", "form", "stage"]


class SessionViewSet(Collection[StudySession]):
    """学习会：本中心组的，以及本人督导或受邀参加的。"""

    serializer_class = SessionSerializer
    queryset = StudySession.objects.select_related("group__unit", "form")
    filterset_class = SessionFilters
    search_fields = ["title"]

    def create(self, request: ApiRequest) -> Response:
        """新建学习会。"""
        return self.reply(actions.open_session(**self.typed(request)), made=True)

    @extend_schema(request=HeadInput)
    def partial_update(self, request: ApiRequest, **_: str) -> Response:
        """修改名称、时间、地点；``revision`` 填读取时的版本号，已被他人修改的答 412。"""
        session = self.get_object()
        return self.reply(actions.edit_session(session=session, **self.typed(request, HeadInput)))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def advance(self, request: ApiRequest, **_: str) -> Response:
        """进入下一阶段；仍有待完善事项的答 409。"""
        return self.reply(actions.advance(session=self.get_object(), **signed(request)))

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: ApiRequest, **_: str) -> Response:
        """退回上一阶段。"""
        session = self.get_object()
        return self.reply(actions.send_back(session=session, **self.typed(request, ReasonInput)))

    @extend_schema(request=WaiveInput)
    @action(detail=True, methods=["post"])
    def waive(self, request: ApiRequest, **_: str) -> Response:
        """豁免一项已无法补正的待完善事项。"""
        session = self.get_object()
        actions.waive(session=session, **self.typed(request, WaiveInput))
        return self.reply(session)

    @extend_schema(responses=GapSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def gaps(self, request: ApiRequest, **_: str) -> Response:
        """进入下一阶段前的待完善事项；中心组以外的人员看到的为空。"""
        session = self.get_object()
        inside = belongs(request.user, session)
        found = open_gaps(session, at=timezone.now()) if inside else []
        return Response(GapSerializer(found, many=True).data)
