"""Material for the media and what they published, in the API."""

from __future__ import annotations

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from accounts.files.api import CheckedFileField, stored
from agendas.board import actions
from agendas.board.api.reviews import STATE, OpinionInput, opinion
from agendas.board.models import PressMaterial, Publication
from agendas.sessions.api import DayField, OfSession, VisibleField
from agendas.sessions.models import StudySession


class PressMaterialSerializer(serializers.ModelSerializer[PressMaterial]):
    session = VisibleField(queryset=StudySession.objects.select_related("group__unit"))
    text = serializers.CharField(max_length=5000, allow_blank=True, default="")
    file = CheckedFileField(write_only=True, required=False, help_text="用 multipart 提交")
    file_name = serializers.CharField(source="file.name", read_only=True, default="")

    class Meta:
        model = PressMaterial
        fields = ["id", "session", "title", "text", "file", "file_name", *STATE]
        read_only_fields = STATE


class MaterialFilters(OfSession):
    class Meta:
        model = PressMaterial
        fields: list[str] = []


class MaterialViewSet(Collection[PressMaterial]):
    """媒体供稿：发布后，本中心组人员和名单上的记者可见。"""

    serializer_class = PressMaterialSerializer
    queryset = PressMaterial.objects.select_related("session__group__unit", "prepared_by", "file")
    filterset_class = MaterialFilters
    search_fields = ["title"]

    @transaction.atomic
    def create(self, request: ApiRequest) -> Response:
        """准备一份供稿。"""
        words = self.typed(request)
        words["file"] = stored(words.get("file"), by=request.user)
        return self.reply(actions.prepare_material(**words), made=True)

    @extend_schema(request=OpinionInput)
    @action(detail=True, methods=["post"])
    def review(self, request: ApiRequest, **_: str) -> Response:
        """审定，同时作保密审查和宣传审核；由组长进行，组长准备的由副组长进行。"""
        material, words = self.get_object(), self.typed(request, OpinionInput)
        return self.reply(actions.review_material(material=material, **opinion(words)))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, **_: str) -> Response:
        """撤回，并通知记者。"""
        material = self.get_object()
        return self.reply(actions.withdraw_material(material=material, **signed(request)))


class PublicationSerializer(serializers.ModelSerializer[Publication]):
    session = VisibleField(queryset=StudySession.objects.select_related("group__unit"))
    published_on = DayField()
    scan = CheckedFileField(write_only=True, required=False, help_text="用 multipart 提交")

    class Meta:
        model = Publication
        fields = ["id", "session", "outlet", "title", "published_on", "link", "scan", *STATE]
        read_only_fields = STATE


class PublicationFilters(OfSession):
    class Meta:
        model = Publication
        fields: list[str] = []


class PublicationViewSet(Collection[Publication]):
    """媒体刊播情况：本中心组人员可见全部，记者可见本人登记的。"""

    serializer_class = PublicationSerializer
    queryset = Publication.objects.select_related("session__group__unit", "prepared_by")
    filterset_class = PublicationFilters
    search_fields = ["outlet", "title"]

    @transaction.atomic
    def create(self, request: ApiRequest) -> Response:
        """登记一篇报道；记者或学习秘书登记。"""
        words = self.typed(request)
        words["scan"] = stored(words.get("scan"), by=request.user)
        return self.reply(actions.enter_publication(**words), made=True)

    @extend_schema(request=OpinionInput)
    @action(detail=True, methods=["post"])
    def review(self, request: ApiRequest, **_: str) -> Response:
        """保密审查和宣传审核；通过后在公开栏列出。"""
        report, words = self.get_object(), self.typed(request, OpinionInput)
        return self.reply(actions.review_publication(publication=report, **opinion(words)))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, **_: str) -> Response:
        """公开栏不再列出。"""
        report = self.get_object()
        return self.reply(actions.withdraw_publication(publication=report, **signed(request)))
