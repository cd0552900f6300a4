"""Marks from the room and the code from its screen, in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection
from agendas.attendance.forms import MOST_PEOPLE
from agendas.attendance.models import Attendance, Status
from agendas.presence import actions
from agendas.presence.actions import Merged
from agendas.presence.models import Mark, Said
from agendas.presence.rules import Word
from agendas.sessions.api import MomentField, OfSession, VisibleField
from agendas.sessions.models import StudySession

MOST_MARKS = 500


class MarkSerializer(serializers.ModelSerializer[Mark]):
    name = serializers.CharField(source="attendance.name")

    class Meta:
        model = Mark
        fields = [
            "id",
            "key",
            "session",
            "attendance",
            "name",
            "said",
            "status",
            "headcount",
            "origin",
            "marked_at",
            "counted_at",
            "clock_offset",
            "received_at",
            "outcome",
        ]


class WordInput(serializers.Serializer[Any]):
    """一条登记。"""

    key = serializers.UUIDField(help_text="登记时在本机生成；重复提交同一条，不重复登记")
    attendance = serializers.IntegerField(source="row", min_value=1, max_value=2**63 - 1)
    said = serializers.ChoiceField(choices=Said.choices)
    seen = serializers.ChoiceField(choices=Status.choices, help_text="登记时本机显示的状态")
    marked_at = MomentField(help_text="本机时间")
    headcount = serializers.IntegerField(
        min_value=1, max_value=MOST_PEOPLE, allow_null=True, default=None
    )
    undoes = serializers.UUIDField(
        allow_null=True, default=None, help_text="撤销的，填所撤销那一条的 key"
    )


class BatchInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.all())
    device = serializers.UUIDField(help_text="本机标识，由本机生成并保存")
    sent_at = MomentField(
        allow_null=True, default=None, help_text="提交时的本机时间，用于折算时钟偏差"
    )
    marks = serializers.ListField(child=WordInput(), max_length=MOST_MARKS)


class MergedSerializer(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    outcome = serializers.CharField(help_text="登记结果；被拒绝的为 refused")
    status = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class RowSerializer(serializers.ModelSerializer[Attendance]):
    class Meta:
        model = Attendance
        fields = ["id", "status", "headcount"]


class BatchReply(serializers.Serializer[Any]):
    marks = MergedSerializer(many=True)
    rows = RowSerializer(many=True)
    conflicts = serializers.IntegerField()


class CodeInput(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=40)


class SettleInput(serializers.Serializer[Any]):
    is_taken = serializers.BooleanField(help_text="采用这一条为真，保留名单上的登记为假")


class MarkFilters(OfSession):
    class Meta:
        model = Mark
        fields = ["attendance", "outcome"]


def _became(one: Merged) -> dict[str, Any]:
    if one.mark:
        made = {"outcome": one.mark.outcome, "status": one.mark.status, "code": "", "detail": ""}
    else:
        code, detail = (one.refusal.value, one.refusal.label) if one.refusal else ("", "")
        made = {"outcome": "refused", "status": "", "code": code, "detail": str(detail)}
    return {"key": one.key, **made}


class MarkViewSet(Collection[Mark]):
    """会场登记：组长、副组长、学习秘书可见，断网时在本机保存，联网后合并。"""

    serializer_class = MarkSerializer
    queryset = Mark.objects.select_related("attendance", "session__group__unit").order_by("pk")
    filterset_class = MarkFilters
    search_fields = ["attendance__name"]

    @extend_schema(request=BatchInput, responses=BatchReply)
    def create(self, request: ApiRequest) -> Response:
        """提交一批登记，逐条答复；重复提交不重复登记。不带登记的，只答复名单现状。"""
        typed = self.typed(request, BatchInput)
        session = typed["session"]
        words = [Word(**word) for word in typed.pop("marks")]
        merged = actions.merge_marks(**typed, words=words)
        rows = Attendance.objects.filter(session=session)
        waiting = Mark.objects.in_conflict().filter(session=session)
        reply = {
            "marks": [_became(one) for one in merged],
            "rows": list(rows.order_by("pk").values("id", "status", "headcount")),
            "conflicts": waiting.count(),
        }
        return Response(reply)

    @extend_schema(request=SettleInput)
    @action(detail=True, methods=["post"])
    def settle(self, request: ApiRequest, **_: str) -> Response:
        """两处登记不一致的，选定其中一处。"""
        mark = self.get_object()
        return self.reply(actions.settle(mark=mark, **self.typed(request, SettleInput)))

    @extend_schema(request=CodeInput)
    @action(detail=False, methods=["post"], url_path="check-in")
    def check_in(self, request: ApiRequest) -> Response:
        """本人用会场屏幕上的签到码签到，自愿选用。"""
        return self.reply(actions.check_in(**self.typed(request, CodeInput)), made=True)
