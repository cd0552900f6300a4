"""Measures in the API."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_filters.rest_framework import FilterSet, NumberFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.http import ApiRequest, signed_in
from accounts.people.models import User
from agendas.measures import actions
from agendas.measures.api.shared import CheckedFileField, Lit, stored
from agendas.measures.models import Light, Measure, MeasureQuerySet, with_progress
from agendas.measures.rules import people_for, standing_of
from agendas.minutes.models import Resolution
from agendas.sessions.api import DecisionInput, VisibleField
from agendas.sessions.models import StudySession
from agendas.topics.models import Problem


class MeasureSerializer(serializers.ModelSerializer[Measure]):
    session = VisibleField(queryset=StudySession.objects.all())
    resolution = VisibleField(queryset=Resolution.objects.all(), required=False, allow_null=True)
    problem = VisibleField(queryset=Problem.objects.all(), required=False, allow_null=True)
    owner_name = serializers.CharField(source="owner.full_name", read_only=True)
    handler_name = serializers.CharField(source="handler.full_name", read_only=True, default="")
    light = serializers.SerializerMethodField()

    class Meta:
        model = Measure
        fields = [
            "id",
            "title",
            "session",
            "resolution",
            "problem",
            "lead_unit",
            "owner",
            "owner_name",
            "handler",
            "handler_name",
            "schedule",
            "starts_on",
            "due_on",
            "status",
            "light",
            "ended_on",
            "stop_reason",
        ]
        read_only_fields = ["status", "ended_on", "stop_reason"]

    def get_light(self, measure: Measure) -> Light:
        return standing_of(measure, self.context["view"].yardstick).light

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Those who may be given a measure are the same as on the page."""
        people = set(people_for(attrs["session"].group))
        for name in ("owner", "handler"):
            if attrs.get(name) and attrs[name] not in people:
                raise serializers.ValidationError({name: "请在本单位人员和中心组成员中选择。"})
        return attrs


class EvidenceInput(serializers.Serializer[Any]):
    """A file is optional; with one the request is multipart."""

    evidence = serializers.CharField(max_length=500)
    file = CheckedFileField(required=False, write_only=True)

    def facts(self, *, by: User) -> dict[str, Any]:
        """What the action wants to know, the file stored."""
        return {**self.validated_data, "file": stored(self.validated_data.get("file"), by=by)}


class StopInput(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class MeasureFilters(FilterSet):  # type: ignore[misc] # has no types
    year = NumberFilter("session__year")

    class Meta:
        model = Measure
        fields = ["session", "status", "owner", "handler"]


class MeasureViewSet(Lit, ReadOnlyModelViewSet[Measure]):
    serializer_class = MeasureSerializer
    queryset = Measure.objects.none()
    filterset_class = MeasureFilters
    search_fields = ["title", "lead_unit"]

    def get_queryset(self) -> MeasureQuerySet:
        return with_progress(Measure.objects.visible_to(signed_in(self.request)))

    def _answer(self, measure: Measure, code: int = status.HTTP_200_OK) -> Response:
        """The measure as it stands after the action."""
        fresh = self.get_queryset().get(pk=measure.pk)
        return Response(self.get_serializer(fresh).data, status=code)

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        measure = actions.make_measure(by=request.user, at=timezone.now(), **form.validated_data)
        return self._answer(measure, status.HTTP_201_CREATED)

    @extend_schema(request=EvidenceInput, responses=MeasureSerializer)
    @action(detail=True, methods=["post"], url_path="apply-closing")
    def apply_closing(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = EvidenceInput(data=request.data)
        form.is_valid(raise_exception=True)
        by, measure = request.user, self.get_object()
        actions.apply_closing(measure=measure, by=by, at=timezone.now(), **form.facts(by=by))
        return self._answer(measure)

    @extend_schema(request=DecisionInput, responses=MeasureSerializer)
    @action(detail=True, methods=["post"], url_path="decide-closing")
    def decide_closing(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = DecisionInput(data=request.data)
        form.is_valid(raise_exception=True)
        measure = self.get_object()
        actions.decide_closing(
            measure=measure, by=request.user, at=timezone.now(), **form.validated_data
        )
        return self._answer(measure)

    @extend_schema(request=StopInput, responses=MeasureSerializer)
    @action(detail=True, methods=["post"])
    def stop(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = StopInput(data=request.data)
        form.is_valid(raise_exception=True)
        measure = self.get_object()
        actions.stop_measure(
            measure=measure, by=request.user, at=timezone.now(), **form.validated_data
        )
        return self._answer(measure)
