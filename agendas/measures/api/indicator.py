"""Indicators and their readings in the API."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection
from accounts.files.api import CheckedFileField, stored
from accounts.filters import Filters, WholeFilter
from agendas.measures import actions
from agendas.measures.models import Indicator, IndicatorQuerySet, Light, Measure, Reading
from agendas.measures.rules import Yardstick, lit_indicators
from agendas.proxies.api import EnteredSerializer, GivenInput, given
from agendas.sessions.api import DayField, VisibleField


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    measure = VisibleField(queryset=Measure.objects.all())
    light = serializers.ChoiceField(choices=Light.choices, read_only=True)

    class Meta:
        model = Indicator
        fields = [
            "id",
            "measure",
            "name",
            "comparator",
            "target",
            "unit",
            "baseline",
            "kind",
            "rhythm",
            "value",
            "last_read_on",
            "light",
        ]
        # One name in a measure is the action's to watch, with its own sentence.
        validators: list[Any] = []


class IndicatorFilters(Filters):
    session = WholeFilter("measure__session", label="学习会")
    year = WholeFilter("measure__session__year", most=9999, label="年度")

    class Meta:
        model = Indicator
        fields = ["measure", "kind", "rhythm"]


class IndicatorViewSet(Collection[Indicator]):
    """指标：随对策措施可见，附最新数值和亮灯。"""

    serializer_class = IndicatorSerializer
    queryset = Indicator.objects.all()
    filterset_class = IndicatorFilters
    search_fields = ["name"]

    def get_queryset(self) -> IndicatorQuerySet:
        rows: Any = super().get_queryset()
        return lit_indicators(rows, Yardstick.of(timezone.localdate()))

    def create(self, request: ApiRequest) -> Response:
        """为一项对策措施增加指标。"""
        indicator = actions.add_indicator(**self.typed(request))
        return self.reply(self.get_queryset().get(pk=indicator.pk), made=True)


class ReadingSerializer(GivenInput, serializers.ModelSerializer[Reading]):
    indicator = VisibleField(queryset=Indicator.objects.all())
    read_on = DayField()
    file = CheckedFileField(required=False, write_only=True)
    file_name = serializers.CharField(source="file.name", read_only=True, default="")
    recorded_by = serializers.CharField(source="recorded_by.full_name", read_only=True)
    proxy = EnteredSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Reading
        fields = [
            "id",
            "indicator",
            "value",
            "read_on",
            "evidence",
            "file",
            "file_name",
            "recorded_by",
            "given_on",
            "scan",
            "proxy",
        ]
        # One reading a day is the action's to watch, with its own sentence.
        validators: list[Any] = []


class ReadingFilters(Filters):
    measure = WholeFilter("indicator__measure", label="对策措施")
    year = WholeFilter("read_on__year", most=9999, label="进度年度")

    class Meta:
        model = Reading
        fields = ["indicator"]


class ReadingViewSet(Collection[Reading]):
    """指标进度：随对策措施可见。"""

    serializer_class = ReadingSerializer
    queryset = Reading.objects.select_related("file", "recorded_by", "proxy__entered_by")
    filterset_class = ReadingFilters
    search_fields = ["evidence"]

    @transaction.atomic
    def create(self, request: ApiRequest) -> Response:
        """报进度；附佐证材料、扫描件的用 multipart 提交。"""
        facts = self.typed(request)
        facts["file"] = stored(facts.get("file"), by=request.user)
        facts["given"] = given(facts, by=request.user)
        return self.reply(actions.record_reading(**facts), made=True)
