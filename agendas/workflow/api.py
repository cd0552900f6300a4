"""Sessions in the API: open, change, advance, send back, waive."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from accounts.filters import Filters, WholeFilter
from agendas.attendance.models import Status
from agendas.minutes.models import ResolutionKind
from agendas.sessions.api import DayField, MomentField, VisibleField
from agendas.sessions.models import StudySession
from agendas.sessions.rules import belongs
from agendas.workflow import actions
from agendas.workflow.ledger.columns import OTHERS, PROGRESS
from agendas.workflow.rules import MOST_PEOPLE, PastEntry, open_gaps
from studygroups.forms.models import Stage, StudyForm
from studygroups.groups.models import StudyGroup


class SessionSerializer(serializers.ModelSerializer[StudySession]):
    group = VisibleField(queryset=StudyGroup.objects.all())
    starts_at = MomentField(required=False, allow_null=True)
    ends_at = MomentField(required=False, allow_null=True)

    class Meta:
        model = StudySession
        fields = [
            "id",
            "title",
            "group",
            "form",
            "year",
            "stage",
            "starts_at",
            "ends_at",
            "venue",
            "is_backfilled",
            "revision",
        ]
        read_only_fields = ["year", "stage", "is_backfilled", "revision"]


class HeadInput(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=100, required=False)
    starts_at = MomentField(required=False, allow_null=True)
    ends_at = MomentField(required=False, allow_null=True)
    venue = serializers.CharField(max_length=80, required=False, allow_blank=True)
    revision = serializers.IntegerField(min_value=1)


class OthersInput(serializers.Serializer[Any]):
    capacity = serializers.ChoiceField(choices=[(each.value, each.label) for each in OTHERS])
    headcount = serializers.IntegerField(min_value=1, max_value=MOST_PEOPLE)


class ResultInput(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=ResolutionKind.choices)
    text = serializers.CharField(max_length=500)


class PastInput(serializers.Serializer[Any]):
    """A session held before, as ``PastEntry`` has it; people by their keys."""

    group = VisibleField(queryset=StudyGroup.objects.all())
    form = serializers.PrimaryKeyRelatedField(queryset=StudyForm.objects.all())
    title = serializers.CharField(max_length=100)
    held_on = DayField()
    begins = serializers.TimeField(required=False, allow_null=True)
    venue = serializers.CharField(max_length=80, allow_blank=True, default="")
    chair = serializers.IntegerField(required=False, allow_null=True)
    on_leave = serializers.ListField(child=serializers.IntegerField(), default=list)
    absent = serializers.ListField(child=serializers.IntegerField(), default=list)
    others = OthersInput(many=True, required=False)
    record = serializers.CharField(max_length=50000, allow_blank=True, default="")
    results = ResultInput(many=True, required=False)
    stage = serializers.ChoiceField(
        choices=[(stage.value, label) for label, stage in PROGRESS.items()],
        default=Stage.CLOSED.value,
    )


class ReasonInput(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class WaiveInput(ReasonInput):
    gap = serializers.CharField(max_length=30)


class GapSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    text = serializers.CharField()
    part = serializers.CharField()
    can_be_waived = serializers.BooleanField()


class SessionFilters(Filters):
    year = WholeFilter("year", most=9999, label="年度")

    class Meta:
        model = StudySession
        fields = ["group", "form", "stage"]


class SessionViewSet(Collection[StudySession]):
    """学习会：本中心组的，以及本人督导或受邀参加的。"""

    serializer_class = SessionSerializer
    queryset = StudySession.objects.select_related("group__unit", "form")
    filterset_class = SessionFilters
    search_fields = ["title"]

    def create(self, request: ApiRequest) -> Response:
        """新建学习会。"""
        return self.reply(actions.open_session(**self.typed(request)), made=True)

    @extend_schema(request=PastInput)
    @action(detail=False, methods=["post"])
    def past(self, request: ApiRequest) -> Response:
        """补录一次以前召开的学习会：不经各阶段，不发通知。

        不在 ``on_leave``、``absent`` 中的成员为到会。
        """
        typed = self.typed(request, PastInput)
        who_and_where = {name: typed.pop(name) for name in ("group", "by", "at")}
        typed["away"] = {
            person: status
            for name, status in (("on_leave", Status.LEAVE), ("absent", Status.ABSENT))
            for person in typed.pop(name)
        }
        typed["others"] = {row["capacity"]: row["headcount"] for row in typed.get("others", ())}
        typed["results"] = [(row["kind"], row["text"]) for row in typed.get("results", ())]
        made = actions.enter_past(entries=[PastEntry(**typed)], **who_and_where)
        return self.reply(made[0], made=True)

    @extend_schema(request=HeadInput)
    def partial_update(self, request: ApiRequest, **_: str) -> Response:
        """修改名称、时间、地点；``revision`` 填读取时的版本号，已被他人修改的答 412。"""
        session = self.get_object()
        return self.reply(actions.edit_session(session=session, **self.typed(request, HeadInput)))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def advance(self, request: ApiRequest, **_: str) -> Response:
        """进入下一阶段；仍有待完善事项的答 409。"""
        return self.reply(actions.advance(session=self.get_object(), **signed(request)))

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: ApiRequest, **_: str) -> Response:
        """退回上一阶段。"""
        session = self.get_object()
        return self.reply(actions.send_back(session=session, **self.typed(request, ReasonInput)))

    @extend_schema(request=WaiveInput)
    @action(detail=True, methods=["post"])
    def waive(self, request: ApiRequest, **_: str) -> Response:
        """豁免一项已无法补正的待完善事项。"""
        session = self.get_object()
        actions.waive(session=session, **self.typed(request, WaiveInput))
        return self.reply(session)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="withdraw-past")
    def withdraw_past(self, request: ApiRequest, **_: str) -> Response:
        """撤销补录；补录后已有后续办理的答 409。"""
        actions.withdraw_past(session=self.get_object(), **signed(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=GapSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def gaps(self, request: ApiRequest, **_: str) -> Response:
        """进入下一阶段前的待完善事项；中心组以外的人员看到的为空。"""
        session = self.get_object()
        inside = belongs(request.user, session)
        found = open_gaps(session, at=timezone.now()) if inside else []
        return Response(GapSerializer(found, many=True).data)
