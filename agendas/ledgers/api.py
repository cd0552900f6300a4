"""The ledger of a group's year in the API."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest
from accounts.people.models import User
from agendas.ledgers import rules
from studygroups.groups.api import StudyGroupViewSet
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import is_lead


class YearInput(serializers.Serializer[Any]):
    year = serializers.IntegerField(
        min_value=1, max_value=9999, required=False, help_text="年度，不填为今年"
    )


class CountsSerializer(serializers.Serializer[rules.Counts]):
    expected = serializers.IntegerField(help_text="应到")
    present = serializers.IntegerField(help_text="到会，含迟到、早退")
    late = serializers.IntegerField(help_text="其中迟到")
    left_early = serializers.IntegerField(help_text="其中早退")
    on_leave = serializers.IntegerField(help_text="请假")
    on_duty = serializers.IntegerField(help_text="其中公务请假")
    absent = serializers.IntegerField(help_text="缺席")
    made_up = serializers.IntegerField(source="done", help_text="已补学，不计入参学率")
    to_make_up = serializers.IntegerField(source="asked", help_text="应补学")


class PersonLineSerializer(serializers.Serializer[rules.PersonLine]):
    person = serializers.IntegerField(source="person_id")
    name = serializers.CharField()
    post = serializers.CharField()
    counts = CountsSerializer()


class SummedSerializer(CountsSerializer):
    came_as = serializers.SerializerMethodField(help_text="到会人次，按参会身份")

    def get_came_as(self, counts: rules.Counts) -> dict[str, int]:
        return {name: came for name, (_, came) in counts.people.items() if came}


class SessionLineSerializer(serializers.Serializer[rules.SessionLine]):
    session = serializers.IntegerField(source="session.pk")
    title = serializers.CharField(source="session.title")
    starts_at = serializers.DateTimeField(source="session.starts_at")
    threshold = serializers.IntegerField(help_text="参学率达标线（%）")
    reaches_threshold = serializers.BooleanField()
    counts = SummedSerializer()


class LedgerSerializer(serializers.Serializer[Any]):
    group = serializers.IntegerField()
    year = serializers.IntegerField()
    people = PersonLineSerializer(many=True, help_text="督导单位看不到个人；成员只看本人")
    sessions = SessionLineSerializer(many=True, help_text="组长、副组长、学习秘书看到")
    held = serializers.IntegerField(allow_null=True, help_text="召开次数；成员为空")
    total = SummedSerializer(allow_null=True, help_text="合计；成员为空")


class LedgerGroupViewSet(StudyGroupViewSet):
    """中心组：本人所在的，以及本人督导的。"""

    @extend_schema(parameters=[YearInput], responses=LedgerSerializer)
    @action(detail=True, methods=["get"], filter_backends=[], pagination_class=None)
    def ledger(self, request: ApiRequest, **_: str) -> Response:
        """全年参学台账：组长、副组长、学习秘书看全部，成员只看本人，督导单位及其上级只看合计。"""
        group = get_object_or_404(
            rules.groups_known_to(request.user).select_related("unit"), pk=self.kwargs["pk"]
        )
        asked = YearInput(data=request.query_params)
        asked.is_valid(raise_exception=True)
        year = asked.validated_data.get("year", timezone.localdate().year)
        shown = {"group": group.pk, "year": year, **_shown(request.user, group, year)}
        return Response(LedgerSerializer(shown).data)


def _shown(user: User, group: StudyGroup, year: int) -> dict[str, Any]:
    """What he may know; his own line beside the counts where he is a member and supervises."""
    today = timezone.localdate()
    if is_lead(user, group, on=today):
        whole = rules.group_ledger(group, year, on=today)
        held = len(whole.sessions)
        return {
            "people": whole.people,
            "sessions": whole.sessions,
            "held": held,
            "total": whole.total,
        }
    people = rules.own_ledger(group, year, user, on=today).people
    counted = StudyGroup.objects.counted_by(user).filter(pk=group.pk)
    if not counted.exists():
        return {"people": people, "sessions": [], "held": None, "total": None}
    units = rules.unit_ledger(counted, [group], year, on=today)
    return {"people": people, "sessions": [], "held": units.held, "total": units.total}
