"""Agenda, minutes and resolutions in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.http import ApiRequest, signed_in
from agendas.minutes import actions
from agendas.minutes.models import AgendaItem, Minutes, Resolution
from agendas.sessions.api import DecisionInput, DecisionSerializer, VisibleField
from agendas.sessions.models import StudySession


class ItemSerializer(serializers.ModelSerializer[AgendaItem]):
    session = VisibleField(queryset=StudySession.objects.select_related("group"))

    class Meta:
        model = AgendaItem
        fields = ["id", "session", "order", "kind", "title", "speaker", "minutes"]
        read_only_fields = ["order"]


class MoveInput(serializers.Serializer[Any]):
    up = serializers.BooleanField()


class ItemViewSet(ReadOnlyModelViewSet[AgendaItem]):
    serializer_class = ItemSerializer
    queryset = AgendaItem.objects.none()
    filterset_fields = ["session", "kind"]
    search_fields = ["title", "speaker"]

    def get_queryset(self) -> QuerySet[AgendaItem]:
        items = AgendaItem.objects.visible_to(signed_in(self.request))
        return items.select_related("session__group").order_by("session", "order", "pk")

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        item = actions.add_item(by=request.user, at=timezone.now(), **form.validated_data)
        return Response(self.get_serializer(item).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=MoveInput, responses=ItemSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = MoveInput(data=request.data)
        form.is_valid(raise_exception=True)
        item = actions.move_item(
            item=self.get_object(), by=request.user, at=timezone.now(), **form.validated_data
        )
        return Response(self.get_serializer(item).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        actions.remove_item(item=self.get_object(), by=request.user, at=timezone.now())
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


class MinutesViewSet(ReadOnlyModelViewSet[Minutes]):
    """Saving takes the ``revision`` one started from, 0 before the first save; 412 when stale."""

    serializer_class = MinutesSerializer
    queryset = Minutes.objects.none()
    filterset_fields = ["session", "state"]
    search_fields = ["record", "summary"]

    def get_queryset(self) -> QuerySet[Minutes]:
        rows = Minutes.objects.visible_to(signed_in(self.request)).order_by("-session", "pk")
        return rows.select_related("session__group", "written_by", "submitted_by", "decision__by")

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        words = {"record": "", "summary": ""} | form.validated_data
        saved = actions.save_minutes(by=request.user, at=timezone.now(), **words)
        return Response(self.get_serializer(saved).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=SaveInput, responses=MinutesSerializer)
    def update(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        """Save on top of ``revision``; a text left out stays as it is."""
        minutes = self.get_object()
        form = SaveInput(data=request.data)
        form.is_valid(raise_exception=True)
        words = {"record": minutes.record, "summary": minutes.summary} | form.validated_data
        saved = actions.save_minutes(
            session=minutes.session, by=request.user, at=timezone.now(), **words
        )
        return Response(self.get_serializer(saved).data)

    @extend_schema(request=SaveInput, responses=MinutesSerializer)
    def partial_update(self, request: ApiRequest, pk: str) -> Response:
        return self.update(request, pk)

    @extend_schema(request=None, responses=MinutesSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        minutes = actions.submit_minutes(
            minutes=self.get_object(), by=request.user, at=timezone.now()
        )
        return Response(self.get_serializer(minutes).data)

    @extend_schema(request=None, responses=MinutesSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        minutes = actions.withdraw_minutes(
            minutes=self.get_object(), by=request.user, at=timezone.now()
        )
        return Response(self.get_serializer(minutes).data)

    @extend_schema(request=DecisionInput, responses=MinutesSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = DecisionInput(data=request.data)
        form.is_valid(raise_exception=True)
        minutes = actions.decide_minutes(
            minutes=self.get_object(),
            by=request.user,
            at=timezone.now(),
            **form.validated_data,
        )
        return Response(self.get_serializer(minutes).data)


class ResolutionSerializer(serializers.ModelSerializer[Resolution]):
    session = VisibleField(queryset=StudySession.objects.select_related("group"))

    class Meta:
        model = Resolution
        fields = ["id", "session", "order", "kind", "text"]
        read_only_fields = ["order"]


class ResolutionViewSet(ReadOnlyModelViewSet[Resolution]):
    serializer_class = ResolutionSerializer
    queryset = Resolution.objects.none()
    filterset_fields = ["session", "kind"]
    search_fields = ["text"]

    def get_queryset(self) -> QuerySet[Resolution]:
        rows = Resolution.objects.visible_to(signed_in(self.request))
        return rows.select_related("session__group").order_by("session", "order", "pk")

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        resolution = actions.add_resolution(
            by=request.user, at=timezone.now(), **form.validated_data
        )
        return Response(self.get_serializer(resolution).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        actions.remove_resolution(resolution=self.get_object(), by=request.user, at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
