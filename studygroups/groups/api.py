"""Study groups over the API, and who acts for whoever leads them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from accounts.filters import Filters, WholeFilter
from accounts.people.models import StandIn, User
from studygroups.groups import actions
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import heads_arranged_by, may_stand_in_for, stand_ins_known_to


class StudyGroupSerializer(serializers.ModelSerializer[StudyGroup]):
    class Meta:
        model = StudyGroup
        fields = ["id", "name", "unit", "is_demonstration"]


class StudyGroupViewSet(Collection[StudyGroup]):
    """中心组：本人所在的，以及本人督导的。"""

    queryset = StudyGroup.objects.all()
    serializer_class = StudyGroupSerializer
    search_fields = ["name", "unit__name"]
    filterset_fields = ["unit", "is_demonstration"]


class HeadField(serializers.PrimaryKeyRelatedField):  # type: ignore[type-arg] # not generic when run
    """Somebody for whom the caller may say who acts."""

    def get_queryset(self) -> QuerySet[User]:
        return heads_arranged_by(self.context["request"].user, on=timezone.localdate())


class FellowField(HeadField):
    """A member of a group which one of those leads."""

    def get_queryset(self) -> QuerySet[User]:
        return may_stand_in_for(super().get_queryset(), on=timezone.localdate())


class StandInSerializer(serializers.ModelSerializer[StandIn]):
    person = HeadField(help_text="被代理人：组长或者主持工作的同志")
    person_name = serializers.CharField(source="person.full_name", read_only=True)
    stand_in = FellowField(help_text="代理人：同一中心组的其他成员")
    stand_in_name = serializers.CharField(source="stand_in.full_name", read_only=True)

    class Meta:
        model = StandIn
        fields = [
            "id",
            "person",
            "person_name",
            "stand_in",
            "stand_in_name",
            "from_on",
            "until",
            "ended_on",
        ]
        read_only_fields = ["ended_on"]


class StandInFilters(Filters):
    year = WholeFilter("from_on__year", most=9999, label="年度")

    class Meta:
        model = StandIn
        fields = ["person", "stand_in"]


class StandInViewSet(Collection[StandIn]):
    """代理：本人的、代理他人的，以及本人所在中心组的。"""

    queryset = StandIn.objects.select_related("person", "stand_in")
    serializer_class = StandInSerializer
    search_fields = ["person__full_name", "stand_in__full_name"]
    filterset_class = StandInFilters

    def get_queryset(self) -> QuerySet[StandIn]:
        known = stand_ins_known_to(self.request.user, on=timezone.localdate())
        return known.select_related("person", "stand_in")

    def create(self, request: ApiRequest) -> Response:
        """登记代理：本人登记，或者学习秘书代为登记。"""
        return self.reply(actions.give_stand_in(**self.typed(request)), made=True)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, **_: Any) -> Response:
        """提前结束代理，自当天起。"""
        standing = self.get_object()
        return self.reply(actions.end_stand_in(standing=standing, **signed(request)))
