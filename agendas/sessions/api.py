"""The pieces that the API of every part shares."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from accounts.filters import Filters, WholeFilter
from agendas.sessions.models import Decision, Outcome, StudySession
from agendas.sessions.rules import within_calendar


class VisibleField(serializers.PrimaryKeyRelatedField):  # type: ignore[type-arg] # any model with visible_to
    """A row named by its key; what the caller may not see does not exist for him."""

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        visible: QuerySet[Any] = rows.visible_to(self.context["request"].user)
        return visible


class DayField(serializers.DateField):
    """A day, from the same calendar as on the pages."""

    default_validators = [within_calendar]


class MomentField(serializers.DateTimeField):
    """A day and time; one without an offset is taken as local."""

    def enforce_timezone(self, value: datetime) -> datetime:
        within_calendar(value)
        return super().enforce_timezone(value)


class OfSession(Filters):
    """What belongs to a session is narrowed by it, by its group and by its year."""

    session = WholeFilter("session", label="学习会")
    group = WholeFilter("session__group", label="中心组")
    year = WholeFilter("session__year", most=9999, label="年度")


class DecisionInput(serializers.Serializer[None]):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.CharField(max_length=200, allow_blank=True, default="")


class SeenDecisionInput(DecisionInput):
    """A decision on what may be rewritten before it is made."""

    revision = serializers.IntegerField(
        required=False,
        help_text="所审定内容的版本号；填写后，内容在此期间已变动的答 412。",
    )


class RemindInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.all())


class RemindAnswer(serializers.Serializer[None]):
    told = serializers.IntegerField(help_text="本次提醒的人数；同一人每天只提醒一次")


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    by = serializers.CharField(source="by.full_name")
    acted_for = serializers.CharField(
        source="acted_for.full_name", default="", help_text="代理他人审定的，被代理人姓名"
    )

    class Meta:
        model = Decision
        fields = ["outcome", "by", "acted_for", "on", "reason"]
