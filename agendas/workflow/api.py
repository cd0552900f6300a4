"""Sessions in the API: open, change, advance, send back, waive."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.http import ApiRequest
from agendas.sessions.actions import edit_session
from agendas.sessions.api import VisibleField
from agendas.sessions.models import StudySession
from agendas.sessions.rules import belongs
from agendas.workflow import actions
from agendas.workflow.rules import open_gaps
from studygroups.groups.models import StudyGroup


class SessionSerializer(serializers.ModelSerializer[StudySession]):
    group = VisibleField(queryset=StudyGroup.objects.all())

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
    """What may be changed; ``revision`` is the one the caller started from."""

    title = serializers.CharField(max_length=100, required=False)
    starts_at = serializers.DateTimeField(required=False, allow_null=True)
    ends_at = serializers.DateTimeField(required=False, allow_null=True)
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


class SessionViewSet(ReadOnlyModelViewSet[StudySession]):
    serializer_class = SessionSerializer
    queryset = StudySession.objects.none()
    filterset_fields = ["group", "form", "stage", "year"]
    search_fields = ["title"]

    def get_queryset(self) -> QuerySet[StudySession]:
        visible = StudySession.objects.visible_to(self.request.user)  # type: ignore[arg-type] # signed in
        return visible.select_related("group__unit", "form")

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        session = actions.open_session(by=request.user, at=timezone.now(), **form.validated_data)
        return Response(self.get_serializer(session).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=HeadInput)
    def partial_update(self, request: ApiRequest, **_: str) -> Response:
        form = HeadInput(data=request.data)
        form.is_valid(raise_exception=True)
        session = edit_session(
            session=self.get_object(), by=request.user, at=timezone.now(), **form.validated_data
        )
        return Response(self.get_serializer(session).data)

    @extend_schema(request=None, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    def advance(self, request: ApiRequest, **_: str) -> Response:
        session = actions.advance(session=self.get_object(), by=request.user, at=timezone.now())
        return Response(self.get_serializer(session).data)

    @extend_schema(request=ReasonInput, responses=SessionSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: ApiRequest, **_: str) -> Response:
        form = ReasonInput(data=request.data)
        form.is_valid(raise_exception=True)
        session = actions.send_back(
            session=self.get_object(), by=request.user, at=timezone.now(), **form.validated_data
        )
        return Response(self.get_serializer(session).data)

    @extend_schema(request=WaiveInput, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    def waive(self, request: ApiRequest, **_: str) -> Response:
        form = WaiveInput(data=request.data)
        form.is_valid(raise_exception=True)
        session = self.get_object()
        actions.waive(session=session, by=request.user, at=timezone.now(), **form.validated_data)
        return Response(self.get_serializer(session).data)

    @extend_schema(responses=GapSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def gaps(self, request: ApiRequest, **_: str) -> Response:
        """What is 待完善 before the next stage; empty for whoever is outside the group."""
        session = self.get_object()
        inside = belongs(request.user, session)
        found = open_gaps(session, at=timezone.now()) if inside else []
        return Response(GapSerializer(found, many=True).data)
