"""Inspections and what learners take home, in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection
from accounts.filters import Filters, WholeFilter
from accounts.units.models import Unit
from agendas.observing import actions
from agendas.observing.api.shared import ProblemsField
from agendas.observing.models import Inspection, Takeaway
from agendas.observing.models.inspections import KINDS
from agendas.observing.models.takeaways import LONGEST_TAKEAWAY
from agendas.observing.rules import MOST_PROBLEMS
from agendas.sessions.api import DayField, OfSession, VisibleField
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup


class InspectionSerializer(serializers.ModelSerializer[Inspection]):
    class Meta:
        model = Inspection
        fields = ["id", "group", "kind", "unit", "inspected_on", "problems"]


class InspectionInput(serializers.Serializer[Any]):
    group = VisibleField(queryset=StudyGroup.objects.select_related("unit"))
    kind = serializers.ChoiceField(choices=KINDS)
    unit = serializers.PrimaryKeyRelatedField(queryset=Unit.objects.all())
    inspected_on = DayField()
    problems = ProblemsField(allow_empty=False, max_length=MOST_PROBLEMS)


class InspectionFilters(Filters):
    year = WholeFilter("inspected_on__year", most=9999, label="检查年度")

    class Meta:
        model = Inspection
        fields = ["group", "kind", "unit"]


class InspectionViewSet(Collection[Inspection]):
    """检查：本中心组的；督导单位看本单位的。"""

    serializer_class = InspectionSerializer
    queryset = Inspection.objects.with_problems()
    filterset_class = InspectionFilters
    search_fields = ["problems__title"]

    @extend_schema(request=InspectionInput)
    def create(self, request: ApiRequest) -> Response:
        """登记一次检查和发现的问题；问题列入中心组的问题清单。"""
        typed = self.typed(request, InspectionInput)
        return self.reply(actions.enter_inspection(**typed), made=True)


class TakeawaySerializer(serializers.ModelSerializer[Takeaway]):
    session = VisibleField(queryset=StudySession.objects.all())
    text = serializers.CharField(max_length=LONGEST_TAKEAWAY)

    class Meta:
        model = Takeaway
        fields = ["id", "session", "person", "group", "text", "written_at"]
        read_only_fields = ["person", "group", "written_at"]


class TakeawayFilters(OfSession):
    class Meta:
        model = Takeaway
        fields = ["person"]


class TakeawayViewSet(Collection[Takeaway]):
    """学习所得：本人的，以及带回本中心组的。"""

    serializer_class = TakeawaySerializer
    queryset = Takeaway.objects.all()
    filterset_class = TakeawayFilters
    search_fields = ["session__title"]

    def create(self, request: ApiRequest) -> Response:
        """填写或者修改学习所得。"""
        return self.reply(actions.leave_takeaway(**self.typed(request)), made=True)
