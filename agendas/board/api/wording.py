"""What the public board says, in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from agendas.board import actions
from agendas.board.api.reviews import STATE, OpinionInput, opinion
from agendas.board.models import BoardNotice
from agendas.sessions.api import OfSession, VisibleField
from agendas.sessions.models import StudySession


class BoardSerializer(serializers.ModelSerializer[BoardNotice]):
    session = VisibleField(queryset=StudySession.objects.select_related("group__unit"))
    text = serializers.CharField(max_length=2000)
    shows_time_and_place = serializers.BooleanField(default=False)

    class Meta:
        model = BoardNotice
        fields = ["id", "session", "title", "text", "shows_time_and_place", *STATE]
        read_only_fields = ["title", *STATE]
        # Writing what is written already is a new wording, not a fault.
        validators: list[Any] = []


class BoardFilters(OfSession):
    class Meta:
        model = BoardNotice
        fields: list[str] = []


class BoardViewSet(Collection[BoardNotice]):
    """公开栏内容：组长、副组长、学习秘书可见，审核后公开。"""

    serializer_class = BoardSerializer
    queryset = BoardNotice.objects.select_related("session__group__unit", "prepared_by")
    filterset_class = BoardFilters
    search_fields = ["title"]

    def create(self, request: ApiRequest) -> Response:
        """准备公开内容；已有的即为修改，须重新审核。"""
        return self.reply(actions.prepare_board(**self.typed(request)), made=True)

    @extend_schema(request=OpinionInput)
    @action(detail=True, methods=["post"])
    def review(self, request: ApiRequest, **_: str) -> Response:
        """保密审查和宣传审核，由准备人以外的另一人进行。"""
        notice, words = self.get_object(), self.typed(request, OpinionInput)
        return self.reply(actions.review_board(notice=notice, **opinion(words)))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, **_: str) -> Response:
        """从公开栏撤回。"""
        return self.reply(actions.withdraw_board(notice=self.get_object(), **signed(request)))
