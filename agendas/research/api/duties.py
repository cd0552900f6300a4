"""Who owes research and how he stands, in the API."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection
from agendas.proxies.api import EnteredSerializer, GivenInput, given
from agendas.research import actions
from agendas.research.models import Duty, DutyState
from agendas.sessions.api import (
    DecisionInput,
    DecisionSerializer,
    OfSession,
    RemindAnswer,
    RemindInput,
)


class DutySerializer(serializers.ModelSerializer[Duty]):
    state = serializers.ChoiceField(choices=DutyState.choices, read_only=True)
    research = serializers.PrimaryKeyRelatedField[Any](source="paper", read_only=True)
    excuse_decision = DecisionSerializer(read_only=True, allow_null=True)
    excuse_proxy = EnteredSerializer(read_only=True, allow_null=True)

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
            "question",
            "state",
            "is_speaker",
            "research",
            "excuse_reason",
            "excuse_proxy",
            "excuse_decision",
        ]


class ExcuseInput(GivenInput):
    reason = serializers.CharField(max_length=200)


class SpeakerInput(serializers.Serializer[None]):
    is_speaker = serializers.BooleanField()


class QuestionInput(serializers.Serializer[None]):
    question = serializers.CharField(max_length=200, allow_blank=True, help_text="分题；为空即取消")


class DutyFilters(OfSession):
    class Meta:
        model = Duty
        fields = ["is_speaker", "excuse"]


class DutyViewSet(Collection[Duty]):
    """调研任务：组长、副组长、学习秘书看全体完成情况，成员看本人。"""

    serializer_class = DutySerializer
    queryset = (
        Duty.objects.with_papers()
        .select_related("session__group")
        .order_by("-session", "order", "pk")
    )
    filterset_class = DutyFilters
    search_fields = ["name"]

    @extend_schema(request=ExcuseInput)
    @action(detail=True, methods=["post"], url_path="ask-excuse")
    @transaction.atomic
    def ask_excuse(self, request: ApiRequest, **_: str) -> Response:
        """申请免交调研材料，注明原因；代交并附扫描件的用 multipart 提交。"""
        duty, words = self.get_object(), self.typed(request, ExcuseInput)
        words["given"] = given(words, by=request.user)
        return self.reply(actions.ask_excuse(duty=duty, **words))

    @extend_schema(request=DecisionInput)
    @action(detail=True, methods=["post"], url_path="decide-excuse")
    def decide_excuse(self, request: ApiRequest, **_: str) -> Response:
        """审批免交申请。"""
        duty = self.get_object()
        return self.reply(actions.decide_excuse(duty=duty, **self.typed(request, DecisionInput)))

    @extend_schema(request=SpeakerInput)
    @action(detail=True, methods=["post"])
    def speaker(self, request: ApiRequest, **_: str) -> Response:
        """确定或取消重点发言人。"""
        duty = self.get_object()
        return self.reply(actions.name_speaker(duty=duty, **self.typed(request, SpeakerInput)))

    @extend_schema(request=QuestionInput)
    @action(detail=True, methods=["post"])
    def question(self, request: ApiRequest, **_: str) -> Response:
        """确定或取消该成员的分题，本人会收到通知。"""
        duty, words = self.get_object(), self.typed(request, QuestionInput)
        questions = {duty.pk: words.pop("question")}
        actions.give_questions(session=duty.session, questions=questions, **words)
        return self.reply(self.get_object())

    @extend_schema(request=RemindInput, responses=RemindAnswer)
    @action(detail=False, methods=["post"])
    def remind(self, request: ApiRequest) -> Response:
        """提醒尚未提交的人员。"""
        told = actions.remind_unmet(**self.typed(request, RemindInput))
        return Response({"told": told})
