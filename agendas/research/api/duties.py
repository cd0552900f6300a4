"""Who owes research and how he stands, in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.http import signed_in
from agendas.research import actions
from agendas.research.models import Duty, DutyState
from agendas.sessions.api import DecisionInput, DecisionSerializer, VisibleField
from agendas.sessions.models import StudySession


class DutySerializer(serializers.ModelSerializer[Duty]):
    state = serializers.ChoiceField(choices=DutyState.choices, read_only=True)
    research = serializers.PrimaryKeyRelatedField[Any](source="paper", read_only=True)
    excuse_decision = DecisionSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Duty
        fields = [
            "id",
            "session",
            "person",
            "name",
            "unit_name",
            "post",
            "due_on",
            "state",
            "is_speaker",
            "research",
            "excuse_reason",
            "excuse_decision",
        ]


class ExcuseInput(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=200)


class SpeakerInput(serializers.Serializer[None]):
    is_speaker = serializers.BooleanField()


class RemindInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.all())


class RemindAnswer(serializers.Serializer[None]):
    told = serializers.IntegerField(help_text="本次提醒的人数；同一人每天只提醒一次")


class DutyFilter(filters.FilterSet):  # type: ignore[misc] # has no types
    year = filters.NumberFilter(field_name="session__year")

    class Meta:
        model = Duty
        fields = ["session", "is_speaker", "excuse"]


class DutyViewSet(ReadOnlyModelViewSet[Duty]):
    """调研任务：组长、副组长、学习秘书看全体完成情况，成员看本人。"""

    serializer_class = DutySerializer
    queryset = Duty.objects.none()
    filterset_class = DutyFilter
    search_fields = ["name"]

    def get_queryset(self) -> QuerySet[Duty]:
        visible = Duty.objects.visible_to(signed_in(self.request)).with_papers()
        return visible.select_related(
            "session__group", "person", "paper", "excuse_decision__by", "excuse_asked_by"
        )

    @extend_schema(request=ExcuseInput, responses=DutySerializer)
    @action(detail=True, methods=["post"], url_path="ask-excuse")
    def ask_excuse(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = ExcuseInput(data=request.data)
        form.is_valid(raise_exception=True)
        duty = actions.ask_excuse(
            duty=self.get_object(),
            by=signed_in(request),
            at=timezone.now(),
            **form.validated_data,
        )
        return Response(self.get_serializer(duty).data)

    @extend_schema(request=DecisionInput, responses=DutySerializer)
    @action(detail=True, methods=["post"], url_path="decide-excuse")
    def decide_excuse(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = DecisionInput(data=request.data)
        form.is_valid(raise_exception=True)
        duty = actions.decide_excuse(
            duty=self.get_object(),
            by=signed_in(request),
            at=timezone.now(),
            **form.validated_data,
        )
        return Response(self.get_serializer(duty).data)

    @extend_schema(request=SpeakerInput, responses=DutySerializer)
    @action(detail=True, methods=["post"])
    def speaker(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = SpeakerInput(data=request.data)
        form.is_valid(raise_exception=True)
        duty = actions.name_speaker(
            duty=self.get_object(),
            by=signed_in(request),
            at=timezone.now(),
            **form.validated_data,
        )
        return Response(self.get_serializer(duty).data)

    @extend_schema(request=RemindInput, responses=RemindAnswer)
    @action(detail=False, methods=["post"])
    def remind(self, request: Request) -> Response:
        form = RemindInput(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        told = actions.remind_unmet(by=signed_in(request), at=timezone.now(), **form.validated_data)
        return Response({"told": told})
