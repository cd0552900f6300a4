"""Observations in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from accounts.people.models import User
from agendas.observing import actions
from agendas.observing.api.shared import ProblemsField
from agendas.observing.models import Observation
from agendas.observing.models.observations import LONGEST_FEEDBACK
from agendas.observing.rules import MOST_PROBLEMS, MOST_TEAM
from agendas.sessions.api import OfSession, VisibleField
from agendas.sessions.models import StudySession


class ObservationSerializer(serializers.ModelSerializer[Observation]):
    session = VisibleField(queryset=StudySession.objects.all())

    class Meta:
        model = Observation
        fields = [
            "id",
            "session",
            "unit",
            "state",
            "lead",
            "team",
            "words",
            "agreed_at",
            "handed_over_at",
            "overall",
            "highlights",
            "problems",
            "reported_at",
            "response",
            "responded_at",
        ]
        read_only_fields = [name for name in fields if name != "session"]


class TeamInput(serializers.Serializer[Any]):
    lead = serializers.PrimaryKeyRelatedField(queryset=User.objects.active())
    others = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.active(),
        many=True,
        allow_empty=False,
        help_text="带队人以外的一至两人",
    )

    def validate_others(self, people: list[User]) -> list[User]:
        """Nobody names a crowd: each of them is looked up on its own."""
        if len(people) >= MOST_TEAM:
            raise serializers.ValidationError("带队人以外最多两人。")
        return people


class WordsInput(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=200, allow_blank=True, default="")


class ReportInput(serializers.Serializer[Any]):
    overall = serializers.CharField(max_length=LONGEST_FEEDBACK)
    highlights = serializers.CharField(max_length=LONGEST_FEEDBACK, allow_blank=True, default="")
    problems = ProblemsField(default=list, max_length=MOST_PROBLEMS)


class ResponseInput(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST_FEEDBACK)


class ObservationFilters(OfSession):
    class Meta:
        model = Observation
        fields = ["unit", "state"]


class ObservationViewSet(Collection[Observation]):
    """列席旁听：督导单位看本单位的，中心组看本组的，旁听人员看本人参加的。"""

    serializer_class = ObservationSerializer
    queryset = Observation.objects.with_all()
    filterset_class = ObservationFilters
    search_fields = ["session__title", "session__group__name"]

    def create(self, request: ApiRequest) -> Response:
        """拟旁听一次学习会。"""
        return self.reply(actions.propose(**self.typed(request)), made=True)

    @extend_schema(request=TeamInput)
    @action(detail=True, methods=["post"], url_path="name-team")
    def name_team(self, request: ApiRequest, **_: str) -> Response:
        """确定或者调整旁听组，两至三人。"""
        one, words = self.get_object(), self.typed(request, TeamInput)
        return self._again(actions.name_team(observation=one, **words))

    @extend_schema(request=WordsInput)
    @action(detail=True, methods=["post"])
    def agree(self, request: ApiRequest, **_: str) -> Response:
        """中心组同意；不足规定工作日的须写明意见。"""
        one, words = self.get_object(), self.typed(request, WordsInput)
        return self._again(actions.agree(observation=one, **words))

    @extend_schema(request=WordsInput)
    @action(detail=True, methods=["post"], url_path="ask-another")
    def ask_another(self, request: ApiRequest, **_: str) -> Response:
        """中心组请另选时间。"""
        one, words = self.get_object(), self.typed(request, WordsInput)
        return self._again(actions.ask_another(observation=one, **words))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request: ApiRequest, **_: str) -> Response:
        """中心组交接方案和材料。"""
        one = self.get_object()
        return self._again(actions.hand_over(observation=one, **signed(request)))

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, **_: str) -> Response:
        """撤销旁听。"""
        actions.withdraw(observation=self.get_object(), **signed(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ReportInput)
    @action(detail=True, methods=["post"])
    def report(self, request: ApiRequest, **_: str) -> Response:
        """提交旁听反馈，合计不超过 500 字；问题列入中心组的问题清单。"""
        one, words = self.get_object(), self.typed(request, ReportInput)
        return self._again(actions.report(observation=one, **words))

    @extend_schema(request=ResponseInput)
    @action(detail=True, methods=["post"])
    def respond(self, request: ApiRequest, **_: str) -> Response:
        """中心组登记整改情况。"""
        one, words = self.get_object(), self.typed(request, ResponseInput)
        return self._again(actions.respond(observation=one, **words))

    def _again(self, changed: Observation) -> Response:
        """As it stands now, with its team and problems."""
        return self.reply(Observation.objects.with_all().get(pk=changed.pk))
