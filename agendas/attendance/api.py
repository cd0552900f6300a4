"""Openings and the list in the API. Leave categories never leave the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.http import signed_in
from accounts.people.models import User
from agendas.attendance import actions
from agendas.attendance.forms import INVITED, MOST_PEOPLE
from agendas.attendance.models import (
    Attendance,
    LeaveCategory,
    Opening,
    Origin,
    Status,
)
from agendas.sessions.api import DecisionInput, VisibleField
from agendas.sessions.models import StudySession


class OpeningSerializer(serializers.ModelSerializer[Opening]):
    session = VisibleField(queryset=StudySession.objects.all())
    quota = serializers.IntegerField(
        min_value=0, max_value=MOST_PEOPLE, allow_null=True, default=None
    )
    note = serializers.CharField(max_length=200, allow_blank=True, default="")
    shows_agenda = serializers.BooleanField(default=True)
    shows_minutes = serializers.BooleanField(default=False)

    class Meta:
        model = Opening
        fields = ["id", "session", "kind", "quota", "note", "shows_agenda", "shows_minutes"]
        # Setting what is set already is a change, not a fault.
        validators: list[Any] = []


class OpeningViewSet(ReadOnlyModelViewSet[Opening]):
    """三类开放：名额和来宾可见内容。"""

    serializer_class = OpeningSerializer
    queryset = Opening.objects.none()
    filterset_fields = ["session", "kind"]

    def get_queryset(self) -> QuerySet[Opening]:
        return Opening.objects.visible_to(signed_in(self.request))

    def create(self, request: Request) -> Response:
        """Set the opening of that kind, whether or not it was set before."""
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        opening = actions.open_to(by=signed_in(request), at=timezone.now(), **form.validated_data)
        return Response(self.get_serializer(opening).data, status=status.HTTP_201_CREATED)


class AttendanceSerializer(serializers.ModelSerializer[Attendance]):
    unit = serializers.CharField(source="unit_name")

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
        ]


class AddInput(serializers.Serializer[Any]):
    """Either ``person``, or ``name`` with what else is known."""

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


class AnswerInput(serializers.Serializer[Any]):
    coming = serializers.BooleanField()
    leave_category = serializers.ChoiceField(
        choices=LeaveCategory.choices, allow_blank=True, default=""
    )


class RecordInput(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=Status.choices)
    origin = serializers.ChoiceField(choices=Origin.choices, default=Origin.LIST)


class AttendanceViewSet(ReadOnlyModelViewSet[Attendance]):
    """参会人员：学习秘书等看全部，其他人只看本人。"""

    serializer_class = AttendanceSerializer
    queryset = Attendance.objects.none()
    filterset_fields = ["session", "capacity", "status"]
    search_fields = ["name", "unit_name"]

    def get_queryset(self) -> QuerySet[Attendance]:
        rows = Attendance.objects.visible_to(signed_in(self.request))
        return rows.select_related("person", "session__group__unit").in_order()

    def _checked(self, form: serializers.Serializer[Any]) -> dict[str, Any]:
        form.is_valid(raise_exception=True)
        return {
            **form.validated_data,
            "by": signed_in(self.request),
            "at": timezone.now(),
        }

    @extend_schema(request=AddInput, responses={201: AttendanceSerializer})
    def create(self, request: Request) -> Response:
        form = AddInput(data=request.data, context=self.get_serializer_context())
        added = actions.add_person(**self._checked(form))
        return Response(self.get_serializer(added).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AnswerInput, responses=AttendanceSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        row = actions.answer(
            attendance=self.get_object(), **self._checked(AnswerInput(data=request.data))
        )
        return Response(self.get_serializer(row).data)

    @extend_schema(request=RecordInput, responses=AttendanceSerializer)
    @action(detail=True, methods=["post"])
    def record(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        row = actions.record_presence(
            attendance=self.get_object(), **self._checked(RecordInput(data=request.data))
        )
        return Response(self.get_serializer(row).data)

    @extend_schema(request=DecisionInput, responses=AttendanceSerializer)
    @action(detail=True, methods=["post"], url_path="decide-leave")
    def decide_leave(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        row = actions.decide_leave(
            attendance=self.get_object(), **self._checked(DecisionInput(data=request.data))
        )
        return Response(self.get_serializer(row).data)
