"""Openings and the list in the API. Leave categories never leave the pages."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from accounts.people.models import User
from agendas.attendance import actions
from agendas.attendance.forms import INVITED, MOST_PEOPLE
from agendas.attendance.models import (
    Admission,
    Attendance,
    LeaveCategory,
    Opening,
    Origin,
    Status,
)
from agendas.proxies.api import EnteredSerializer, GivenInput, given
from agendas.sessions.api import (
    DecisionInput,
    MomentField,
    OfSession,
    RemindAnswer,
    RemindInput,
    VisibleField,
)
from agendas.sessions.models import StudySession


class OpeningSerializer(serializers.ModelSerializer[Opening]):
    session = VisibleField(queryset=StudySession.objects.all())
    quota = serializers.IntegerField(
        min_value=0, max_value=MOST_PEOPLE, allow_null=True, default=None
    )
    note = serializers.CharField(max_length=200, allow_blank=True, default="")
    shows_agenda = serializers.BooleanField(default=True)
    opens_at = MomentField(allow_null=True, default=None)
    closes_at = MomentField(allow_null=True, default=None)
    admission = serializers.ChoiceField(choices=Admission.choices, default=Admission.APPROVAL)
    shows_material = serializers.BooleanField(default=False)
    shows_minutes = serializers.BooleanField(default=False)
    visible_from = MomentField(allow_null=True, default=None)

    class Meta:
        model = Opening
        fields = [
            "id",
            "session",
            "kind",
            "quota",
            "note",
            "opens_at",
            "closes_at",
            "admission",
            "shows_agenda",
            "shows_material",
            "shows_minutes",
            "visible_from",
        ]
        # Setting what is set already is a change, not a fault.
        validators: list[Any] = []


class OpeningFilters(OfSession):
    class Meta:
        model = Opening
        fields = ["kind"]


class OpeningViewSet(Collection[Opening]):
    """三类开放：名额和来宾可见内容。"""

    serializer_class = OpeningSerializer
    queryset = Opening.objects.all()
    filterset_class = OpeningFilters
    search_fields = ["note"]

    def create(self, request: ApiRequest) -> Response:
        """设定一类开放；已设定的即为修改。"""
        return self.reply(actions.open_to(**self.typed(request)), made=True)


class AttendanceSerializer(serializers.ModelSerializer[Attendance]):
    unit = serializers.CharField(source="unit_name")
    proxy = EnteredSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Attendance
        fields = [
            "id",
            "session",
            "person",
            "name",
            "unit",
            "post",
            "headcount",
            "capacity",
            "status",
            "origin",
            "proxy",
        ]


class AddInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.all())
    capacity = serializers.ChoiceField(choices=INVITED)
    person = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), allow_null=True, default=None
    )
    name = serializers.CharField(max_length=40, allow_blank=True, default="")
    unit = serializers.CharField(source="unit_name", max_length=80, allow_blank=True, default="")
    post = serializers.CharField(max_length=60, allow_blank=True, default="")
    headcount = serializers.IntegerField(max_value=MOST_PEOPLE, default=1)

    def validate(self, typed: dict[str, Any]) -> dict[str, Any]:
        if typed["person"] is None and not typed["name"].strip():
            raise serializers.ValidationError({"name": "请填写姓名，或指明人员。"})
        return typed


class AnswerInput(GivenInput):
    coming = serializers.BooleanField()
    leave_category = serializers.ChoiceField(
        choices=LeaveCategory.choices, allow_blank=True, default=""
    )


class RecordInput(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=Status.choices)
    origin = serializers.ChoiceField(choices=Origin.choices, default=Origin.LIST)


class AttendanceFilters(OfSession):
    class Meta:
        model = Attendance
        fields = ["capacity", "status"]


class AttendanceViewSet(Collection[Attendance]):
    """参会人员：组长、副组长、学习秘书看全部，其他人员只看本人。"""

    serializer_class = AttendanceSerializer
    queryset = Attendance.objects.select_related(
        "person", "session__group__unit", "proxy__entered_by"
    ).in_order()
    filterset_class = AttendanceFilters
    search_fields = ["name", "unit_name"]

    @extend_schema(request=AddInput)
    def create(self, request: ApiRequest) -> Response:
        """增加参会人员；指明人员，或填写姓名等。"""
        return self.reply(actions.add_person(**self.typed(request, AddInput)), made=True)

    @extend_schema(request=AnswerInput)
    @action(detail=True, methods=["post"])
    @transaction.atomic
    def answer(self, request: ApiRequest, **_: str) -> Response:
        """回执：参会，或请假；代答复并附扫描件的用 multipart 提交。"""
        row, words = self.get_object(), self.typed(request, AnswerInput)
        words["given"] = given(words, by=request.user)
        return self.reply(actions.answer(attendance=row, **words))

    @extend_schema(request=RecordInput)
    @action(detail=True, methods=["post"])
    def record(self, request: ApiRequest, **_: str) -> Response:
        """登记到会情况。"""
        row = self.get_object()
        return self.reply(
            actions.record_presence(attendance=row, **self.typed(request, RecordInput))
        )

    @extend_schema(request=DecisionInput)
    @action(detail=True, methods=["post"], url_path="decide-leave")
    def decide_leave(self, request: ApiRequest, **_: str) -> Response:
        """审批请假。"""
        row = self.get_object()
        return self.reply(
            actions.decide_leave(attendance=row, **self.typed(request, DecisionInput))
        )

    @extend_schema(request=None, responses=RemindAnswer)
    @action(detail=True, methods=["post"])
    def remind(self, request: ApiRequest, **_: str) -> Response:
        """提醒该人员答复是否参加。"""
        row = self.get_object()
        told = actions.remind_unanswered(session=row.session, attendance=row, **signed(request))
        return Response({"told": told})

    @extend_schema(
        operation_id="attendances_remind_all", request=RemindInput, responses=RemindAnswer
    )
    @action(detail=False, methods=["post"], url_path="remind")
    def remind_all(self, request: ApiRequest) -> Response:
        """提醒尚未答复的人员。"""
        told = actions.remind_unanswered(**self.typed(request, RemindInput))
        return Response({"told": told})
