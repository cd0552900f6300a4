"""Indicators and their readings in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import FilterSet, NumberFilter
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.http import ApiRequest, signed_in
from agendas.measures import actions
from agendas.measures.api.shared import CheckedFileField, Lit, stored
from agendas.measures.models import Indicator, Light, Measure, Reading
from agendas.measures.rules import indicator_standing
from agendas.sessions.api import VisibleField


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    measure = VisibleField(queryset=Measure.objects.all())
    value = serializers.DecimalField(max_digits=16, decimal_places=2, read_only=True)
    last_read_on = serializers.DateField(read_only=True)
    light = serializers.SerializerMethodField()

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
            "value",
            "last_read_on",
            "light",
        ]
        # One name in a measure is the action's to watch, with its own sentence.
        validators: list[Any] = []

    def get_light(self, indicator: Indicator) -> Light:
        return indicator_standing(indicator, self.context["view"].yardstick).light


class IndicatorFilters(FilterSet):  # type: ignore[misc] # has no types
    session = NumberFilter("measure__session")
    year = NumberFilter("measure__session__year")

    class Meta:
        model = Indicator
        fields = ["measure", "kind"]


class IndicatorViewSet(Lit, ReadOnlyModelViewSet[Indicator]):
    serializer_class = IndicatorSerializer
    queryset = Indicator.objects.none()
    filterset_class = IndicatorFilters
    search_fields = ["name"]

    def get_queryset(self) -> QuerySet[Indicator]:
        visible = Indicator.objects.visible_to(signed_in(self.request)).with_value()
        return visible.select_related("measure__session__group__unit")

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        indicator = actions.add_indicator(by=request.user, at=timezone.now(), **form.validated_data)
        fresh = self.get_queryset().get(pk=indicator.pk)
        return Response(self.get_serializer(fresh).data, status=status.HTTP_201_CREATED)


class ReadingSerializer(serializers.ModelSerializer[Reading]):
    indicator = VisibleField(queryset=Indicator.objects.all())
    file = CheckedFileField(required=False, write_only=True)
    file_name = serializers.CharField(source="file.name", read_only=True, default="")
    recorded_by = serializers.CharField(source="recorded_by.full_name", read_only=True)

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
        ]
        # One reading a day is the action's to watch, with its own sentence.
        validators: list[Any] = []


class ReadingFilters(FilterSet):  # type: ignore[misc] # has no types
    measure = NumberFilter("indicator__measure")
    year = NumberFilter("read_on__year")

    class Meta:
        model = Reading
        fields = ["indicator"]


class ReadingViewSet(ReadOnlyModelViewSet[Reading]):
    serializer_class = ReadingSerializer
    queryset = Reading.objects.none()
    filterset_class = ReadingFilters
    search_fields = ["evidence"]

    def get_queryset(self) -> QuerySet[Reading]:
        visible = Reading.objects.visible_to(signed_in(self.request))
        return visible.select_related("file", "recorded_by")

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        by, facts = request.user, dict(form.validated_data)
        file = stored(facts.pop("file", None), by=by)
        reading = actions.record_reading(by=by, at=timezone.now(), file=file, **facts)
        return Response(self.get_serializer(reading).data, status=status.HTTP_201_CREATED)
