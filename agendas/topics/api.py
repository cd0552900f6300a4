"""Problems and topics in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection
from accounts.filters import Filters, WholeFilter
from agendas.sessions.api import DayField, SeenDecisionInput, VisibleField
from agendas.sessions.models import StudySession
from agendas.topics import actions
from agendas.topics.models import Angle, Problem, Topic
from studygroups.groups.models import StudyGroup


class ProblemSerializer(serializers.ModelSerializer[Problem]):
    group = VisibleField(queryset=StudyGroup.objects.all())
    found_on = DayField()

    class Meta:
        model = Problem
        fields = ["id", "group", "title", "detail", "source", "found_on", "raised_by_unit"]


class ProblemFilters(Filters):
    year = WholeFilter("found_on__year", most=9999, label="发现年度")

    class Meta:
        model = Problem
        fields = ["group", "source"]


class ProblemViewSet(Collection[Problem]):
    """问题：本中心组的；督导单位看本单位提出的。"""

    serializer_class = ProblemSerializer
    queryset = Problem.objects.all()
    filterset_class = ProblemFilters
    search_fields = ["title", "detail"]

    def create(self, request: ApiRequest) -> Response:
        """登记问题。"""
        return self.reply(actions.report_problem(**self.typed(request)), made=True)


class TopicSerializer(serializers.ModelSerializer[Topic]):
    group = VisibleField(queryset=StudyGroup.objects.all())
    angles = serializers.MultipleChoiceField(choices=Angle.choices, allow_empty=False)
    problems = VisibleField(queryset=Problem.objects.all(), many=True, required=False)
    revision = serializers.IntegerField(read_only=True)

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
            "revision",
        ]
        read_only_fields = ["state", "session"]

    def validate_angles(self, chosen: set[str]) -> list[str]:
        return [angle for angle in Angle.values if angle in chosen]


class TakeInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.all())


class TopicFilters(Filters):
    year = WholeFilter("session__year", most=9999, label="选用议题的学习会的年度")

    class Meta:
        model = Topic
        fields = ["group", "state", "session"]


class TopicViewSet(Collection[Topic]):
    """议题：本中心组的议题库；督导单位看已选定的。"""

    serializer_class = TopicSerializer
    queryset = Topic.objects.prefetch_related("problems")
    filterset_class = TopicFilters
    search_fields = ["title", "why_now"]

    def create(self, request: ApiRequest) -> Response:
        """提出议题。"""
        return self.reply(actions.propose_topic(**self.typed(request)), made=True)

    @extend_schema(request=TakeInput)
    @action(detail=True, methods=["post"])
    def take(self, request: ApiRequest, **_: str) -> Response:
        """由一次学习会选用，报组长审定。"""
        topic = self.get_object()
        return self.reply(actions.take_topic(topic=topic, **self.typed(request, TakeInput)))

    @extend_schema(request=SeenDecisionInput)
    @action(detail=True, methods=["post"])
    def decide(self, request: ApiRequest, **_: str) -> Response:
        """审定议题。"""
        topic = self.get_object()
        return self.reply(
            actions.decide_topic(topic=topic, **self.typed(request, SeenDecisionInput))
        )
