"""The API's session, and the pieces that the API of every part shares."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from agendas.sessions.models import Decision, Outcome


class VisibleField(serializers.PrimaryKeyRelatedField):  # type: ignore[type-arg] # any model with visible_to
    """A row named by its key; what the caller may not see does not exist for him."""

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        visible: QuerySet[Any] = rows.visible_to(self.context["request"].user)
        return visible


class DecisionInput(serializers.Serializer[None]):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.CharField(max_length=200, allow_blank=True, default="")


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    by = serializers.CharField(source="by.full_name")

    class Meta:
        model = Decision
        fields = ["outcome", "by", "on", "reason"]
