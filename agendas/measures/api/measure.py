"""Measures in the API."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection
from accounts.files.api import CheckedFileField, stored
from agendas.measures import actions
from agendas.measures.models import Change, Closing, Indicator, Light, Measure, MeasureQuerySet
from agendas.measures.rules import Yardstick, people_for, with_progress
from agendas.minutes.models import Resolution
from agendas.proxies.api import GivenInput, given
from agendas.sessions.api import DayField, OfSession, SeenDecisionInput, VisibleField
from agendas.sessions.models import StudySession
from agendas.topics.models import Problem


class MeasureSerializer(serializers.ModelSerializer[Measure]):
    session = VisibleField(queryset=StudySession.objects.all())
    resolution = VisibleField(queryset=Resolution.objects.all(), required=False, allow_null=True)
    problem = VisibleField(queryset=Problem.objects.all(), required=False, allow_null=True)
    owner_name = serializers.CharField(source="owner.full_name", read_only=True)
    handler_name = serializers.CharField(source="handler.full_name", read_only=True, default="")
    starts_on = DayField()
    due_on = DayField()
    closing = serializers.IntegerField(read_only=True, allow_null=True)
    change = serializers.IntegerField(read_only=True, allow_null=True)
    light = serializers.ChoiceField(choices=Light.choices, read_only=True)

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
            "closing",
            "change",
            "light",
            "ended_on",
            "stop_reason",
        ]
        read_only_fields = ["status", "ended_on", "stop_reason"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Those who may be given a measure are the same as on the page."""
        people = set(people_for(attrs["session"].group))
        for name in ("owner", "handler"):
            if attrs.get(name) and attrs[name] not in people:
                raise serializers.ValidationError({name: "请在本单位人员和中心组成员中选择。"})
        return attrs


class EvidenceInput(GivenInput):
    evidence = serializers.CharField(max_length=500)
    file = CheckedFileField(required=False, write_only=True)


class StopInput(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class ExtensionInput(GivenInput):
    due_on = DayField()
    reason = serializers.CharField(max_length=200)


class TargetInput(GivenInput):
    indicator = VisibleField(queryset=Indicator.objects.all())
    target = serializers.DecimalField(max_digits=14, decimal_places=2)
    reason = serializers.CharField(max_length=200)


class MeasureFilters(OfSession):
    class Meta:
        model = Measure
        fields = ["status", "owner", "handler"]


class MeasureViewSet(Collection[Measure]):
    """对策措施：本中心组的、本人负责或经办的，以及共享给督导单位的。"""

    serializer_class = MeasureSerializer
    queryset = Measure.objects.annotate(
        closing=Subquery(
            Closing.objects.filter(measure=OuterRef("pk")).awaiting_decision().values("pk")
        ),
        change=Subquery(
            Change.objects.filter(measure=OuterRef("pk")).awaiting_decision().values("pk")
        ),
    )
    filterset_class = MeasureFilters
    search_fields = ["title", "lead_unit"]

    def get_queryset(self) -> MeasureQuerySet:
        rows: Any = super().get_queryset()
        return with_progress(rows, Yardstick.of(timezone.localdate()))

    def reply(self, row: Measure, *, made: bool = False) -> Response:
        """The measure as it stands after the action, its light with it."""
        return super().reply(self.get_queryset().get(pk=row.pk), made=made)

    def create(self, request: ApiRequest) -> Response:
        """下达对策措施。"""
        return self.reply(actions.make_measure(**self.typed(request)), made=True)

    @extend_schema(request=EvidenceInput)
    @action(detail=True, methods=["post"], url_path="apply-closing")
    @transaction.atomic
    def apply_closing(self, request: ApiRequest, **_: str) -> Response:
        """申请办结；附佐证材料、扫描件的用 multipart 提交。"""
        measure, facts = self.get_object(), self.typed(request, EvidenceInput)
        facts["file"] = stored(facts.get("file"), by=request.user)
        facts["given"] = given(facts, by=request.user)
        actions.apply_closing(measure=measure, **facts)
        return self.reply(measure)

    @extend_schema(request=SeenDecisionInput)
    @action(detail=True, methods=["post"], url_path="decide-closing")
    def decide_closing(self, request: ApiRequest, **_: str) -> Response:
        """复核办结申请；``revision`` 填所复核的申请（``closing``），已变动的答 412。"""
        measure = self.get_object()
        actions.decide_closing(measure=measure, **self.typed(request, SeenDecisionInput))
        return self.reply(measure)

    @extend_schema(request=ExtensionInput)
    @action(detail=True, methods=["post"], url_path="ask-extension")
    @transaction.atomic
    def ask_extension(self, request: ApiRequest, **_: str) -> Response:
        """申请延期，须在原时限前提出；批准前按原时限考核。"""
        measure, facts = self.get_object(), self.typed(request, ExtensionInput)
        facts["given"] = given(facts, by=request.user)
        actions.ask_extension(measure=measure, **facts)
        return self.reply(measure)

    @extend_schema(request=TargetInput)
    @action(detail=True, methods=["post"], url_path="ask-target")
    @transaction.atomic
    def ask_target(self, request: ApiRequest, **_: str) -> Response:
        """申请调整一项指标的目标值，须在原时限前提出；批准前按原目标考核。"""
        measure, facts = self.get_object(), self.typed(request, TargetInput)
        facts["given"] = given(facts, by=request.user)
        actions.ask_target(measure=measure, **facts)
        return self.reply(measure)

    @extend_schema(request=SeenDecisionInput)
    @action(detail=True, methods=["post"], url_path="decide-change")
    def decide_change(self, request: ApiRequest, **_: str) -> Response:
        """审定调整申请；``revision`` 填所审定的申请（``change``），已变动的答 412。"""
        measure = self.get_object()
        actions.decide_change(measure=measure, **self.typed(request, SeenDecisionInput))
        return self.reply(measure)

    @extend_schema(request=StopInput)
    @action(detail=True, methods=["post"])
    def stop(self, request: ApiRequest, **_: str) -> Response:
        """终止对策措施，注明原因。"""
        measure = self.get_object()
        actions.stop_measure(measure=measure, **self.typed(request, StopInput))
        return self.reply(measure)
