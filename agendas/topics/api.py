"""Problems and topics in the API."""

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
from agendas.sessions.api import DecisionInput, VisibleField
from agendas.sessions.models import StudySession
from agendas.topics import actions
from agendas.topics.models import Angle, Problem, Topic
from studygroups.groups.models import StudyGroup


class ProblemSerializer(serializers.ModelSerializer[Problem]):
    group = VisibleField(queryset=StudyGroup.objects.all())

    class Meta:
        model = Problem
        fields = ["id", "group", "title", "detail", "source", "found_on", "raised_by_unit"]


class ProblemViewSet(ReadOnlyModelViewSet[Problem]):
    serializer_class = ProblemSerializer
    queryset = Problem.objects.none()
    filterset_fields = ["group", "source"]
    search_fields = ["title", "detail"]

    def get_queryset(self) -> QuerySet[Problem]:
        return Problem.objects.visible_to(self.request.user)  # type: ignore[arg-type] # signed in

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        problem = actions.report_problem(by=request.user, at=timezone.now(), **form.validated_data)
        return Response(self.get_serializer(problem).data, status=status.HTTP_201_CREATED)


class TopicSerializer(serializers.ModelSerializer[Topic]):
    group = VisibleField(queryset=StudyGroup.objects.all())
    angles = serializers.MultipleChoiceField(choices=Angle.choices)
    problems = VisibleField(queryset=Problem.objects.all(), many=True, required=False)

    class Meta:
        model = Topic
        fields = [
            "id",
            "group",
            "title",
            "kind",
            "angles",
            "central_task",
            "theme",
            "why_now",
            "problems",
            "state",
            "session",
        ]
        read_only_fields = ["state", "session"]

    def validate_angles(self, chosen: set[str]) -> list[str]:
        return [angle for angle in Angle.values if angle in chosen]


class TakeInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.all())


class TopicViewSet(ReadOnlyModelViewSet[Topic]):
    serializer_class = TopicSerializer
    queryset = Topic.objects.none()
    filterset_fields = ["group", "state", "session"]
    search_fields = ["title", "why_now"]

    def get_queryset(self) -> QuerySet[Topic]:
        visible = Topic.objects.visible_to(self.request.user)  # type: ignore[arg-type] # signed in
        return visible.prefetch_related("problems")

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        topic = actions.propose_topic(by=request.user, at=timezone.now(), **form.validated_data)
        return Response(self.get_serializer(topic).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=TakeInput, responses=TopicSerializer)
    @action(detail=True, methods=["post"])
    def take(self, request: ApiRequest, **_: str) -> Response:
        form = TakeInput(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        topic = actions.take_topic(
            topic=self.get_object(),
            session=form.validated_data["session"],
            by=request.user,
            at=timezone.now(),
        )
        return Response(self.get_serializer(topic).data)

    @extend_schema(request=DecisionInput, responses=TopicSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: ApiRequest, **_: str) -> Response:
        form = DecisionInput(data=request.data)
        form.is_valid(raise_exception=True)
        topic = actions.decide_topic(
            topic=self.get_object(), by=request.user, at=timezone.now(), **form.validated_data
        )
        return Response(self.get_serializer(topic).data)
