"""What a reviewer says, and the reviews on file."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api import Collection
from agendas.board.models import Review
from agendas.board.rules import Opinion
from agendas.sessions.api import OfSession
from agendas.sessions.models import Outcome

# How far a piece is, in each of the three collections.
STATE = ["reviewed_at", "revision"]


class OpinionInput(serializers.Serializer[None]):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    is_secrecy_checked = serializers.BooleanField(default=False, help_text="已作保密审查")
    is_publicity_checked = serializers.BooleanField(default=False, help_text="已作宣传审核")
    reason = serializers.CharField(max_length=200, allow_blank=True, default="")
    revision = serializers.IntegerField(
        allow_null=True, default=None, help_text="所审核内容的版本号"
    )


def opinion(words: dict[str, Any]) -> dict[str, Any]:
    """What an action that reviews wants to know."""
    signature = {name: words.pop(name) for name in ("by", "at")}
    return {**signature, "opinion": Opinion(**words)}


class ReviewSerializer(serializers.ModelSerializer[Review]):
    by = serializers.CharField(source="by.full_name")

    class Meta:
        model = Review
        fields = [
            "id",
            "session",
            "subject",
            "about",
            "revision",
            "verdict",
            "is_secrecy_checked",
            "is_publicity_checked",
            "reason",
            "by",
            "at",
        ]


class ReviewFilters(OfSession):
    class Meta:
        model = Review
        fields = ["subject", "verdict"]


class ReviewViewSet(Collection[Review]):
    """审核记录：谁在何时审核了哪一稿，结果如何。"""

    serializer_class = ReviewSerializer
    queryset = Review.objects.select_related("by")
    filterset_class = ReviewFilters
    search_fields = ["about"]
